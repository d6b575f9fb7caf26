import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { node } from './command.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function mutants(...args: readonly string[]) {
  return node(ROOT, 'dist/src/cli/main.js', 'mutants', ...args);
}

describe('joinleaf mutants', () => {
  it('ends with 0 where all is as it should be, several at a time', async () => {
    const { code, stdout } = await mutants('--jobs', '2', '--only', 'masks-add-up', 'crossed-answers', 'immediate');
    expect(stdout).toContain('✓ masks-add-up');
    expect(stdout).toContain('✓ immediate');
    expect(stdout).toMatch(/✓ crossed-answers +USING-3 \(calls that overlap, \d+ times\)/u);
    expect(stdout).toContain(
      '2 of 2 mutants caught for the clause that they break, 1 of them only where calls overlap',
    );
    expect(code).toBe(0);
  });

  it('ends with 1 where a monitor is missing', async () => {
    const { code, stdout } = await mutants('--only', 'masks-add-up', '--without-monitor', 'events');
    expect(stdout).toContain('✗ masks-add-up');
    expect(code).toBe(1);
  });

  it('ends with 1 where a feature file is missing, and says so as JSON', async () => {
    const file = 'features/listening/1-listening.feature';
    const { code, stdout } = await mutants('--json', '--only', 'backlog-off-by-one', '--without-feature', file);
    const told: unknown = JSON.parse(stdout);
    expect(told).toMatchObject({ ok: false, rows: [{ name: 'backlog-off-by-one', breaks: 'LISTEN-2' }] });
    expect(code).toBe(1);
  });

  it('ends with 2 where there is no such provider', async () => {
    const { code, stderr } = await mutants('--only', 'backlog-of-by-one');
    expect(stderr).toContain(`is it 'backlog-off-by-one'?`);
    expect(code).toBe(2);
  });
});

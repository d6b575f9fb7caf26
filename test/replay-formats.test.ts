import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { node } from './command.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SLOW = { timeout: 120_000 };

let folder: string;
let provider: string;
let token: string;

function joinleaf(...args: readonly string[]) {
  return node(ROOT, 'dist/src/cli/main.js', ...args);
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-formats-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  const mutant = pathToFileURL(path.join(ROOT, 'dist/reference/mutants/fourth-overtakes.js')).href;
  const file = path.join(folder, 'faulty.js');
  writeFileSync(file, `import { fourthOvertakes } from '${mutant}';\nexport const { provider } = fourthOvertakes;\n`);
  provider = `module:${file}`;
  const { stdout } = await joinleaf('certify', '--provider', provider, '--clause', 'ACCEPT-3', '--json');
  token = /"replay": "(jl1\.[\w-]+)"/u.exec(stdout)?.[1] ?? 'none';
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('joinleaf replay --format', SLOW, () => {
  it.each([
    ['text', '✗ ACCEPT-3'],
    ['gherkin', '@ACCEPT-3 '],
    ['mermaid', 'sequenceDiagram\n'],
    ['svg', '<svg xmlns="http://www.w3.org/2000/svg"'],
    ['trace', '"format":"joinleaf-trace"'],
  ])('%s', async (format, expected) => {
    const { code, stdout, stderr } = await joinleaf('replay', token, '--provider', provider, '--format', format);
    expect(stdout).toContain(expected);
    expect([code, stderr]).toEqual([1, '']);
  });

  it('refuses any other', async () => {
    const { code, stdout, stderr } = await joinleaf('replay', token, '--provider', provider, '--format', 'png');
    expect(stderr).toContain('Allowed choices are text, gherkin, mermaid, svg, trace.');
    expect([code, stdout]).toEqual([2, '']);
  });

  it('gives a feature that Cucumber runs to the same end, and that passes where nothing is wrong', async () => {
    const feature = path.join(folder, 'counterexample.feature');
    const { stdout } = await joinleaf('replay', token, '--provider', provider, '--format', 'gherkin');
    writeFileSync(feature, stdout);
    const cucumber = (specifier: string) =>
      node(
        ROOT,
        'node_modules/@cucumber/cucumber/bin/cucumber.js',
        ...['--profile', 'counterexample', feature],
        ...['--world-parameters', JSON.stringify({ provider: specifier })],
      );
    const faulty = await cucumber(provider);
    expect(faulty.stdout).toContain('ACCEPT-3 does not hold');
    expect(faulty.stdout).toContain('1 scenario (1 failed)');
    const sound = await cucumber('reference:memory');
    expect(sound.stdout).toContain('1 scenario (1 passed)');
    expect([faulty.code, sound.code]).toEqual([1, 0]);
  });
});

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { node } from './command.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = path.join(ROOT, 'dist/src/cli/main.js');
const MUTANT = pathToFileURL(path.join(ROOT, 'dist/reference/mutants/error-not-set.js')).href;

let folder = '';
const joinleaf = (...args: readonly string[]) => node(folder, MAIN, ...args);
const certify = (...args: readonly string[]) =>
  joinleaf('certify', '--provider', 'module:./mutant.js', '--clause', 'CLOSE-1', '--runs', '2', ...args);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-known-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  const mutant = `import { errorNotSet } from '${MUTANT}'; export const provider = errorNotSet.provider;`;
  writeFileSync(path.join(folder, 'mutant.js'), mutant);
  writeFileSync(path.join(folder, 'none.yaml'), 'failures: []\n');
  writeFileSync(path.join(folder, 'other.yaml'), 'provider: other\nfailures: []\n');
  writeFileSync(path.join(folder, 'broken.yaml'), 'failures:\n  - {');
  writeFileSync(
    path.join(folder, 'all.yaml'),
    'failures:\n  - { clause: CLOSE-1, kind: WSPJoinLeaf = NO_ERROR, reason: a stub }\n',
  );
  await certify('--out', 'out');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.concurrent('on the command line', () => {
  it.each([
    [['--known-failures', 'all.yaml'], 0, 'the run went as expected'],
    [['--known-failures', 'none.yaml'], 1, '2 new, 0 stale'],
    [['--fail-on', 'new', '--baseline', 'out'], 0, 'held against out: '],
  ])('%j ends with %i', async (args, code, said) => {
    const ended = await certify(...args);
    expect([ended.code, ended.stdout]).toEqual([code, expect.stringContaining(said)]);
    expect(ended.stdout).toMatch(/\nverdict: nonconformant\n$/u);
  });

  it('writes junit and the rest in the same sense', async () => {
    const { code, stdout } = await certify('--known-failures', 'all.yaml', '--report', 'junit');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^<testsuites .* failures="0" errors="0">$/mu)]);
    expect(stdout).toContain('<skipped>known failure: a stub</skipped>');
  });

  it.each([
    [['--known-failures', 'missing.yaml'], 'cannot read missing.yaml'],
    [['--known-failures', 'broken.yaml'], 'broken.yaml: line '],
    [['--known-failures', 'other.yaml'], 'other.yaml: these are failures of other, and this is error-not-set'],
    [['--fail-on', 'new'], '--fail-on new needs a --baseline'],
    [['--baseline', 'out'], 'a --baseline is for --fail-on new'],
    [['--fail-on', 'new', '--baseline', 'all.yaml'], 'all.yaml: not a JSON text'],
    [['--clause', 'JOIN-3.3', '--fail-on', 'new', '--baseline', 'out'], 'its run was asked about less than this one'],
  ])('%j is wrong, and said so before the run', async (args, said) => {
    const { code, stdout, stderr } = await certify(...args);
    expect([code, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    expect(stderr).toContain(said);
  });

  it.each([
    [['out'], 'which list?'],
    [['out', '--known-failures', 'new.yaml'], 'out: its run was filtered'],
    [['nowhere', '--known-failures', 'new.yaml'], 'cannot read nowhere'],
  ])('known-failures update %j is wrong', async (args, said) => {
    const { code, stderr } = await joinleaf('known-failures', 'update', ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
    expect(existsSync(path.join(folder, 'new.yaml'))).toBe(false);
  });
});

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { node, type Ended } from './command.js';

const DIST = new URL('../dist/', import.meta.url);
const MAIN = fileURLToPath(new URL('src/cli/main.js', DIST));
/** All scenarios of the source article, and every property with few orderings. */
const RUN = ['--runs', '4', '--json', '--level', 'core', '--spec-revision', '2018-05-31/1'];

let folder = '';
const joinleaf = (...args: readonly string[]): Promise<Ended> => node(folder, MAIN, ...args);

/** What a run has left: its report but for the times, and every trace. */
function leftIn(out: string): Readonly<Record<string, string>> {
  const traces = path.join(folder, out, 'traces');
  const texts = readdirSync(traces).map((file) => [file, gunzipSync(readFileSync(path.join(traces, file))).toString()]);
  const report = readFileSync(path.join(folder, out, 'report.json'), 'utf8').replace(/\n\s*"ms": \d+,?/gu, '');
  return { report, ...(Object.fromEntries(texts) as Record<string, string>) };
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-shards-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  const mutant = pathToFileURL(fileURLToPath(new URL('reference/mutants/request-completes-as-tcp.js', DIST))).href;
  const memory = pathToFileURL(fileURLToPath(new URL('reference/memory/index.js', DIST))).href;
  const both = `import { requestCompletesAsTcp } from '${mutant}'; import { provider as memory } from '${memory}';
    const bad = requestCompletesAsTcp.provider;`;
  writeFileSync(path.join(folder, 'faulty.js'), `${both} export const provider = bad;`);
  // Faulty in every second case, whichever that is.
  writeFileSync(
    path.join(folder, 'flaky.js'),
    `${both} let n = 0;
    export const provider = { ...memory, name: 'flaky', open: (setup) => (n++ % 2 ? bad : memory).open(setup) };`,
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Certifies a provider whole and in shards, and gives the folders of the shards. */
async function inShards(provider: string, of: number, code: number): Promise<readonly string[]> {
  const name = provider.replace(/\W/gu, '-');
  const run = ['certify', '--provider', provider, ...RUN];
  expect((await joinleaf(...run, '--out', `${name}-whole`)).code).toBe(code);
  const shards = Array.from({ length: of }, (_, at) => `${name}-${at + 1}`);
  for (const [at, out] of shards.entries()) await joinleaf(...run, '--shard', `${at + 1}/${of}`, '--out', out);
  return shards;
}

describe('a run in parts', () => {
  let fine: readonly string[] = [];
  let faulty: readonly string[] = [];
  beforeAll(async () => {
    fine = await inShards('reference:memory', 4, 0);
    faulty = await inShards('module:./faulty.js', 2, 1);
  });

  it.each([
    ['reference-memory', 0, () => fine],
    ['module---faulty-js', 1, () => faulty],
  ])('of %s is the same as the whole run', async (name, code, shards) => {
    const merged = await joinleaf('merge', ...shards(), '--json', '--out', `${name}-merged`);
    expect([merged.code, merged.stderr]).toEqual([code, '']);
    expect(leftIn(`${name}-merged`)).toEqual(leftIn(`${name}-whole`));
  });

  it('by several jobs is the same as the whole run', async () => {
    const jobs = ['--jobs', '3', '--out', 'jobs'];
    const { code } = await joinleaf('certify', '--provider', 'module:./faulty.js', ...RUN, ...jobs);
    expect(code).toBe(1);
    expect(leftIn('jobs')).toEqual(leftIn('module---faulty-js-whole'));
  });

  it('is inconclusive without one of them, and with one that was changed', async () => {
    const others = fine.slice(0, -1);
    const last = fine.at(-1) ?? '';
    const alone = await joinleaf('merge', ...others);
    expect([alone.code, alone.stdout]).toEqual([3, expect.stringContaining('shard 4 of 4 is missing')]);

    // Ended by force before it could write anything.
    cpSync(path.join(folder, last), path.join(folder, 'killed'), { recursive: true });
    rmSync(path.join(folder, 'killed', 'report.json'));
    const killed = await joinleaf('merge', ...others, 'killed');
    expect([killed.code, killed.stdout]).toEqual([3, expect.stringContaining('shard 4 of 4 is missing')]);
    expect(killed.stderr).toBe('joinleaf: killed: there is no report.json\n');

    cpSync(path.join(folder, last), path.join(folder, 'changed'), { recursive: true });
    const traces = path.join(folder, 'changed', 'traces');
    const [file = ''] = readdirSync(traces);
    const text = gunzipSync(readFileSync(path.join(traces, file))).toString();
    writeFileSync(path.join(traces, file), gzipSync(text.replace(/\n[^\n]+\n$/u, '\n')));
    const changed = await joinleaf('merge', ...others, 'changed');
    expect([changed.code, changed.stderr]).toEqual([3, expect.stringContaining('does not follow from its traces')]);
  });

  it.each([
    [['certify', '--provider', 'reference:memory', '--shard', '1/2'], '--shard needs --out'],
    [['certify', '--provider', 'reference:memory', '--shard', '3/2'], 'there is no shard 3 of 2'],
    [['certify', '--provider', 'reference:memory', '--shard', '0/2'], 'It has to be like 1/4'],
    [['certify', '--provider', 'module:./none.js', '--jobs', '2'], 'module:./none.js: there is no file'],
  ])('%j is told what is wrong', async (args, complaint) => {
    const { code, stdout, stderr } = await joinleaf(...args);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(complaint)]);
  });
});

describe('flakes', () => {
  const clause = ['--clause', 'JOIN-3.6', '--json', '--runs', '2'];
  /** One of few cases, and no tours. */
  const small = ['--clause', 'FLAGS-1', '--json'];

  it('are unstable, and no pass', async () => {
    const { code, stdout } = await joinleaf('certify', '--provider', 'module:./flaky.js', ...clause, '--repeat', '3');
    const report = JSON.parse(stdout) as { cases: Record<string, number>; evidence: { reason?: string }[] };
    expect(code).toBe(1);
    expect(report.cases['unstable']).toBeGreaterThan(0);
    expect(JSON.stringify(report.evidence)).toContain('run 3 times, its verdicts differ');
  });

  it('are not seen where there are none', async () => {
    const { code, stdout } = await joinleaf('certify', '--provider', 'reference:memory', ...small, '--repeat', '3');
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ repeat: 3, verdict: 'conformant' })]);
  });

  it('--fail-fast stops at the first failure, however many jobs there are', async () => {
    for (const jobs of ['1', '2']) {
      const fast = ['--fail-fast', '--jobs', jobs, ...RUN];
      const { code, stdout } = await joinleaf('certify', '--provider', 'module:./faulty.js', ...fast);
      expect([code, JSON.parse(stdout)]).toEqual([
        1,
        expect.objectContaining({ verdict: 'nonconformant', stopped: 'it was to stop at the first failure' }),
      ]);
    }
  });

  it('--timeout-scale multiplies the times', async () => {
    const scaled = ['--timeout-scale', '2.5', '--call-ms', '100', ...small];
    const { stdout } = await joinleaf('certify', '--provider', 'reference:memory', ...scaled);
    expect(JSON.parse(stdout)).toMatchObject({ limits: { callMs: 250, mustMs: 5000, mustNotMs: 150 } });
  });
});

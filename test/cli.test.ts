import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportShape, type Report } from '../src/report/index.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = path.join(ROOT, 'dist/src/cli/main.js');
const EXAMPLE = readFileSync(path.join(ROOT, 'docs/examples/minimal-provider.js'), 'utf8');
const ENTRY = pathToFileURL(path.join(ROOT, 'dist/src/provider.js')).href;
/** One clause with few cases keeps these runs short. */
const QUICK = ['--clause', 'JOIN-3.3', '--runs', '2'];

let folder = '';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a user would, and gives everything that it said. */
function joinleaf(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
    let out = '';
    let err = '';
    child.stdout.on('data', (some) => (out += String(some)));
    child.stderr.on('data', (some) => (err += String(some)));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
}

/** Writes a module into the folder in which the command line runs. */
function written(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return `module:./${name}`;
}

/** The example provider with some of its text changed. */
function changed(name: string, from: string, to: string): string {
  expect(EXAMPLE, 'the text that is to be changed').toContain(from);
  return written(name, EXAMPLE.replace(`'joinleaf/provider'`, `'${ENTRY}'`).replace(from, to));
}

function reportIn(out: string): Report {
  return reportShape.parse(JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')));
}

beforeAll(() => {
  if (!existsSync(MAIN)) throw new Error('these tests run what is compiled: npm run build');
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-cli-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.concurrent('a command line that is wrong', () => {
  it.each([
    [['certify', '--provider', 'reference:memory', '--bogus'], `unknown option '--bogus'`],
    [['certfy'], `unknown command 'certfy' (Did you mean certify?)`],
    [['certify'], `required option '--provider <specifier>' not specified`],
    [['certify', '--provider', 'memory'], `unknown provider 'memory'; known are reference:memory`],
    [['certify', '--provider', 'reference:nope'], `unknown provider 'reference:nope'; known are reference:memory`],
    [['certify', '--provider', 'reference:../../src'], 'unknown provider'],
    [['certify', '--provider', 'module:./none.js'], 'module:./none.js: there is no file'],
    [['certify', '--provider', 'reference:memory', '--level', 'some'], 'Allowed choices are core, full.'],
    [['certify', '--provider', 'reference:memory', '--seed', '-1'], 'whole number from 0'],
    [['certify', '--provider', 'reference:memory', '--runs', '0'], 'whole number from 1'],
    [['certify', '--provider', 'reference:memory', '--clause', 'JOIN-26'], 'did you mean JOIN-2.6?'],
    [['certify', '--provider', 'reference:memory', '--out', 'package.json'], 'cannot write to package.json'],
    [['replay', '--provider', 'reference:memory', 'jl2.nonsense'], `'jl2.nonsense' is no replay token`],
    [['check', 'none.ndjson'], 'cannot read none.ndjson'],
    [['check', 'package.json'], 'package.json: line 1: the trace is cut off here'],
  ])('%j', async (args, expected) => {
    const { code, out, err } = await joinleaf(...args);
    expect(err).toContain(expected);
    expect(err.trim().split('\n'), 'one line').toHaveLength(1);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('says what there is, if nothing is asked', async () => {
    const { code, err } = await joinleaf();
    expect(err).toContain('Usage: joinleaf');
    expect(code).toBe(2);
  });
});

describe.concurrent('a module that gives no provider', () => {
  it.each([
    ['throws.js', `throw new Error('not today');`, 'the module cannot be loaded: not today'],
    ['syntax.js', `export const = 1;`, 'the module cannot be loaded: SyntaxError'],
    ['empty.js', `export {};`, 'the module exports nothing; expected `provider`'],
    ['other.js', `export const prvoider = {}, x = 1;`, 'the module exports prvoider, x; expected `provider`'],
    ['number.js', `export const provider = 7;`, '`provider` is no provider but number'],
    ['shape.js', `export const provider = { name: 'x', version: '1' };`, 'capabilities: '],
    [
      'claims.js',
      `export default { name: 'x', version: '1', open() {},
         capabilities: { schemes: ['invit'], dataPlanes: [], entries: [], features: [] } };`,
      'the default export is no provider: capabilities.schemes.0: ',
    ],
    ['maker.js', `export function createProvider() { throw new TypeError('no key'); }`, 'failed: TypeError: no key'],
  ])('%s', async (name, text, expected) => {
    const { code, out, err } = await joinleaf('certify', '--provider', written(name, text));
    expect(err).toContain(`joinleaf: module:./${name}: `);
    expect(err).toContain(expected);
    expect(err.trim().split('\n'), 'one line').toHaveLength(1);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

describe.concurrent('a provider that keeps us from knowing', () => {
  const joins = `joinLeaf: on((socket, { name, flags, callerData }) => {`;
  it.each([
    [
      'method-throws.js',
      joins,
      `joinLeaf: () => { throw new Error('boom'); }, x: on((socket, { name, flags, callerData }) => {`,
      'joinLeaf on leaf-1 threw Error: boom',
    ],
    [
      'rubbish.js',
      joins,
      `joinLeaf: () => 'yes', x: on((socket, { name, flags, callerData }) => {`,
      'joinLeaf on leaf-1 answered nonsense',
    ],
    [
      'silent.js',
      joins,
      `joinLeaf: () => new Promise(() => {}), x: on((socket, { name, flags, callerData }) => {`,
      'did not answer in 3 cases in a row',
    ],
    [
      'stranger.js',
      joins,
      `${joins} indicate({ node: 'root', socket: 999, event: 'FD_ACCEPT', error: 'NO_ERROR' });`,
      'FD_ACCEPT on socket 999 of root, which no call has returned',
    ],
    ['malformed.js', joins, `${joins} indicate({ node: 'root' });`, 'an indication is malformed'],
    ['open-throws.js', `const sockets =`, `throw new RangeError('no room'); const sockets =`, 'RangeError: no room'],
    [
      'open-hangs.js',
      `  open({ nodes, indicate }) {`,
      `  open: () => new Promise(() => {}), x({ nodes, indicate }) {`,
      'did not answer',
    ],
    ['settle-hangs.js', `settle: () =>`, `settle: () => new Promise(() => {}), x: () =>`, 'settle() did not answer'],
    [
      'timer-throws.js',
      joins,
      `${joins} setTimeout(() => { throw new Error('later') }, 0); return new Promise(() => {});`,
      'an error was thrown outside of every call: later',
    ],
    [
      'rejects.js',
      joins,
      `${joins} Promise.reject(new Error('unseen')); return new Promise(() => {});`,
      'an error was thrown outside of every call: unseen',
    ],
    ['ends.js', joins, `${joins} process.exit(0);`, 'the process was ended'],
  ])('%s', async (name, from, to, expected) => {
    const out = name.replace('.js', '');
    const provider = changed(name, from, to);
    const result = await joinleaf('certify', '--provider', provider, ...QUICK, '--call-ms', '100', '--out', out);
    const report = reportIn(out);
    expect(report.verdict).toBe('inconclusive');
    expect(report.clauses['JOIN-3.3']).toBe('inconclusive');
    expect(JSON.stringify(report)).toContain(expected);
    expect(result.out + result.err).toContain(expected);
    expect(result.out + result.err, 'no stack trace').not.toMatch(/^\s+at /mu);
    expect(result.code).toBe(3);
  });

  it('neutralises what it prints of a provider', async () => {
    const provider = changed('evil.js', `name: 'minimal',\n  version`, `name: 'a\\u001b[2Jb\\nc',\n  version`);
    const { out } = await joinleaf('certify', '--provider', provider, ...QUICK);
    expect(out).toContain('a\\u001b[2Jb\\u000ac');
    expect(out).not.toContain('\u001b');
  });

  it('is not certified for nothing', async () => {
    const provider = changed(
      'nothing.js',
      `schemes: ['admit'], dataPlanes: ['nonrooted-data'], entries`,
      `schemes: [], dataPlanes: [], entries: []`,
    );
    const { code, out } = await joinleaf('certify', '--provider', provider, '--runs', '1');
    expect(out).toContain('the provider claims no scheme of joining');
    expect(code).toBe(3);
  });

  it('is not certified by a filter that selects nothing', async () => {
    const { code } = await joinleaf('certify', '--provider', 'reference:memory', '--clause', 'JOIN-1.1');
    expect(code).toBe(3);
  });
});

describe.concurrent('a whole run', () => {
  it('prints the report as JSON and nothing else', async () => {
    const provider = changed(
      'chatty.js',
      `const sockets =`,
      `console.log('hello'); process.stdout.write('{'); const sockets =`,
    );
    const { code, out, err } = await joinleaf('certify', '--provider', provider, '--json', ...QUICK);
    const report = reportShape.parse(JSON.parse(out));
    expect(report.filter).toEqual(['JOIN-3.3']);
    expect(err).toContain('hello');
    expect([code, report.verdict]).toEqual([0, 'conformant']);
  });

  it('names what is broken, gives the token that shows it again, and can be checked by its traces', async () => {
    const provider = changed(
      'early.js',
      `if (root) return knock(root);`,
      `if (root) tell(leaf, 'FD_CONNECT');\n      if (root) return knock(root);`,
    );
    const first = await joinleaf('certify', '--provider', provider, '--level', 'core', '--out', 'early');
    expect(first.code).toBe(1);
    expect(first.out).toContain('✗ JOIN-3.6');
    const report = reportIn('early');
    const failed = Object.entries(report.clauses).filter(([, verdict]) => verdict === 'failed');
    expect(failed.map(([id]) => id)).toEqual(['JOIN-3.6']);

    const tokens = ['scenario', 'property'].map((kind) => {
      const shown = report.failures.find((it) => report.evidence.find(({ id }) => id === it.case)?.kind === kind);
      return shown?.replay ?? 'none';
    });
    const again = await Promise.all(tokens.map((token) => joinleaf('replay', token, '--provider', provider)));
    expect(again.map(({ code }) => code)).toEqual([1, 1]);
    for (const { out } of again) expect(out).toContain('✗ JOIN-3.6');

    const checked = await joinleaf('check', 'early');
    expect(checked.out).toContain('every verdict of the report follows from the traces');
    expect(checked.code).toBe(1);
    const trace = await joinleaf('replay', '--format', 'trace', tokens[0] ?? '', '--provider', provider);
    writeFileSync(path.join(folder, 'one.ndjson'), trace.out);
    const one = await joinleaf('check', 'one.ndjson');
    expect(one.out).toContain('✗ JOIN-3.6');
    expect(one.code).toBe(1);
  });

  it('notices a report that does not follow from its traces', async () => {
    const made = await joinleaf('certify', '--provider', 'reference:memory', ...QUICK, '--out', 'forged');
    expect(made.code).toBe(0);
    const fine = await joinleaf('check', 'forged');
    expect([fine.code, fine.out]).toEqual([0, expect.stringContaining('conformant')]);
    const report = reportIn('forged');
    const forged = { ...report, clauses: { ...report.clauses, 'JOIN-2.6': 'passed' } };
    writeFileSync(path.join(folder, 'forged', 'report.json'), JSON.stringify(forged));
    const { code, out } = await joinleaf('check', 'forged');
    expect(out).toContain('JOIN-2.6: passed in the report, inconclusive by the traces');
    expect(code).toBe(2);
  });

  it('lists the clauses', async () => {
    const { code, out } = await joinleaf('clauses');
    expect(out).toMatch(/JOIN-2\.6 +core/u);
    expect(code).toBe(0);
    const json = await joinleaf('clauses', '--json');
    expect(JSON.parse(json.out)).toHaveProperty(['clauses', 'JOIN-2.6', 'level'], 'core');
  });

  it.each([['--help'], ['--version'], ['certify', '--help']])('answers %s', async (...args) => {
    const { code, err } = await joinleaf(...args);
    expect([code, err]).toEqual([0, '']);
  });
});

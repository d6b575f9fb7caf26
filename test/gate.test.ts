import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { validateAction, validateWorkflow } from '@action-validator/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bash, node, shell, type Ended } from './command.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = path.join(ROOT, 'dist/src/cli/main.js');
const MUTANTS = pathToFileURL(path.join(ROOT, 'dist/reference/mutants/')).href;
const POSIX = process.platform !== 'win32';

let home = '';
const inside = (...names: readonly string[]): string => path.join(home, ...names);
const read = (name: string): string => readFileSync(inside(name), 'utf8');
const joinleaf = (...args: readonly string[]): Promise<Ended> => node(home, MAIN, ...args);

/** A provider in which WSPJoinLeaf leaves the error code as it was, as Wine's stub does; some verbs have changed since. */
function provider(...changed: readonly string[]): void {
  const lines = [
    `import { errorNotSet } from '${MUTANTS}error-not-set.js';`,
    `const { provider: wine } = errorNotSet;`,
    `const open = (setup) => {`,
    `  const bed = wine.open(setup);`,
    `  const closed = new Set();`,
    `  return { ...bed, ${changed.join(',\n')} };`,
    `};`,
    `export const provider = { ...wine, name: 'wine-like', open };`,
  ];
  writeFileSync(inside('provider.js'), lines.join('\n'));
}

const CLOSING_FIXED = `
  closeSocket: (on, args) => (closed.add(on + args.socket), bed.closeSocket(on, args)),
  joinLeaf: (on, args) => (closed.has(on + args.socket) ? { error: 'WSAENOTSOCK' } : bed.joinLeaf(on, args))`;
const LISTENING_BROKEN = `
  listen: (on, args) => {
    const result = bed.listen(on, args);
    return 'error' in result ? { error: 'WSAEFAULT' } : result;
  }`;

beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'joinleaf-gate-'));
  writeFileSync(inside('package.json'), '{ "type": "module" }');
  provider();
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

// One story, told in order: each test goes on from where the one before it has come to.
describe('a repository made from scratch, with a provider like Wine', () => {
  let certifies = '';

  /** The command of the workflow, run as CI would, but with this very kit. */
  const ci = (): Promise<Ended> => {
    const local = `"${process.execPath}" "${MAIN}"`;
    // As much as it takes to see these failures.
    const less = ['--runs', '5', '--spec-revision', '2018-05-31/1'];
    const line = [certifies.replace(/^npx --yes joinleaf@\S+/u, local), ...less].join(' ');
    const report = ['--out', 'joinleaf-out', '--report', 'junit=joinleaf-out/junit.xml'];
    if (!POSIX) return joinleaf('certify', ...report, ...less);
    return shell(home, line, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: inside('summary.md') });
  };

  it('has all that it needs after joinleaf init', async () => {
    const { code, stdout } = await joinleaf('init', '--provider', 'module:./provider.js');
    expect([code, stdout]).toEqual([0, expect.stringContaining('joinleaf.config.mjs')]);
    const text = read('.github/workflows/joinleaf.yml');
    expect(validateWorkflow(text).errors).toEqual([]);
    const workflow = parse(text) as { jobs: { certify: { steps: { run?: string }[] } } };
    const runs = workflow.jobs.certify.steps.flatMap(({ run }) => run ?? []);
    expect(runs[0]).toBe('npm install');
    certifies = runs[1] ?? '';
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(certifies).toContain(`npx --yes joinleaf@${version} certify --out joinleaf-out `);
  });

  it('is not written over', async () => {
    const { code, stderr } = await joinleaf('init', '--provider', 'module:./other.js');
    expect([code, stderr.trimEnd().split('\n').length]).toEqual([2, 1]);
    expect(stderr).toContain(
      'joinleaf.config.mjs, joinleaf-known-failures.yaml, .github/workflows/joinleaf.yml are there',
    );
    expect(read('joinleaf.config.mjs')).toContain('module:./provider.js');
  });

  it('is red', async () => {
    const { code, stdout } = await ci();
    expect([code, stdout]).toEqual([1, expect.stringContaining('28 new, 0 stale')]);
    expect(read('joinleaf-out/junit.xml')).toContain('<failure ');
  });

  it('is green once its failures are known', async () => {
    const update = await joinleaf('known-failures', 'update', 'joinleaf-out');
    expect([update.code, update.stdout]).toEqual([0, expect.stringContaining('28 added, 0 removed, 0 kept')]);
    const { code, stdout, stderr } = await ci();
    expect([code, stdout]).toEqual([0, expect.stringContaining('28 known failures, 0 new, 0 stale')]);
    expect(stdout).toMatch(/verdict: nonconformant\n$/u);
    expect(stderr).not.toContain('::error');
    expect(read('joinleaf-out/junit.xml')).not.toMatch(/<failure|<error/u);
  });

  it('is red again when one of them is fixed and not removed', async () => {
    provider(CLOSING_FIXED);
    const { code, stdout, stderr } = await ci();
    expect([code, stdout]).toEqual([1, expect.stringMatching(/✗ stale {2}CLOSE-1 {2}.*: it no longer fails$/mu)]);
    expect(stdout).toContain(', 0 new, ');
    if (POSIX) expect(stderr).toContain('::error title=CLOSE-1%3A a known failure is stale::');
    const update = await joinleaf('known-failures', 'update', 'joinleaf-out');
    expect(update.stdout).toMatch(/ 0 added, [1-9]\d* removed, \d+ kept/u);
    expect((await ci()).code).toBe(0);
  });

  it('is red again when a new one appears', async () => {
    provider(CLOSING_FIXED, LISTENING_BROKEN);
    const { code, stdout } = await ci();
    expect([code, stdout]).toEqual([1, expect.stringMatching(/✗ new {4}LISTEN-1 {2}WSPListen = WSAEFAULT/u)]);
    expect(stdout).toContain(' 0 stale\n');
  });
});

describe('what is there to be copied, or runs for this project', () => {
  const named = (folder: string, like: RegExp): readonly string[] =>
    readdirSync(path.join(ROOT, folder)).flatMap((name) => (like.test(name) ? [`${folder}/${name}`] : []));
  it.each([...named('docs/ci', /^github/u), ...named('.github/workflows', /\.yml$/u)])('%s is a workflow', (file) => {
    expect(validateWorkflow(readFileSync(path.join(ROOT, file), 'utf8')).errors).toEqual([]);
  });

  it('is held against a schema that can fail', () => {
    expect(validateWorkflow('on: push\njobs: { a: { steps: 1 } }').errors).not.toEqual([]);
    expect(validateAction('name: a').errors).not.toEqual([]);
  });

  it('has a hook for pre-commit whose command is one of ours', async () => {
    const hooks = parse(readFileSync(path.join(ROOT, 'docs/ci/pre-commit-config.yaml'), 'utf8')) as {
      repos: { hooks: { entry: string; language: string }[] }[];
    };
    const [hook] = hooks.repos.flatMap((repo) => repo.hooks);
    const [npx, name, ...args] = hook?.entry.split(' ') ?? [];
    expect([npx, name, hook?.language]).toEqual(['npx', 'joinleaf', 'system']);
    const printed = await node(home, MAIN, ...args, '--provider', 'reference:memory', '--print-config');
    expect(printed.code).toBe(0);
  });
});

describe('the action', () => {
  const text = readFileSync(path.join(ROOT, 'action.yml'), 'utf8');
  const action = parse(text) as { runs: { steps: { run?: string; env?: Record<string, string> }[] } };
  const [certify] = action.runs.steps;

  it('is one', () => {
    expect(validateAction(text).errors).toEqual([]);
    // What comes from outside is a variable, and never a part of the script.
    expect(certify?.run).not.toContain('${{');
  });

  /** Runs its script with an npx of ours, which takes this very kit and notes what it was asked for. */
  const run = async (name: string, inputs: Readonly<Record<string, string>>) => {
    const folder = inside(name);
    mkdirSync(path.join(folder, 'bin'), { recursive: true });
    const npx = path.join(folder, 'bin', 'npx');
    const lines = [
      '#!/bin/sh',
      `echo "$3" >"${folder}/package"`,
      'shift 4',
      `exec "${process.execPath}" "${MAIN}" "$@"`,
    ];
    writeFileSync(npx, `${lines.join('\n')}\n`);
    chmodSync(npx, 0o755);
    const none = { PROVIDER: '', KNOWN_FAILURES: '', LEVEL: '', ARGS: '', VERSION: '', OUT: 'out', ACTION: ROOT };
    const github = { GITHUB_OUTPUT: path.join(folder, 'output'), GITHUB_STEP_SUMMARY: path.join(folder, 'summary') };
    const search = `${path.join(folder, 'bin')}:${process.env.PATH ?? ''}`;
    const ended = await bash(folder, { ...none, ...github, ...inputs, PATH: search }, certify?.run ?? 'exit 99');
    const said = (file: string): string =>
      existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), 'utf8') : '';
    return { ...ended, package: said('package').trim(), output: said('output'), summary: said('summary') };
  };

  it.runIf(POSIX)('certifies with its inputs, and tells the verdict', async () => {
    const PROVIDER = `module:${inside('provider.js')}`;
    provider();
    const done = await run('failing', {
      PROVIDER,
      LEVEL: 'full',
      ARGS: `--runs 2 --clause 'CLOSE-1'`,
      VERSION: '9.9.9',
    });
    expect([done.code, done.package], done.stderr).toEqual([1, 'joinleaf@9.9.9']);
    expect(done.output).toMatch(/^report=.*out\/report\.json\nverdict=nonconformant\n$/u);
    expect(done.summary).toMatch(/^## ❌ joinleaf: wine-like is nonconformant/u);
    expect(existsSync(inside('failing', 'out', 'junit.xml'))).toBe(true);
  });

  it.runIf(POSIX)('takes its own version, and passes where the provider does', async () => {
    const done = await run('passing', { PROVIDER: 'reference:memory', ARGS: '--clause JOIN-3.3 --runs 2' });
    expect([done.code, done.package], done.stderr).toEqual([0, expect.stringMatching(/^joinleaf@\d+\.\d+\.\d+/u)]);
    expect(done.output).toContain('verdict=conformant\n');
  });

  it.runIf(POSIX)('fails on what is wrong', async () => {
    const done = await run('wrong', { PROVIDER: 'module:./none.js; touch injected' });
    expect([done.code, done.output]).toEqual([2, '']);
    expect(existsSync(inside('wrong', 'injected'))).toBe(false);
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { node, shell, type Ended } from './command.js';
import { joinleafHere } from './here.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = path.join(ROOT, 'dist', 'src', 'cli', 'main.js');
const WINDOWS = process.platform === 'win32';
const PYTHON = WINDOWS ? 'python' : 'python3';

/** Why what needs these commands is skipped, to be put behind its name. */
function lacking(...commands: readonly (readonly string[])[]): string {
  const missing = commands.find(([file = '', ...args]) => spawnSync(file, args).status !== 0);
  return missing === undefined ? '' : ` (skipped: there is no ${missing.join(' ')})`;
}
const noPython = lacking([PYTHON, '-c', 'import sys; assert sys.version_info >= (3, 9)']);
const noC = lacking(['cc', '--version'], ['make', '--version']);

let home: string;
beforeAll(() => {
  home = realpathSync(mkdtempSync(path.join(tmpdir(), 'joinleaf-adapters-')));
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

function joinleaf(...args: readonly string[]): Promise<Ended> {
  return node(home, MAIN, ...args);
}

/** `joinleaf adapter check` without a process of its own, which takes longer to start than all that it does. */
async function check(specifier: string): Promise<Ended> {
  const { code, out, err } = await joinleafHere('adapter', 'check', specifier);
  return { code, stdout: out, stderr: err };
}

async function certifiesAndChecks(provider: string): Promise<void> {
  succeeded(await joinleaf('adapter', 'check', provider));
  const certified = succeeded(
    await joinleaf('certify', '--level', 'core', '--runs', '10', '--json', '--provider', provider),
  );
  const report: unknown = JSON.parse(certified.stdout);
  expect(report).toMatchObject({ core: { verdict: 'conformant' } });
}

describe.skipIf(noPython !== '')(`the Python sample${noPython}`, () => {
  const folder = path.join(ROOT, 'adapters', 'python');

  it('has unit tests that pass', async () => {
    succeeded(await shell(folder, `${PYTHON} -B -m unittest`));
  });

  it('conforms in what it claims', async () => {
    await certifiesAndChecks(`exec:${PYTHON} -B "${path.join(folder, 'tiny_provider.py')}"`);
  });
});

describe.skipIf(noC !== '')(`the C sample${noC}`, () => {
  beforeAll(() => {
    cpSync(path.join(ROOT, 'adapters', 'c'), path.join(home, 'c'), { recursive: true });
  });

  it('compiles without a warning, and its JSON reader steps beyond no end', async () => {
    succeeded(await shell(home, 'make -C c check'));
  });

  // It has been compiled with a sanitizer: leaks, for one, show in how it ends, and `adapter check` looks at that.
  it('conforms in what it claims', async () => {
    await certifiesAndChecks('exec:./c/tiny_provider');
  });
});

describe.concurrent.each([
  { language: 'ts', lacks: '' },
  { language: 'python', lacks: noPython },
  { language: 'c', lacks: noC },
])('joinleaf adapter init --lang $language $lacks', ({ language, lacks }) => {
  it.skipIf(lacks !== '')('writes what works, followed only by the commands that it prints', async () => {
    const { stdout } = succeeded(await joinleaf('adapter', 'init', '--lang', language, `my ${language}`));
    const commands = stdout.split('\n').filter((line) => line.startsWith('  '));
    const certify = commands.pop() ?? '';
    expect(certify).toContain('npx joinleaf certify');
    for (const command of commands) succeeded(await shell(home, local(command)));
    const certified = await shell(home, local(certify));
    expect(certified, `${certified.stdout}\n${certified.stderr}`).toMatchObject({ code: 3 });
    expect(certified.stdout).toContain('inconclusive');
  });

  it('overwrites nothing', async () => {
    const { code, stderr } = await joinleaf('adapter', 'init', '--lang', language, '.');
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'joinleaf: . is not empty, and nothing is overwritten\n' });
  });
});

/** The command, with the kit that is being tested in place of the one that is installed. */
function local(command: string): string {
  return command.trim().replace('npx joinleaf', `"${process.execPath}" "${MAIN}"`);
}

/** An adapter in which one thing is wrong, after that thing's name. */
const FAULTY = `
const [, , fault, own] = process.argv;
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n');
const capabilities = { schemes: [], dataPlanes: [], entries: [], features: [] };
const required = ['socket', 'bind', 'getSockName', 'joinLeaf', 'eventSelect', 'closeSocket'];
const address = { family: 2, host: '127.0.0.1', port: 0 };
let rest = '';
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  const lines = (rest + chunk).split('\\n');
  rest = lines.pop();
  lines.map((line) => JSON.parse(line)).forEach(answer);
}).on('end', () => fault === 'ignores-eof' && setInterval(() => undefined, 1000));
function answer({ id, method, params }) {
  const result = (value) => send({ id, result: value });
  if (method === 'initialize') {
    const features = fault === 'claims-all' ? params.features : [];
    const settles = fault === 'types' ? 'yes' : true;
    const version = fault === 'disagrees' ? own : '1';
    return result({ protocol: 1, name: 'faulty', version, capabilities: { ...capabilities, features }, settles, steps: false });
  }
  if (method === 'reset') return result({ addresses: Object.fromEntries(params.nodes.map((node) => [node, address])) });
  if (method === 'settle') return result({});
  if (method === 'exit') return fault === 'stays' ? result({}) : (result({}), process.exit());
  if (method === 'bind' && fault === 'banner') console.log('binding...');
  if (method === 'bind' && fault === 'wrong-node') {
    send({ method: 'indication', params: { node: own === 'root' ? 'leaf-1' : 'root', socket: 1, event: 'FD_READ', error: 'NO_ERROR' } });
  }
  if (method === 'bind' && fault === 'unknown-socket') {
    send({ method: 'indication', params: { node: params.node, socket: 99, event: 'FD_READ', error: 'NO_ERROR' } });
  }
  if (method === 'bind' && fault === 'errors-as-faults') return send({ id, error: { code: -32000, message: 'no' } });
  if (method === 'bind' && fault === 'twice') result({ error: 'WSAENOTSOCK' });
  if (method === 'bind' && fault === 'misplaced' && own !== params.node) return process.exit(1);
  if (method === 'closeSocket' && fault === 'lacks') return send({ id, error: { code: -32601, message: 'no' } });
  if (required.includes(method)) return result({ error: 'WSAENOTSOCK' });
  if (fault === 'knows-all') return result({ error: 'WSAEOPNOTSUPP' });
  send({ id, error: { code: -32601, message: 'not offered' } });
}
`;

describe.concurrent('joinleaf adapter check', () => {
  let faulty = '';
  beforeAll(() => {
    faulty = path.join(home, 'faulty.mjs');
    writeFileSync(faulty, FAULTY);
  });

  it('finds nothing wrong with an adapter that has no fault', async () => {
    const { stdout } = succeeded(await check(`exec:node "${faulty}" none`));
    expect(stdout).toMatch(/nothing is wrong with the adapter\n$/u);
  });

  it.each([
    ['claims-all', /claims no feature that does not exist\n {4}the adapter claims no-such-feature-\d+/u],
    ['types', /✗ initialize: it introduces itself\n.*settles/u],
    ['banner', /✗ bind: .*\n {4}a line of its output is not JSON: "binding\.\.\."/u],
    ['unknown-socket', /✗ bind: .*\n.*indicates FD_READ on socket 99 of leaf-1, which no call has returned/u],
    ['errors-as-faults', /✗ bind: .*\n.*JSON-RPC error -32000/u],
    ['twice', /✗ bind: .*\n.*a second time/u],
    ['lacks', /✗ closeSocket: .*\n.*the adapter lacks closeSocket/u],
    ['knows-all', /✗ an unknown method is refused as such\n/u],
    ['stays', /✗ exit: it ends by itself\n.*is still running/u],
    [
      'ignores-eof',
      /✗ end of standard input: it ends by itself\n.*still running 5000 ms after its standard input had/u,
    ],
  ])('finds what is wrong: %s', async (fault, expected) => {
    const { code, stdout } = await check(`exec:node "${faulty}" ${fault}`);
    expect(stdout).toMatch(expected);
    expect(code).toBe(1);
    // One fault does not hide what is right.
    if (fault !== 'types') expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).toHaveLength(1);
  });

  it('looks at a process for each node, and asks each for its own', async () => {
    const { stdout } = succeeded(await check(`exec-per-node:node "${faulty}" misplaced {node}`));
    expect(stdout).toMatch(/settle: it says that all is quiet \(it does not say that it settles\)/u);
    expect(stdout).toMatch(/nothing is wrong with the adapter\n$/u);
  });

  it.each([
    ['disagrees', /✗ initialize: it introduces itself\n.*processes of root and leaf-1 answer initialize differently/u],
    ['wrong-node', /✗ bind: .*\n.*the process of leaf-1 indicates FD_READ on node "root"/u],
  ])('finds what is wrong with one for each node: %s', async (fault, expected) => {
    const { code, stdout } = await check(`exec-per-node:node "${faulty}" ${fault} {node}`);
    expect(stdout).toMatch(expected);
    expect(code).toBe(1);
  });

  it('tells the same as JSON', async () => {
    const { code, stdout } = await joinleaf('adapter', 'check', '--json', 'exec:node faulty.mjs lacks');
    const told: unknown = JSON.parse(stdout);
    expect({ code, told }).toMatchObject({ code: 1, told: { specifier: 'exec:node faulty.mjs lacks', ok: false } });
    expect(told).toHaveProperty('checks.0', { name: 'initialize: it introduces itself', outcome: 'right' });
  });

  it.each([
    ['exec:no-such-program', 3],
    ['exec:node no-such-file.mjs', 3],
    ['exec:', 2],
    ['module:./mine.js', 2],
    ['exec-per-node:ssh mine', 2],
    ['exec:ssh {node} mine', 2],
  ])('ends with one line for %s', async (specifier, code) => {
    const ended = await check(specifier);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(/^joinleaf: [^\n]+\n$/u);
  });
});

/** What ended well; or else an error that shows all that was said. */
function succeeded(ended: Ended): Ended {
  expect(ended, `exit code ${ended.code}\n${ended.stdout}\n${ended.stderr}`).toMatchObject({ code: 0 });
  return ended;
}

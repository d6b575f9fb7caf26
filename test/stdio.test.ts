import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provider as memory } from '../reference/memory/index.js';
import { certify, reportShape } from '../src/index.js';
import { loaded, MAIN, MISBEHAVING, nodeLine, notes } from '../src/transport/testing/children.js';

const ENTRY = fileURLToPath(new URL('../dist/src/index.js', import.meta.url));

const SERVED = `exec:${nodeLine(MAIN, 'serve', '--provider', 'reference:memory')}`;
const book = notes();
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-stdio-'));
});
afterAll(() => {
  book.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line; `during` is given its process as soon as that runs. */
function joinleaf(args: readonly string[], during?: (child: ChildProcessWithoutNullStreams) => void): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, NO_COLOR: '1' } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (some) => (out += String(some)));
    child.stderr.on('data', (some) => (err += String(some)));
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
    during?.(child);
  });
}

function misbehaving(way: string): string {
  return `exec:${nodeLine(MISBEHAVING, way, book.file, 'always')}`;
}

describe('a provider behind standard streams', () => {
  it('gets the verdicts that it gets in process, clause by clause', async () => {
    const { provider, dispose } = await loaded(SERVED);
    const options = { runs: 5, seed: 3 };
    const there = await certify({ provider, ...options });
    await dispose();
    const here = await certify({ provider: memory, ...options });
    const outcomes = ({ cases }: typeof here): unknown => cases.map(({ id, outcome }) => [id, outcome]);
    expect(there.verdict).toBe('conformant');
    expect(there.clauses).toEqual(here.clauses);
    expect(outcomes(there)).toEqual(outcomes(here));
  });

  it('leaves the very same traces, but for when the suite hears what it does not wait for', async () => {
    const { provider, dispose } = await loaded(SERVED);
    const options = { runs: 1, clauses: ['JOIN-2.6', 'EVENTS-3'] as const };
    const there = await certify({ provider, ...options });
    await dispose();
    const here = await certify({ provider: memory, ...options });
    const scenarios = ({ cases }: typeof here): unknown =>
      cases
        .filter(({ kind }) => kind === 'scenario')
        .map(({ trace }) => trace.map((event) => JSON.stringify(event)).sort());
    expect(scenarios(there)).toEqual(scenarios(here));
  });
});

describe('the command line and an adapter', () => {
  const QUICK = ['--clause', 'JOIN-2.2', '--runs', '2'];

  it('reports a crash as inconclusive, in plain words, and leaves nothing behind', async () => {
    const out = path.join(folder, 'out');
    const { code, err } = await joinleaf([
      ...['certify', '--provider', misbehaving('exit-1'), '--restarts', '1', '--out', out, ...QUICK],
    ]);
    expect(err).not.toContain('Error');
    expect(code).toBe(3);
    const report = reportShape.parse(JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')));
    expect(report.verdict).toBe('inconclusive');
    expect(JSON.stringify(report)).toContain('ended with exit code 1');
    expect(await book.survivors()).toEqual([]);
  });

  it.each([
    ['at-exit', 3, /^joinleaf: inconclusive: exec:.*: the adapter ended with exit code 3 during initialize/u],
    ['at-banner', 3, /inconclusive: .*is not JSON: "Welcome to the adapter!"/u],
    ['at-lying', 3, /inconclusive: .*a feature that does not exist/u],
  ])('says in one line what is wrong with %s', async (way, expected, line) => {
    const { code, out, err } = await joinleaf(['certify', '--provider', misbehaving(way), ...QUICK]);
    expect({ code, out }).toEqual({ code: expected, out: '' });
    expect(err).toMatch(line);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(await book.survivors()).toEqual([]);
  });

  it('prints names that would move the cursor as what they are', async () => {
    const { out, err } = await joinleaf(['certify', '--provider', misbehaving('at-words'), ...QUICK]);
    expect(out).toContain('\\u001b[2J');
    // eslint-disable-next-line no-control-regex -- that there are none is the point.
    expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
    expect(out).not.toMatch(/^# forged/mu);
  });

  // An adapter's name, an error of its own, and a node that it makes up: each with escapes, markup and line ends in it.
  it.each(['at-words', 'words-in-error', 'words-in-node', 'words'])('keeps every report whole, for %s', async (way) => {
    const at = (form: string): string => path.join(folder, `${way}-${form}`);
    const forms = ['junit', 'ctrf', 'earl', 'messages', 'markdown', 'json', 'console'];
    const reports = forms.map((form) => `${form}=${at(form)}`);
    await joinleaf(['certify', '--provider', misbehaving(way), ...QUICK, '--report', ...reports]);
    const text = (form: string): string => readFileSync(at(form), 'utf8');
    for (const form of forms) {
      // The report itself is for programs, and keeps what was said: marks that turn the writing round, too.
      const shown = form === 'json' ? text(form).replace(/\u202e/gu, '') : text(form);
      // eslint-disable-next-line no-control-regex -- that there are none is the point.
      expect(shown, form).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
      if (form !== 'messages') expect(text(form), form).not.toMatch(/^# forged/mu);
    }
    for (const form of ['ctrf', 'earl', 'json']) expect(JSON.parse(text(form)), form).toBeTypeOf('object');
    for (const line of text('messages').trimEnd().split('\n')) expect(JSON.parse(line)).toBeTypeOf('object');
    const xml = new SaxesParser();
    xml.on('error', (error) => expect.unreachable(error.message));
    xml.write(text('junit')).close();
    expect(text('junit')).not.toContain('<script>');
    expect(text('markdown').replace(/```[^]*?```|`[^`\n]*`/gu, '')).not.toContain('<script>');
  });

  it('says that a program is missing', async () => {
    const { code, err } = await joinleaf(['certify', '--provider', 'exec:./no-such-adapter', ...QUICK]);
    expect(code).toBe(2);
    expect(err).toMatch(/^joinleaf: exec:\.\/no-such-adapter: the adapter cannot be started: .*ENOENT/u);
  });

  // In a run that goes on, and before one has begun; the adapter ends when it is asked to, hangs, or hears nothing.
  describe.runIf(process.platform !== 'win32').concurrent.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'when %s asks it to end',
    (signal) => {
      it.each(['silent', 'ignores-eof', 'at-silent'])('ends an adapter that is %s', async (way) => {
        const own = notes();
        const adapter = `exec:${nodeLine(MISBEHAVING, way, own.file, 'always')}`;
        const { code } = await joinleaf(['certify', '--provider', adapter, '--call-ms', '60000', ...QUICK], (child) => {
          const ask = (): void => void child.kill(signal);
          if (way === 'at-silent') void until(() => own.alive().length > 0).then(ask);
          else child.stderr.once('data', ask);
        });
        expect(code).toBe(3);
        expect(await own.survivors()).toEqual([]);
        own.remove();
      });
    },
  );

  it.runIf(existsSync('/proc/self/status'))('stays small, whatever is poured into it', async () => {
    for (const way of ['endless-line', 'flood', 'endless-log']) {
      let peak = 0;
      let watch: NodeJS.Timeout | undefined;
      const { code } = await joinleaf(['certify', '--provider', misbehaving(way), ...QUICK], ({ pid }) => {
        watch = setInterval(() => (peak = Math.max(peak, mebibytesOf(pid ?? 0))), 10);
      });
      clearInterval(watch);
      expect([way, code]).toEqual([way, 3]);
      expect(peak, way).toBeGreaterThan(20);
      expect(peak, way).toBeLessThan(256);
      expect(await book.survivors()).toEqual([]);
    }
  });

  it('ends with a program that forgets to end it', async () => {
    const text = `import { loadProvider } from ${JSON.stringify(pathToFileURL(ENTRY).href)};
      const { provider } = await loadProvider(${JSON.stringify(misbehaving('ignores-eof'))});
      const testbed = await provider.open({ nodes: ['root'], seed: 1, indicate() {} });
      console.log(JSON.stringify(await testbed.getSockName('root', { socket: 1 })));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', text]);
    let out = '';
    child.stdout.on('data', (some) => (out += String(some)));
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(out).toContain('"ok"');
    expect(await book.survivors()).toEqual([]);
  });

  it('serves until its input ends', async () => {
    const child = spawn(process.execPath, [MAIN, 'serve', '--provider', 'reference:memory']);
    let out = '';
    child.stdout.on('data', (some) => (out += String(some)));
    child.stdin.end(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":1,"kit":"x","features":[]}}\n`);
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ id: 1, result: { name: 'memory', protocol: 1 } });
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The most memory that a process has had, in MiB; 0 if it has ended. */
function mebibytesOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(?<kib>\d+)/mu.exec(status)?.groups?.['kib'] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, run, type Flow, type Provider } from '../port/index.js';
import { CaseOver, openCase, type LiveCase } from '../run/index.js';
import type { Trace } from '../trace/index.js';
import { loadProvider } from './load.js';
import { loaded, MISBEHAVING, nodeLine, notes } from './testing/children.js';

/** Each test waits for processes, beside others that do. */
const SLOW = { timeout: 30_000 };
const LIMITS = { ...DEFAULT_LIMITS, callMs: 1000 };
const book = notes();

afterAll(() => {
  book.remove();
});

function specifier(way: string): string {
  return `exec:${nodeLine(MISBEHAVING, way, book.file)}`;
}

/** Plays a short case; the adapter misbehaves where the seed is 13. Gives its trace, the fault last, if there is one. */
async function play(provider: Provider, seed: number): Promise<Trace> {
  let live: LiveCase | undefined;
  function* script(): Flow<void> {
    live = yield* openCase({
      provider,
      nodes: ['root'],
      seed,
      info: { id: 'x', name: 'x', clauses: [] },
      limits: LIMITS,
    });
    const made = yield* live.call('root', 'socket', { entry: 1, flags: 0, blocking: false });
    const socket = 'ok' in made ? made.ok.socket : 0;
    yield* live.call('root', 'bind', { socket, name: null });
    yield* live.quiet();
    for (let round = 0; round < 3; round += 1) {
      yield* live.call('root', 'getSockName', { socket });
      yield* live.quiet();
      if (seed === 13) yield* pause(60);
    }
  }
  try {
    await run(script());
  } catch (reason) {
    if (!(reason instanceof CaseOver)) throw reason;
    if (live === undefined) return [reason.fault];
  }
  if (live !== undefined) await run(live.end());
  return live?.trace() ?? [];
}

function* pause(ms: number): Flow<void> {
  yield new Promise((resolve) => setTimeout(resolve, ms));
}

function faultIn(trace: Trace): readonly [what: string, detail: string] | undefined {
  const fault = trace.find((event) => event.kind === 'fault');
  return fault?.kind === 'fault' ? [fault.what, fault.detail] : undefined;
}

describe('an adapter that misbehaves in one case', () => {
  it.each<readonly [way: string, what: string, detail: RegExp]>([
    ['exit-0', 'gone', /ended with exit code 0 during bind \(id \d+\)/u],
    ['exit-1', 'gone', /ended with exit code 1 during bind .*the last line of its log: "# forged/u],
    ['killed', 'gone', /was ended by SIGKILL during bind/u],
    ['exit-later', 'gone', /ended with exit code 7/u],
    ['exit-after-answer', 'gone', /ended with exit code 0/u],
    ['silent', 'no-answer', /bind on root did not return within 1000 ms/u],
    ['late-reset', 'no-answer', /reset within|open\(\) did not answer/u],
    ['twice', 'rubbish', /answered request \d+ a second time/u],
    ['unasked', 'rubbish', /answered request 1\d\d\d, which was never made/u],
    ['banner', 'rubbish', /a line of its output is not JSON: "wine: Unhandled page fault/u],
    ['words', 'rubbish', /is not JSON: "\\u001b\[2J/u],
    ['words-in-error', 'threw', /answered bind with error -32000: "\\u001b\[2J/u],
    ['bad-utf8', 'rubbish', /a line is not UTF-8: "\{\\xff\\xfe\\x80\}"/u],
    ['bad-json', 'rubbish', /is not JSON/u],
    ['no-message', 'rubbish', /is no message: "\[1,2,3\]"/u],
    ['batch', 'rubbish', /is no message/u],
    ['no-version', 'rubbish', /lacks "jsonrpc":"2\.0"/u],
    ['both', 'rubbish', /either a result or an error/u],
    ['neither', 'rubbish', /either a result or an error/u],
    ['text-id', 'rubbish', /id is not that of a request/u],
    ['request', 'rubbish', /only the suite sends those/u],
    ['parse-error', 'rubbish', /could not read a request: error -32700: "what\?"/u],
    ['other-notification', 'rubbish', /a notification that does not exist: "indicate"/u],
    ['bad-indication', 'rubbish', /malformed indication: .*socket/u],
    ['other-node', 'rubbish', /FD_READ on node "elsewhere"/u],
    ['unknown-socket', 'unknown-socket', /FD_READ on socket 99/u],
    ['wrong-result', 'rubbish', /bind on root: the adapter answered nonsense/u],
    ['wrong-error', 'rubbish', /answered nonsense: .*EAGAIN/u],
    ['throws', 'threw', /bind on root: the adapter answered bind with error -32000: "Segmentation fault"/u],
    ['long-line', 'limit', /a line has more than 1048576 bytes/u],
    ['endless-line', 'limit', /a line has more than 1048576 bytes/u],
    ['unfinished-line', 'no-answer', /bind on root did not return/u],
    ['flood', 'limit', /more than 10000 indications in one case/u],
    ['deep', 'limit', /nested more than 64 deep/u],
    ['huge-socket', 'rubbish', /malformed indication: socket/u],
    ['proto-reset', 'open-failed', /addresses has no entry for node root/u],
    ['closes-stdin', 'gone', /closed its standard input/u],
    ['closes-stdout', 'gone', /closed its standard output/u],
    ['ignores-sigterm', 'no-answer', /bind on root did not return/u],
    ['forks', 'gone', /ended with exit code 0/u],
    ['endless-log', 'limit', /more than 16777216 bytes to its log/u],
  ])('%s: is told as %s, and the next case is served', SLOW, async (way, what, detail) => {
    const { provider, dispose } = await loaded(specifier(way));
    try {
      const bad = faultIn(await play(provider, 13));
      expect(bad?.[1]).toMatch(detail);
      expect(bad?.[0]).toBe(what);
      // One line, and nothing in it that moves a cursor.
      expect(bad?.[1]).not.toMatch(/[\p{Cc}]/u);
      expect(bad?.[1].length).toBeLessThan(400);
      expect(faultIn(await play(provider, 1))).toBeUndefined();
    } finally {
      await dispose();
    }
    expect(book.alive()).toEqual([]);
  });

  it.each([
    ['late', 'no-answer'],
    ['cut-utf8', undefined],
    ['no-method', undefined],
    ['huge', undefined],
    ['proto', undefined],
    ['none', undefined],
    ['ignores-eof', undefined],
    ['at-bom', undefined],
    ['at-words', undefined],
  ])('%s: does no harm to what follows', SLOW, async (way, what) => {
    const limits = way === 'late' ? { callMs: 100 } : {};
    const { provider, dispose } = await loaded(specifier(way), { transport: { exitMs: 200 } });
    Object.assign(LIMITS, limits);
    try {
      expect(faultIn(await play(provider, 13))?.[0]).toBe(what);
    } finally {
      Object.assign(LIMITS, { callMs: 1000 });
    }
    await new Promise((resolve) => setTimeout(resolve, way === 'late' ? 600 : 0));
    expect(faultIn(await play(provider, 1))).toBeUndefined();
    expect(Object.prototype).not.toHaveProperty('polluted');
    await dispose();
    expect(book.alive()).toEqual([]);
  });
});

describe('an adapter that misbehaves from the start', () => {
  it.each([
    ['at-exit', true, /ended with exit code 3 during initialize/u],
    ['at-silent', true, /did not answer initialize within 1500 ms/u],
    ['at-banner', true, /is not JSON: "Welcome to the adapter!"/u],
    ['at-lying', true, /claims no-such-feature-\d+, a feature that does not exist/u],
    ['at-future', true, /speaks protocol 2; this kit speaks protocol 1/u],
    ['at-nameless', true, /answered initialize wrongly: name: .*; capabilities/u],
  ])('%s: is told', SLOW, async (way, inconclusive, wrong) => {
    const found = await loadProvider(specifier(way), { transport: { startMs: 1500 } });
    expect(found).toEqual({ wrong: expect.stringMatching(wrong) as unknown, inconclusive });
    expect(book.alive()).toEqual([]);
  });

  it('does not exist', async () => {
    expect(await loadProvider('exec:./there-is-no-such-adapter')).toEqual({
      wrong: expect.stringMatching(/the adapter cannot be started: .*ENOENT/u) as unknown,
      inconclusive: false,
    });
    expect(await loadProvider('exec:')).toHaveProperty('wrong', 'exec:: the command line is empty');
    expect(await loadProvider('exec-per-node:x')).toHaveProperty('wrong', expect.stringContaining('{node}'));
    expect(await loadProvider('exec:x {node}')).toHaveProperty('wrong', expect.stringContaining('exec-per-node'));
  });
});

describe('a budget of restarts', () => {
  it('runs out', SLOW, async () => {
    const { provider, dispose } = await loaded(specifier('exit-1'), { transport: { restarts: 2 } });
    const details: (string | undefined)[] = [];
    for (let round = 0; round < 5; round += 1) details.push(faultIn(await play(provider, 13))?.[1]);
    const last = faultIn(await play(provider, 1));
    await dispose();
    expect(details.map((it) => /started again 2 times, and is not any more/u.test(it ?? ''))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(last).toEqual(['gone', expect.stringContaining('the last fault: the adapter ended with exit code 1')]);
    expect(book.alive()).toEqual([]);
  });
});

describe('a process for each node', () => {
  it('has to say the same of itself as the others, and starts when it is needed', SLOW, async () => {
    const { provider, dispose } = await loaded(`exec-per-node:${nodeLine(MISBEHAVING, 'node-{node}', book.file)}`);
    const fresh = { seed: 1, indicate: () => undefined };
    const alone = await provider.open({ nodes: ['root'], ...fresh });
    expect(book.alive()).toHaveLength(1);
    await alone.close({});
    await expect(provider.open({ nodes: ['root', 'odd-1'], ...fresh })).rejects.toMatchObject({
      name: 'PortFault',
      detail: 'the adapter of odd-1 says other things of itself in initialize than the first one did',
    });
    const both = await provider.open({ nodes: ['root', 'leaf-1'], ...fresh });
    expect(await both.bind('leaf-1', { socket: 1, name: null })).toEqual({ ok: {} });
    expect(book.alive()).toHaveLength(2);
    await dispose();
    expect(book.alive()).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Provider } from '../port/index.js';
import { connect } from './connection.js';
import { loadProvider, type LoadOptions } from './load.js';
import { loaded, MISBEHAVING, nodeLine, notes, type Notes } from './testing/children.js';
import { faultIn, play } from './testing/short-case.js';

/** A call that is never answered is waited for so long, in milliseconds. */
const SHORT = 1000;
const HANGING: ReadonlySet<string> = new Set([
  'silent',
  'late-reset',
  'unfinished-line',
  'stops-reading',
  'ignores-sigterm',
  'at-silent',
]);

let book: Notes;
beforeEach(() => {
  book = notes();
});
afterEach(() => {
  book.remove();
});

function specifier(way: string): string {
  return `exec:${nodeLine(MISBEHAVING, way, book.file)}`;
}

async function withAdapter(
  way: string,
  options: LoadOptions,
  work: (provider: Provider) => Promise<void>,
): Promise<void> {
  const { provider, dispose } = await loaded(specifier(way), options);
  try {
    await work(provider);
  } finally {
    await dispose();
  }
  expect(await book.survivors()).toEqual([]);
}

describe('an adapter that misbehaves in one case', () => {
  it.each<readonly [way: string, what: string, detail: RegExp]>([
    ['exit-0', 'gone', /ended with exit code 0 during bind \(id \d+\)/u],
    ['exit-1', 'gone', /ended with exit code 1 during bind .*the last line of its log: "# forged/u],
    ['killed', 'gone', /was ended by SIGKILL during bind/u],
    ['exit-later', 'gone', /ended with exit code 7/u],
    ['exit-after-answer', 'gone', /ended with exit code 0/u],
    ['silent', 'no-answer', /\w+ on root did not return within 1000 ms/u],
    ['late-reset', 'no-answer', /reset within|open\(\) did not answer/u],
    ['twice', 'rubbish', /answered request \d+ a second time/u],
    ['unasked', 'rubbish', /answered request 1\d\d\d, which was never made/u],
    ['banner', 'rubbish', /a line of its output is not JSON: "wine: Unhandled page fault/u],
    ['banner-within', 'rubbish', /is not JSON: ".*resuUnhandled exception: page fault/u],
    ['words', 'rubbish', /is not JSON: "\\u001b\[2J/u],
    ['words-in-error', 'threw', /answered bind with error -32000: "\\u001b\[2J/u],
    ['words-in-node', 'rubbish', /FD_READ on node "\\u001b\[2J/u],
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
    ['unfinished-line', 'no-answer', /\w+ on root did not return/u],
    ['flood', 'limit', /more than 10000 indications in one case/u],
    ['deep', 'limit', /nested more than 64 deep/u],
    ['huge-socket', 'rubbish', /malformed indication: socket/u],
    ['huge-port', 'rubbish', /getSockName on root: the adapter answered nonsense: in ok: name\.port/u],
    ['negative-port', 'rubbish', /answered nonsense: in ok: name\.port/u],
    ['long-text', 'rubbish', /answered nonsense: in ok: name\.host/u],
    ['proto-reset', 'open-failed', /addresses has no entry for node root/u],
    ['closes-stdin', 'gone', /closed its standard input/u],
    ['closes-stdout', 'gone', /closed its standard output/u],
    ['stops-reading', 'no-answer', /\w+ on root did not return/u],
    ['ignores-sigterm', 'no-answer', /\w+ on root did not return/u],
    ['forks', 'gone', /ended with exit code 0/u],
    ['endless-log', 'limit', /more than 16777216 bytes to its log/u],
  ])('%s: is told as %s, and the next case is served', async (way, what, detail) => {
    const callMs = HANGING.has(way) ? SHORT : undefined;
    await withAdapter(way, {}, async (provider) => {
      const bad = faultIn(await play(provider, 13, callMs));
      expect(bad?.[1]).toMatch(detail);
      expect(bad?.[0]).toBe(what);
      // One line, and nothing in it that moves a cursor.
      expect(bad?.[1]).not.toMatch(/[\p{Cc}]/u);
      expect(bad?.[1].length).toBeLessThan(400);
      expect(faultIn(await play(provider, 1))).toBeUndefined();
    });
  });

  it.each(['cut-utf8', 'no-method', 'huge', 'proto', 'none', 'ignores-eof', 'at-bom', 'at-words'])(
    '%s: does no harm',
    async (way) => {
      await withAdapter(way, { transport: { exitMs: 200 } }, async (provider) => {
        expect(faultIn(await play(provider, 13))).toBeUndefined();
        expect(faultIn(await play(provider, 1))).toBeUndefined();
        expect(Object.prototype).not.toHaveProperty('polluted');
      });
    },
  );

  it('late: is told, and its late answer meets nobody', async () => {
    await withAdapter('late', {}, async (provider) => {
      expect(faultIn(await play(provider, 13, 100))?.[0]).toBe('no-answer');
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(faultIn(await play(provider, 1))).toBeUndefined();
    });
  });

  it('leaves unread what it is asked', async () => {
    const line = nodeLine(MISBEHAVING, 'stops-reading', book.file, 'always');
    const connection = await connect(line, { limits: { unreadBytes: 1_000_000 } });
    await connection.request('initialize', {});
    const asked = ['bind', ...Array.from({ length: 100 }, () => 'send')];
    const data = 'x'.repeat(50_000);
    const answers = await Promise.allSettled(asked.map((method) => connection.request(method, { data })));
    await connection.end();
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(connection.fault()?.detail).toBe('the adapter left more than 1000000 bytes of requests unread');
    expect(await book.survivors()).toEqual([]);
  });
});

describe('an adapter that misbehaves from the start', () => {
  it.each<readonly [way: string, wrong: RegExp]>([
    ['at-exit', /ended with exit code 3 during initialize/u],
    ['at-silent', /did not answer initialize within 1000 ms/u],
    ['at-banner', /is not JSON: "Welcome to the adapter!"/u],
    ['at-lying', /claims no-such-feature-\d+, a feature that does not exist/u],
    ['at-future', /speaks protocol 2; this kit speaks protocol 1/u],
    ['at-nameless', /answered initialize wrongly: name: .*; capabilities/u],
  ])('%s: is told', async (way, wrong) => {
    const startMs = HANGING.has(way) ? SHORT : 30_000;
    const found = await loadProvider(specifier(way), { transport: { startMs } });
    expect(found).toEqual({ wrong: expect.stringMatching(wrong) as unknown, inconclusive: true });
    expect(await book.survivors()).toEqual([]);
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
  it('runs out', async () => {
    await withAdapter('exit-1', { transport: { restarts: 2 } }, async (provider) => {
      const details: (string | undefined)[] = [];
      for (let round = 0; round < 5; round += 1) details.push(faultIn(await play(provider, 13))?.[1]);
      const last = faultIn(await play(provider, 1));
      expect(details.map((it) => /started again 2 times, and is not any more/u.test(it ?? ''))).toEqual([
        false,
        false,
        false,
        true,
        true,
      ]);
      expect(last).toEqual(['gone', expect.stringContaining('the last fault: the adapter ended with exit code 1')]);
    });
  });

  it('is not spent for ever on an adapter that cannot be started again', async () => {
    await withAdapter('exit-1-then-dies', { transport: { restarts: 3 } }, async (provider) => {
      const seeds = [13, 1, 1, 1, 1, 1];
      const details: (string | undefined)[] = [];
      for (const seed of seeds) details.push(faultIn(await play(provider, seed))?.[1]);
      expect(details[0]).toMatch(/ended with exit code 1 during bind/u);
      expect(details[1]).toMatch(/ended with exit code 4 during initialize/u);
      for (const detail of details.slice(-2)) expect(detail).toMatch(/started again 3 times, and is not any more/u);
    });
  });
});

describe('a process for each node', () => {
  it('has to say the same of itself as the others, and starts when it is needed', async () => {
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
    expect(await book.survivors()).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { CaseSetup, Indication, Provider, Testbed } from '../port/index.js';
import { faultIn, play } from './testing/short-case.js';

// What an adapter may do behind a wire, a module can do in our own process, as far as there is such a thing there.

const address = { family: 2, host: '10.0.0.1', port: 0 };
const WORD = '\u001B[2J\u001B]0;owned\u0007<script>alert(1)</script>\r\n# forged\u202E';
const INDICATION: Indication = { node: 'root', socket: 1, event: 'FD_READ', error: 'NO_ERROR' };
/** A call that is never answered is waited for so long, in milliseconds. */
const SHORT = 200;

/** A provider that works, and has something of it replaced in cases with seed 13. */
function odd(changes: (setup: CaseSetup) => object): Provider {
  return {
    name: 'odd',
    version: '1',
    capabilities: { schemes: ['invite'], dataPlanes: ['rooted-data'], entries: [], features: [] },
    open(setup) {
      let sockets = 0;
      const good: Testbed = {
        addresses: { root: address },
        socket: () => ({ ok: { socket: (sockets += 1) } }),
        bind: () => ({ ok: {} }),
        getSockName: () => ({ ok: { name: address } }),
        joinLeaf: () => ({ error: 'WSAEINVAL' }),
        eventSelect: () => ({ ok: {} }),
        closeSocket: () => ({ ok: {} }),
        settle: () => undefined,
        close: () => undefined,
      };
      return setup.seed === 13 ? { ...good, ...changes(setup) } : good;
    },
  };
}

/** An object in which so many others stand in one another. */
function nested(depth: number): object {
  let inner: object = {};
  for (let at = 0; at < depth; at += 1) inner = { inner };
  return inner;
}

function many(times: number, work: () => void): void {
  for (let at = 0; at < times; at += 1) work();
}

describe('a provider in process that misbehaves in one case', () => {
  it.each<readonly [way: string, what: string, detail: RegExp, changes: (setup: CaseSetup) => object]>([
    [
      'never answers',
      'no-answer',
      /^bind on root did not return/u,
      () => ({ bind: () => new Promise(() => undefined) }),
    ],
    [
      'never settles',
      'no-answer',
      /^settle\(\) did not answer/u,
      () => ({ settle: () => new Promise(() => undefined) }),
    ],
    [
      'answers after the deadline',
      'no-answer',
      /^bind on root did not return/u,
      () => ({ bind: () => new Promise((resolve) => setTimeout(resolve, 2 * SHORT, { ok: {} })) }),
    ],
    [
      'tells of a million events in one call',
      'limit',
      /^more than 100000 events in one case$/u,
      (setup) => ({ bind: () => (many(1e6, () => setup.indicate(INDICATION)), { ok: {} }) }),
    ],
    [
      'answers 10^5 deep',
      'rubbish',
      /^bind on root answered nonsense: expected \{ ok: … \} or \{ error: … \}/u,
      () => ({ bind: () => nested(1e5) }),
    ],
    [
      'indicates 10^5 deep',
      'rubbish',
      /^an indication is malformed: /u,
      (setup) => ({ bind: () => (Reflect.apply(setup.indicate.bind(setup), undefined, [nested(1e5)]), { ok: {} }) }),
    ],
    [
      'has no number for a port',
      'rubbish',
      /in ok: name\.port/u,
      () => ({ getSockName: () => ({ ok: { name: { ...address, port: Infinity } } }) }),
    ],
    [
      'has a port out of range',
      'rubbish',
      /in ok: name\.port/u,
      () => ({ getSockName: () => ({ ok: { name: { ...address, port: 70_000 } } }) }),
    ],
    ['has a negative descriptor', 'rubbish', /in ok: socket/u, () => ({ socket: () => ({ ok: { socket: -1 } }) })],
    [
      'has a text of 100 MB',
      'rubbish',
      /in ok: name\.host/u,
      () => ({ getSockName: () => ({ ok: { name: { ...address, host: 'x'.repeat(1e8) } } }) }),
    ],
    [
      'answers by something like a promise',
      'rubbish',
      /^bind on root answered nonsense/u,
      () => ({ bind: () => ({ then: () => undefined }) }),
    ],
    [
      'answers with what throws when it is read',
      'rubbish',
      /^bind on root answered nonsense/u,
      () => ({
        bind: () => ({
          get ok(): never {
            throw new Error('not readable');
          },
        }),
      }),
    ],
    [
      'throws words that forge lines',
      'threw',
      /^bind on root threw/u,
      () => ({
        bind: () => {
          throw new Error(WORD);
        },
      }),
    ],
    [
      'throws what cannot be printed',
      'threw',
      /^bind on root threw/u,
      () => ({
        bind: () => {
          throw Object.create(null);
        },
      }),
    ],
    [
      'tells of a node with such a name',
      'unknown-socket',
      /^indicated FD_READ on socket 1 of \\u001b/u,
      (setup) => ({ bind: () => (setup.indicate({ ...INDICATION, node: WORD }), { ok: {} }) }),
    ],
  ])('%s: is told, and the next case is served', async (_way, what, detail, changes) => {
    const provider = odd(changes);
    const callMs = what === 'no-answer' ? SHORT : undefined;
    const bad = faultIn(await play(provider, 13, callMs));
    expect(bad?.[1]).toMatch(detail);
    expect(bad?.[0]).toBe(what);
    expect(bad?.[1]).not.toMatch(/[\p{Cc}]/u);
    expect(bad?.[1].length).toBeLessThan(400);
    expect(faultIn(await play(provider, 1))).toBeUndefined();
  });

  it('has __proto__ among its keys: does no harm', async () => {
    const bind = (): unknown =>
      JSON.parse('{"__proto__":{"error":"WSAEINVAL","polluted":1},"ok":{"__proto__":{"polluted":1}}}');
    expect(
      faultIn(
        await play(
          odd(() => ({ bind })),
          13,
        ),
      ),
    ).toBeUndefined();
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});

import { describe, expect, it } from 'vitest';
import { createProvider, type Variation } from '../../../reference/memory/index.js';
import { DEFAULT_LIMITS, type Provider } from '../../port/index.js';
import type { Trace } from '../../trace/index.js';
import { scopeOf } from '../graph/index.js';
import { PROPERTIES } from '../properties.js';
import { parseScript, replay as replayScript } from '../tour/index.js';
import { retrace } from './retrace.js';

const reference = createProvider();
const limits = DEFAULT_LIMITS;
const info = { id: 'x', name: 'x', clauses: [] };

/** What two leaves and a root come to, by a script of the tours. */
async function recorded(script: string, provider: Provider = reference): Promise<Trace> {
  const { trace } = await replayScript(scopeOf('admit', 2, 'standard'), parseScript(script) ?? [], {
    ...{ provider, limits, info, seed: 5 },
  });
  return trace;
}

async function again(trace: Trace, provider: Provider = reference) {
  const went = await retrace(trace, { provider, limits });
  if (went === undefined) throw new Error('there was nothing to do');
  return went;
}

const told = (trace: Trace) => trace.slice(1);

describe('a recorded case, gone through again', () => {
  it.each([
    ['in the usual order', 'a1a2u1u2kv1kv2l1q'],
    ['in another, of which the record shows only whom WSPAccept met', 'a1a2u2u1kv2kv1'],
    ['with what does not show: a request that is withdrawn', 'a1u1c1u1ka2u2kv2'],
    ['with quiet in between', 'a1qka2qkxq'],
  ])('goes as it went: %s', async (_name, script) => {
    const trace = await recorded(script);
    const { done, trace: went } = await again(trace);
    expect(done).toEqual({ skipped: 0 });
    expect(told(went)).toEqual(told(trace));
  });

  it('goes as it went where everybody does anything, with its expectations', async () => {
    for (const id of ['orderings/both-ways', 'orderings/session-data', 'orderings/nonrooted']) {
      const property = PROPERTIES.find((it) => it.id === id);
      const record = await property?.check({ provider: reference, seed: 3, runs: 1, limits });
      const { trace = [] } = record ?? {};
      const { done } = await again(trace);
      expect([id, done]).toEqual([id, { skipped: 0 }]);
      expect(trace.length).toBeGreaterThan(30);
    }
  });

  it('goes as it went though sockets and addresses have other names', async () => {
    const places: Variation['around'] = (open, setup) => {
      const bed = open(setup);
      // A socket more on each node: all that follow have other numbers.
      for (const node of setup.nodes) void bed.socket(node, { entry: 1001, flags: 0, blocking: false });
      return bed;
    };
    const trace = await recorded('a1a2u1u2kv1kv2l1q');
    const { done, trace: went } = await again(trace, createProvider({ around: places }));
    expect(done).toEqual({ skipped: 0 });
    expect(told(went)).not.toEqual(told(trace));
  });

  it('goes as it went where things happen by the seed alone, or all at once', async () => {
    const without = (...verbs: readonly ('deliver' | 'step')[]): Provider =>
      createProvider({
        around(open, setup) {
          const bed = open(setup);
          for (const verb of verbs) delete bed[verb];
          return bed;
        },
      });
    for (const provider of [without('deliver'), without('deliver', 'step')]) {
      const trace = await recorded('a1qkqa2qkql1q', provider);
      expect((await again(trace, provider)).done).toEqual({ skipped: 0 });
    }
  });

  const early = createProvider({
    name: 'early',
    around(open, setup) {
      const bed = open(setup);
      return {
        ...bed,
        async joinLeaf(node, args) {
          const result = await bed.joinLeaf(node, args);
          if ('ok' in result) setup.indicate({ node, socket: args.socket, event: 'FD_CONNECT', error: 'NO_ERROR' });
          return result;
        },
      };
    },
  });

  it('breaks the same clause where the same is wrong, and not where it is right', async () => {
    const trace = await recorded('a1', early);
    const faulty = await again(trace, early);
    expect(faulty.judgement.violations.map(({ clause }) => clause)).toContain('JOIN-3.6');
    expect(faulty.done?.astray).toBeUndefined();
    const sound = await again(trace);
    expect(sound.judgement.violations).toEqual([]);
    const at = sound.done?.astray ?? 0;
    expect(trace[at]).toMatchObject({ kind: 'indication', event: 'FD_CONNECT' });
  });

  it('says what could not be done', async () => {
    const trace = await recorded('a1u1kv1l1');
    const refusing = createProvider({
      around: (open, setup) => ({ ...open(setup), socket: () => ({ error: 'WSAEMFILE' }) }),
    });
    expect((await again(trace, refusing)).done?.skipped).toBeGreaterThan(5);
  });

  it('has nothing to do where no call stands in the trace', async () => {
    const trace = await recorded('a1');
    expect(await retrace(trace.slice(0, 1), { provider: reference, limits })).toBeUndefined();
    expect(await retrace([], { provider: reference, limits })).toBeUndefined();
  });
});

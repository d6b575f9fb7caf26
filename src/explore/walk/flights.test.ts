import { describe, expect, it } from 'vitest';
import { byPromise, createProvider, type Pace } from '../../../reference/memory/index.js';
import { DEFAULT_LIMITS, run, type Provider } from '../../port/index.js';
import { heldCalls, type Trace } from '../../trace/index.js';
import { doingsIn, playDoings } from '../deeds/index.js';
import { retrace } from '../retrace/index.js';
import { leadOf } from './lead.js';
import { runWalk } from './run-walk.js';
import { simpler, type Made } from './simpler.js';
import { parseWalk, stringifyWalk } from './token.js';
import type { Step, Walk } from './walk.js';
import { walks } from './walks.js';

const INFO = { id: 'walk', name: 'A walk', clauses: [] };
const later = byPromise(createProvider());
const guest = { asks: true, deaf: false, unbound: false, flags: 4 };
const plan = {
  ...({ scheme: 'invite+admit', data: 'rooted-data', source: 0, backlog: 16, deafRoot: false } as const),
  ...({ inherits: false, moves: [], ending: 'stays' } as const),
  guests: [guest, { ...guest, asks: false }, guest],
};

/** A number of turns from 0 up to, and without, this one: always the same for the same call. */
function scattered(nth: number, most: number): number {
  return (Math.imul(nth, 2_654_435_761) >>> 16) % most;
}

/** Calls take effect, and are answered, in any order. */
const uneven: Pace = (nth) => ({ there: scattered(nth, 12), back: scattered(nth + 7, 4) });

async function walked(walk: Walk, provider: Provider): Promise<{ readonly made: Made; readonly trace: Trace }> {
  const steps: Step[] = [];
  const lead = leadOf(walk, 'habits', undefined, steps);
  const execution = await run(runWalk(walk, { provider, limits: DEFAULT_LIMITS, info: INFO }, lead));
  expect(execution.judgement.violations).toEqual([]);
  expect(execution.obstacle).toBeUndefined();
  return { made: { ...walk, steps: walk.steps ?? steps }, trace: execution.trace };
}

/** How often another call was issued before one had returned. */
function overlaps(trace: Trace): number {
  let [flying, many] = [0, 0];
  for (const { kind } of trace) {
    if (kind === 'call' && flying > 0) many += 1;
    if (kind === 'call') flying += 1;
    if (kind === 'return') flying -= 1;
  }
  return many;
}

const SEEDS = [1, 2, 3, 4, 5, 6];
const holding = Promise.all(SEEDS.map((seed) => walked({ sessions: [plan], seed }, later)));
const without = (trace: Trace): Trace => trace.filter(({ kind }) => kind !== 'note');

describe('a walk through a provider that answers by promise', () => {
  it('keeps calls in flight while others act, at times', async () => {
    const all = await holding;
    const held = all.filter(({ trace }) => overlaps(trace) > 0);
    expect(held.length).toBeGreaterThan(0);
    expect(held.length).toBeLessThan(SEEDS.length);
    const steps = all.flatMap(({ made }) => made.steps);
    expect(steps.some((step) => 'returns' in step)).toBe(true);
    for (const { made } of all) expect(parseWalk(stringifyWalk(made))).toEqual(made);
  });

  it('is the same again from its steps', async () => {
    for (const { made, trace } of await holding) {
      expect(without((await walked(made, later)).trace)).toEqual(without(trace));
    }
  });

  it('is the same again from its trace: gone through, or as what was done in it', async () => {
    const options = { limits: DEFAULT_LIMITS, info: INFO };
    for (const pace of [undefined, uneven]) {
      const provider = byPromise(createProvider(), pace);
      for (const { made } of await holding) {
        // What was let through is noted only when the steps are known.
        const { trace } = await walked(made, provider);
        const went = await retrace(trace, { provider, ...options });
        expect([went?.done, went?.attempts]).toEqual([{ skipped: 0 }, 1]);
        expect(without(went?.trace ?? []).slice(1)).toEqual(without(trace).slice(1));
        const doings = doingsIn(trace);
        if (doings === undefined) throw new Error('nothing was done');
        expect(doings.deeds.some((deed) => deed.do === 'return')).toBe(heldCalls(trace).size > 0);
        const played = await playDoings(doings, { provider, ...options });
        expect(without(played.trace)).toEqual(without(trace));
        // Whoever answers at once does the same, and has returned before the next one acts.
        const atOnce = await playDoings(doings, { provider: createProvider(), ...options });
        expect([atOnce.obstacle, atOnce.judgement.violations]).toEqual([undefined, []]);
        expect(overlaps(atOnce.trace)).toBe(0);
      }
    }
  });

  it('waits for each call where the same steps are made and all is answered at once', async () => {
    for (const { made } of await holding) {
      expect(overlaps((await walked(made, createProvider())).trace)).toBe(0);
    }
  });

  it('can be made simpler, until nothing is in flight, and nothing is left', async () => {
    const [first] = (await holding).filter(({ trace }) => overlaps(trace) > 0);
    if (first === undefined) throw new Error('nothing was ever in flight');
    const waited = [...simpler(first.made)].some(
      ({ steps = [] }) =>
        count(steps) === count(first.made.steps) - 1 && returns(steps) === returns(first.made.steps) - 1,
    );
    expect(waited).toBe(true);
    let { made } = first;
    for (let rounds = 0; rounds < 1000; rounds += 1) {
      const next = simpler(made).next().value;
      if (next?.steps === undefined) break;
      made = { ...next, steps: next.steps };
    }
    expect(made.steps).toEqual([]);
  });

  it.each(['admit', 'invite', 'invite+admit', 'nonrooted'] as const)(
    'blames nobody for answering late, or in another order: %s',
    async (scheme) => {
      const property = walks({ ...INFO, scheme, leaves: 3, sessions: 1 });
      for (const pace of [undefined, uneven]) {
        const provider = byPromise(createProvider(), pace);
        const record = await property.check({ provider, seed: 1, runs: 25, limits: DEFAULT_LIMITS });
        expect(record.violations).toEqual([]);
        expect(record.outcome).toBe('passed');
      }
    },
  );
});

function count(steps: readonly Step[]): number {
  return steps.filter((step) => 'move' in step && step.holds === true).length;
}

function returns(steps: readonly Step[]): number {
  return steps.filter((step) => 'returns' in step).length;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provider } from '../../reference/memory/index.js';
import { plansOf } from '../explore/draw-plans.js';
import { BASE } from '../explore/recipes.js';
import { runPlan } from '../explore/run-plan.js';
import { DEFAULT_LIMITS, run } from '../port/index.js';
import { parseTrace, stringifyTrace, type Trace } from '../trace/index.js';
import { MONITORS } from './monitors/index.js';
import { finish, judge, start, step, type OracleState } from './oracle.js';
import { editsAt, type Edit } from './testing/edits.js';
import { Dice, randomRun } from './testing/random-runs.js';

const SEED = 20;
const PLANS = Number(process.env['JOINLEAF_PLANS'] ?? 60);
const info = { id: 'edits', name: 'Edits', clauses: [] };
const recipe = { ...BASE, backlogs: [1, 2, 16] };

/** Traces of the reference provider, each with the oracle's state before each event. */
const bases = fc
  .sample(fc.record({ plan: plansOf(recipe, provider.capabilities), seed: fc.nat() }), { numRuns: PLANS, seed: SEED })
  .map(({ plan, seed }) => {
    const execution = run(runPlan(plan, { provider, seed, limits: DEFAULT_LIMITS, info }));
    if (execution instanceof Promise) throw new Error('the reference answers at once');
    return withStates(execution.trace);
  });

function withStates(trace: Trace) {
  const states: OracleState[] = [start()];
  for (const event of trace) states.push(step(states.at(-1) ?? start(), event).state);
  return { trace, states, models: states.map(({ model }) => model) };
}

/** Whether an edited trace is found to be wrong: judged from where it differs, up to the first violation. */
function isFound(states: readonly OracleState[], { trace, from }: Pick<Edit, 'trace' | 'from'>): boolean {
  let state = states[from] ?? start();
  for (const event of trace.slice(from)) {
    const next = step(state, event);
    if (next.violations.length > 0) return true;
    state = next.state;
  }
  return finish(state).length > 0;
}

describe('a small change to what a conformant provider did', () => {
  const all = bases.flatMap((base) =>
    base.trace.flatMap((_event, at) => editsAt(base, at).map((edit) => ({ ...edit, base }))),
  );

  it('is found, or allowed for a reason', () => {
    const missed = all.filter((edit) => edit.allowed === undefined && !isFound(edit.base.states, edit));
    expect(missed.map(({ name, from, base }) => `${name} at #${from} of plan ${bases.indexOf(base)}`)).toEqual([]);
  });

  it.each([
    ['drop FD_CONNECT', 50],
    ['move FD_CONNECT before its WSPAccept', 40],
    ['duplicate FD_CONNECT', 100],
    ['duplicate FD_CONNECT with an error', 20],
    ['drop FD_CONNECT with an error', 10],
    ['flip the error of FD_CONNECT', 50],
    ['drop FD_CLOSE', 10],
    ['drop FD_ACCEPT', 10],
    ['duplicate FD_ACCEPT', 10],
  ])('leaves no doubt in many cases: %s', (name, atLeast) => {
    expect(all.filter((edit) => edit.name === name && edit.allowed === undefined).length).toBeGreaterThan(atLeast);
  });

  it('is one of thousands', () => {
    expect(all.length).toBeGreaterThan(2000);
  });
});

/** Drops, repeats, swaps and moves events, whatever they are. */
function garble(trace: Trace, dice: Dice): Trace {
  const events = [...trace];
  for (let times = 1 + dice.throw(4); times > 0; times -= 1) {
    const [at, to] = [dice.throw(events.length), dice.throw(events.length)];
    const [one, other] = [events[at], events[to]];
    if (one === undefined || other === undefined) continue;
    switch (dice.throw(4)) {
      case 0:
        events.splice(at, 1);
        break;
      case 1:
        events.splice(to, 0, one);
        break;
      case 2:
        events[at] = other;
        events[to] = one;
        break;
      default:
        events.splice(to, 0, ...events.splice(at, 1));
    }
  }
  return events;
}

describe('judging', () => {
  it('never throws, and names only clauses that the monitor says it can find', async () => {
    const undeclared = new Set<string>();
    for (let seed = 0; seed < 300; seed += 1) {
      const trace = seed % 2 === 0 ? await randomRun(seed) : (bases[seed % bases.length]?.trace ?? []);
      const garbled = garble(trace, new Dice(seed));
      const { violations } = judge(garbled);
      for (const monitor of violations.length === 0 ? [] : MONITORS) {
        for (const { clause } of judge(garbled, [monitor]).violations) {
          if (!monitor.clauses.includes(clause)) undeclared.add(`${monitor.name}: ${clause}`);
        }
      }
    }
    expect([...undeclared]).toEqual([]);
  });

  it('does not throw for events in an order that makes no sense at all', async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const dice = new Dice(seed);
      const shuffled = (await randomRun(seed)).map((event) => ({ event, at: dice.throw(1_000_000) }));
      shuffled.sort((a, b) => a.at - b.at);
      expect(() => judge(shuffled.map(({ event }) => event))).not.toThrow();
    }
  });

  it('gives the same for the same trace, all at once or step by step, and changes nothing', () => {
    for (const [index, { trace }] of bases.entries()) {
      const garbled = garble(trace, new Dice(index));
      const before = JSON.stringify(garbled);
      const first = judge(garbled);
      expect(judge(garbled)).toEqual(first);
      let state = start();
      const found = garbled.flatMap((event) => {
        const frozen = state;
        const next = step(frozen, event);
        // A state may be used again: nothing that was done with it shows.
        expect(step(frozen, event).violations).toEqual(next.violations);
        state = next.state;
        return next.violations;
      });
      expect([...found, ...finish(state)]).toEqual(first.violations);
      expect(JSON.stringify(garbled)).toBe(before);
    }
  });

  it('gives the same for a trace that was written and read again', async () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const trace = garble(await randomRun(seed), new Dice(seed));
      const parsed = parseTrace(stringifyTrace(trace));
      // What makes no sense as a trace is refused before it is judged.
      if ('trace' in parsed) expect(judge(parsed.trace)).toEqual(judge(trace));
      const plain = bases[seed % bases.length]?.trace ?? [];
      const again = parseTrace(stringifyTrace(plain));
      expect('trace' in again && judge(again.trace)).toEqual(judge(plain));
    }
  });
});

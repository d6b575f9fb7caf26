import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provider } from '../../reference/memory/index.js';
import { plansOf } from '../explore/draw-plans.js';
import { BASE } from '../explore/recipes.js';
import { runPlan } from '../explore/run-plan.js';
import { DEFAULT_LIMITS, run } from '../port/index.js';
import type { Trace, TraceEvent } from '../trace/index.js';
import { finish, start, step, type OracleState } from './oracle.js';
import { departureOf } from './testing/departures.js';
import { Dice, randomRun } from './testing/random-runs.js';
import type { Violation } from './types.js';

const BATCHES = 12;
const DEPARTURES = 12;
const info = { id: 'departures', name: 'Departures', clauses: [] };
const inputs = fc.record({ plan: plansOf({ ...BASE, backlogs: [1, 2, 16] }, provider.capabilities), seed: fc.nat() });

/** Traces of the reference: of plans, in which leaves join and use the session, and of calls at random. */
async function traces(batch: number): Promise<readonly Trace[]> {
  const planned = fc.sample(inputs, { numRuns: 8, seed: batch }).map(async ({ plan, seed }) => {
    return (await run(runPlan(plan, { provider, seed, limits: DEFAULT_LIMITS, info }))).trace;
  });
  const atRandom = Array.from({ length: 8 }, (_none, at) => randomRun(8 * batch + at, 60));
  return Promise.all([...planned, ...atRandom]);
}

const corpus = await Promise.all(Array.from({ length: BATCHES }, (_none, batch) => traces(batch)));

/** What is found from a state on, up to the first event that breaks a clause. */
function found(from: OracleState, rest: Iterable<TraceEvent>): readonly Violation[] {
  let state = from;
  for (const event of rest) {
    const next = step(state, event);
    if (next.violations.length > 0) return next.violations;
    state = next.state;
  }
  return finish(state);
}

/** A verdict in one line: the clause, the ruling, where it showed, and what it contradicts. */
function line({ clause, ruling, at, against }: Violation): string {
  const by = ruling === undefined ? '' : ` (${ruling})`;
  return `${clause}${by} at #${at}${against.length === 0 ? '' : ` against ${against.map((it) => `#${it}`).join(' ')}`}`;
}

/**
 * What the oracle says of thousands of traces of which each has one thing done otherwise. Nobody can say beforehand
 * which of them are wrong; but if a verdict changes it is seen here, and has to be looked into. What is not listed is
 * not wrong.
 */
describe('the verdicts on what might have been', () => {
  it.each(corpus.map((batch, at) => ({ batch, index: at + 1 })))('stay as they are: batch $index', ({ batch }) => {
    const lines: string[] = [];
    for (const [index, trace] of batch.entries()) {
      const states = [start()];
      for (const event of trace) states.push(step(states.at(-1) ?? start(), event).state);
      const dice = new Dice(index);
      for (let times = 0; times < DEPARTURES; times += 1) {
        const { what, trace: other, from } = departureOf(trace, dice);
        const violations = found(states[from] ?? start(), other.slice(from));
        if (violations.length > 0) lines.push(`${index}: ${what}: ${violations.map(line).join(', ')}`);
      }
    }
    expect(lines).toMatchSnapshot();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provider as reference } from '../../reference/memory/index.js';
import { MUTANTS, showsInTurn } from '../../reference/mutants/all.js';
import { plansOf } from '../explore/draw-plans.js';
import { BASE } from '../explore/recipes.js';
import { runPlan } from '../explore/run-plan.js';
import { DEFAULT_LIMITS, run, type Provider } from '../port/index.js';
import type { Trace } from '../trace/index.js';
import { automaton, type Automaton } from './automaton.js';
import { judge, start, step } from './oracle.js';
import { editsAt } from './testing/edits.js';
import { randomRun } from './testing/random-runs.js';

const info = { id: 'automaton', name: 'Automaton', clauses: [] };

/** Whether an automaton knows a trace to be right. */
function knows(known: Automaton, trace: Trace): boolean {
  const cursor = known.begin();
  return trace.every((event) => cursor.read(event)) && cursor.ends();
}

function isRight(trace: Trace): boolean {
  const { violations, fault } = judge(trace);
  return violations.length === 0 && fault === undefined;
}

function plays(provider: Provider, seed: number, numRuns: number): readonly Trace[] {
  const plans = fc.record({ plan: plansOf({ ...BASE, backlogs: [1, 2, 16] }, provider.capabilities), seed: fc.nat() });
  return fc.sample(plans, { numRuns, seed }).map((it) => {
    const execution = run(runPlan(it.plan, { provider, seed: it.seed, limits: DEFAULT_LIMITS, info }));
    if (execution instanceof Promise) throw new Error('it answers at once');
    return execution.trace.filter(({ kind }) => kind !== 'expect');
  });
}

/** Those traces on which an automaton and the oracle differ; each is read twice, the second time from memory. */
function differing(known: Automaton, traces: readonly Trace[]): readonly Trace[] {
  return traces.filter((trace) => {
    const right = isRight(trace);
    return knows(known, trace) !== right || knows(known, trace) !== right;
  });
}

describe('the automaton', () => {
  it('says what the oracle says of whatever anybody may call', async () => {
    const known = automaton(undefined, 1_000_000);
    const traces = await Promise.all(Array.from({ length: 1000 }, (_none, seed) => randomRun(seed, 30)));
    expect(differing(known, traces)).toEqual([]);
    expect(known.size()).toBeGreaterThan(1000);
  });

  it('says what the oracle says of every small change to what is right', () => {
    const known = automaton(undefined, 1_000_000);
    let wrong = 0;
    for (const trace of plays(reference, 20, 25)) {
      let state = start();
      const models = trace.map((event) => {
        const { model } = state;
        state = step(state, event).state;
        return model;
      });
      const edits = trace.flatMap((_event, at) => editsAt({ trace, models }, at)).map((edit) => edit.trace);
      wrong += edits.filter((edited) => !isRight(edited)).length;
      expect(differing(known, [trace, ...edits])).toEqual([]);
    }
    expect(wrong).toBeGreaterThan(500);
  });

  it('says what the oracle says of what faulty providers do', () => {
    let wrong = 0;
    const known = automaton(undefined, 1_000_000);
    for (const { provider } of MUTANTS.filter(showsInTurn)) {
      if (provider.capabilities.features.includes('blocking')) {
        const traces = plays(provider, 7, 12);
        wrong += traces.filter((trace) => !isRight(trace)).length;
        expect(differing(known, traces)).toEqual([]);
      }
    }
    expect(wrong).toBeGreaterThan(100);
  });

  it('remembers', () => {
    const known = automaton(undefined, 1_000_000);
    const [trace = []] = plays(reference, 3, 1);
    knows(known, trace);
    const size = known.size();
    knows(known, trace);
    expect(known.size()).toBe(size);
  });

  it('leaves to the oracle what leads beyond its memory', () => {
    const known = automaton(undefined, 5);
    const [trace = []] = plays(reference, 3, 1);
    expect(knows(known, trace)).toBe(false);
    expect(known.size()).toBe(5);
  });
});

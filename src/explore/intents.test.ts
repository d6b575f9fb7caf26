import { describe, expect, it } from 'vitest';
import { provider } from '../../reference/memory/index.js';
import { DEFAULT_LIMITS, run } from '../port/index.js';
import { JL } from '../spi/index.js';
import { strandsOf, weave, type Intent } from './intents.js';
import type { Move } from './move.js';
import { performPatiently } from './patience.js';
import type { Plan, PlanScheme } from './plan.js';
import { runPlan, type Execution } from './run-plan.js';

const one: Move = { kind: 'say', who: 1 };
const two: Move = { kind: 'say', who: 2 };
const arrival: Move = { kind: 'deliver', messages: 1 };

function planFor(scheme: PlanScheme, intents: readonly Intent[]): Plan {
  const guests = intents.map((intent) => ({
    asks: false,
    deaf: intent === 'goes astray',
    unbound: false,
    flags: JL.BOTH,
  }));
  const data = 'nonrooted-data';
  return { scheme, data, source: 0, backlog: 8, deafRoot: false, inherits: false, guests, moves: [], ending: 'stays' };
}

function carryOut(scheme: PlanScheme, intents: readonly Intent[], order: readonly number[], calm: boolean): Execution {
  const plan = planFor(scheme, intents);
  const steps = weave(strandsOf(plan, intents), order);
  const options = { provider, seed: 3, limits: DEFAULT_LIMITS, info: { id: 'x', name: 'x', clauses: [] } };
  const execution = run(runPlan(plan, options, { perform: (scene) => performPatiently(scene, steps, calm) }));
  if (execution instanceof Promise) throw new Error('a provider that answers at once was waited for');
  return execution;
}

describe('weave', () => {
  it('takes from the strands in the given order, and lets messages arrive in between', () => {
    const steps = weave([[one, one], [two]], [2, 0, 1]);
    expect(steps.map(({ move }) => move)).toEqual([two, arrival, one, one]);
    expect(steps.map(({ strand }) => strand)).toEqual([1, -1, 0, 0]);
  });

  it('keeps the order within a strand, and leaves nothing out', () => {
    expect(weave([[one, two]], []).map(({ move }) => move)).toEqual([one, two]);
    expect(weave([[one], [two]], [1, 1, 1, 1]).map(({ move }) => move)).toEqual([one, two]);
  });
});

describe('performPatiently', () => {
  const orders = [[], [1, 2, 3, 0, 1, 2, 3], [3, 3, 0, 0, 2, 1, 0, 2, 4, 5, 6]];

  it.each<[PlanScheme, readonly Intent[], readonly string[]]>([
    ['invite', ['stays', 'stays'], ['leaf-1', 'leaf-2']],
    ['invite', ['stays', 'leaves', 'is dropped'], ['leaf-1']],
    ['invite', ['withdraws', 'is turned away', 'goes astray', 'stays'], ['leaf-4']],
    ['admit', ['stays', 'leaves', 'is dropped'], ['leaf-1']],
    ['admit', ['withdraws', 'is turned away', 'goes astray', 'stays', 'stays'], ['leaf-4', 'leaf-5']],
    ['nonrooted', ['stays', 'leaves', 'goes astray', 'stays'], ['member-1', 'member-4']],
  ])('carries out intents by %s, in any order: %j', (scheme, intents, members) => {
    for (const order of orders) {
      for (const calm of [true, false]) {
        const execution = carryOut(scheme, intents, order, calm);
        expect(execution.obstacle).toBeUndefined();
        expect(execution.members.map(({ name }) => name)).toEqual(members);
      }
    }
  });

  it('lets who was refused ask again', () => {
    const { performed, members } = carryOut('admit', ['stays', 'is turned away'], [1, 4], true);
    expect(performed.filter((kind) => kind === 'ask')).toHaveLength(2);
    expect(performed).toContain('reject');
    expect(members.map(({ name }) => name)).toEqual(['leaf-1']);
  });
});

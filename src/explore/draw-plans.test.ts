import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { provider } from '../../reference/memory/index.js';
import { DEFAULT_LIMITS, run } from '../port/index.js';
import type { Capabilities } from '../trace/index.js';
import { plansOf } from './draw-plans.js';
import type { MoveKind } from './move.js';
import { MOVES } from './moves/index.js';
import type { Plan, PlanScheme } from './plan.js';
import { ANYTHING, BASE } from './recipes.js';
import { runPlan } from './run-plan.js';

const { capabilities } = provider;
const SCHEMES: readonly PlanScheme[] = ['invite', 'admit', 'invite+admit', 'nonrooted'];

function sample(schemes: readonly PlanScheme[], by: Capabilities = capabilities, numRuns = 200): readonly Plan[] {
  return fc.sample(plansOf({ ...BASE, schemes }, by), { numRuns, seed: 5 });
}

describe('plansOf', () => {
  const shares = new Map<PlanScheme, Map<MoveKind, number>>();
  beforeAll(() => {
    for (const scheme of SCHEMES) {
      const plans = sample([scheme]);
      const share = new Map<MoveKind, number>();
      for (const [seed, plan] of plans.entries()) {
        const execution = run(
          runPlan(plan, { provider, seed, limits: DEFAULT_LIMITS, info: { id: 'x', name: 'x', clauses: [] } }),
        );
        if (execution instanceof Promise) throw new Error('a provider that answers at once was waited for');
        if (execution.obstacle !== undefined) throw new Error(execution.obstacle);
        for (const kind of new Set(execution.performed)) share.set(kind, (share.get(kind) ?? 0) + 1 / plans.length);
      }
      shares.set(scheme, share);
    }
  });

  it.each(Object.keys(MOVES))('makes %s effective in more than 3% of the runs of some scheme', (kind) => {
    const best = Math.max(...SCHEMES.map((scheme) => new Map<string, number>(shares.get(scheme)).get(kind) ?? 0));
    expect(best).toBeGreaterThan(0.03);
  });

  it('draws no move that cannot be made in its scheme', () => {
    const kinds = new Set(sample(['nonrooted']).flatMap(({ moves }) => moves.map(({ kind }) => kind)));
    expect(kinds).toEqual(new Set(['join', 'again', 'astray', 'cancel', 'leave', 'say', 'hear', 'deliver', 'quiet']));
  });

  it('draws nothing that is not claimed', () => {
    const modest: Capabilities = {
      ...capabilities,
      schemes: ['admit'],
      dataPlanes: ['rooted-data'],
      features: [],
      maxNodes: 3,
    };
    const plans = fc.sample(plansOf({ ...BASE, backlogs: [1, 2] }, modest), { numRuns: 200, seed: 5 });
    const kinds = new Set(plans.flatMap(({ moves }) => moves.map(({ kind }) => kind)));
    expect(new Set(plans.map(({ scheme }) => scheme))).toEqual(new Set(['admit']));
    expect(new Set(plans.map(({ data }) => data))).toEqual(new Set(['rooted-data']));
    expect(Math.max(...plans.map(({ guests }) => guests.length))).toBe(2);
    expect(Math.min(...plans.map(({ backlog }) => backlog))).toBeGreaterThanOrEqual(8);
    for (const kind of ['reject', 'defer', 'shutRoot', 'invite'] as const) expect(kinds).not.toContain(kind);
  });

  it('gives plans that are data, and survive a journey as JSON', () => {
    const plans = sample(SCHEMES, capabilities, 50);
    expect(JSON.parse(JSON.stringify(plans))).toEqual(plans);
    expect(Object.keys(ANYTHING).toSorted()).toEqual(Object.keys(MOVES).toSorted());
  });
});

import fc from 'fast-check';
import type { ClauseId } from '../clauses/index.js';
import { propertyOf } from './check.js';
import { playable, plansOf, type Recipe } from './draw-plans.js';
import type { Plan } from './plan.js';
import type { Property } from './property.js';
import { runPlan } from './run-plan.js';

/** A plan, and the seed of the order in which what it sets going is delivered. */
export interface Ordering {
  readonly plan: Plan;
  readonly seed: number;
}

/** A seed for deliveries. Another seed is not a smaller one, so it is not shrunk. */
export const deliverySeed: fc.Arbitrary<number> = fc.noShrink(fc.nat());

/** What makes a property of orderings: plans of this recipe show no violation. */
export interface OrderingsDefinition {
  readonly id: string;
  readonly name: string;
  readonly clauses: readonly ClauseId[];
  readonly recipe: Recipe;
}

/** The property that whatever is played by a recipe, the oracle finds nothing wrong in it. */
export function orderings({ id, name, clauses, recipe }: OrderingsDefinition): Property {
  return propertyOf<Ordering>({
    id,
    name,
    clauses,
    applies: (capabilities) => recipe.schemes.some((scheme) => playable(scheme, capabilities, recipe.fewestGuests)),
    inputs: (capabilities) => fc.record({ plan: plansOf(recipe, capabilities), seed: deliverySeed }),
    execute: ({ plan, seed }, options) => runPlan(plan, { ...options, seed }),
  });
}

import { Product, type Reductions } from './product.js';
import type { Scope } from './scope.js';

/** How large a graph is, without its edges being kept. */
export interface Census {
  readonly states: number;
  readonly transitions: number;
  /** The clauses of each error state. */
  readonly errors: readonly string[];
  readonly bytesPerState: number;
}

/** Counts every reachable state and transition of a scope. */
export function census(scope: Scope, reductions: Reductions = {}): Census {
  return count(new Product(scope, reductions));
}

/** The same, of a product that nobody has expanded yet. */
export function count(product: Product): Census {
  let transitions = 0;
  const errors: string[] = [];
  for (let state = 0; state < product.states; state += 1) {
    if (product.isError(state)) errors.push(product.errorOf(state));
    else transitions += product.expand(state);
  }
  return {
    states: product.states,
    transitions,
    errors: errors.sort(),
    bytesPerState: product.bytes / product.states,
  };
}

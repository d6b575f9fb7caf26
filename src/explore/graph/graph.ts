import { describeLabel, type Label } from './label.js';
import { Product, type Reductions } from './product.js';
import type { Scope } from './scope.js';

/**
 * Every reachable state of a scope, and every transition. States are numbers from 0, the initial one; the edges of a
 * state are those from `first[state]` to `first[state + 1]` of `to` and `label`.
 */
export interface Graph {
  readonly scope: Scope;
  readonly states: number;
  readonly transitions: number;
  readonly initial: number;
  readonly first: Uint32Array;
  readonly to: Uint32Array;
  readonly label: Uint16Array;
  /** What the numbers in `label` stand for. */
  readonly labels: readonly Label[];
  /** The error states, each with the clauses that are broken there; `A|B` is one of A and B. Nothing leads on from them. */
  readonly errors: ReadonlyMap<number, string>;
  isError(state: number): boolean;
  /** A label in a few words. */
  describe(label: number): string;
}

/** Enumerates a scope, and keeps the edges. */
export function graphOf(scope: Scope, reductions: Reductions = {}): Graph {
  return edgesOf(new Product(scope, { ...reductions, edges: true }));
}

/** The graph of a product, which keeps edges and has not been expanded yet. */
export function edgesOf(product: Product): Graph {
  const { scope } = product;
  let to = new Uint32Array(1 << 12);
  let label = new Uint16Array(1 << 12);
  const first: number[] = [];
  const errors = new Map<number, string>();
  let transitions = 0;
  const take = (next: number, by: number): void => {
    if (transitions === to.length) {
      to = twice(to, new Uint32Array(transitions * 2));
      label = twice(label, new Uint16Array(transitions * 2));
    }
    to[transitions] = next;
    label[transitions] = by;
    transitions += 1;
  };
  for (let state = 0; state < product.states; state += 1) {
    first.push(transitions);
    if (product.isError(state)) errors.set(state, product.errorOf(state));
    else product.expand(state, take);
  }
  first.push(transitions);
  const { labels } = product.tables.catalogue;
  return {
    scope,
    states: product.states,
    transitions,
    initial: 0,
    first: Uint32Array.from(first),
    to: to.slice(0, transitions),
    label: label.slice(0, transitions),
    labels,
    errors,
    isError: (state) => errors.has(state),
    describe: (number) => {
      const known = labels[number];
      return known === undefined ? `label ${number}` : describeLabel(scope, known);
    },
  };
}

function twice<T extends Uint32Array | Uint16Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

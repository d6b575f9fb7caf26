import type { Graph } from '../graph/index.js';

/** How many edges that are wanted, and how many states at their ends, were driven; and of how many. */
export interface Tally {
  /** An edge was taken for the first time. */
  took(edge: number): void;
  edges(): number;
  states(): number;
  readonly of: { readonly states: number; readonly transitions: number };
}

/** Counts what was taken, and will be, of the edges that are wanted. */
export function tally({ first, to, initial, states }: Graph, taken: Uint8Array, wanted: Uint8Array): Tally {
  const ends = new Uint8Array(states);
  const seen = new Uint8Array(states);
  let transitions = 0;
  for (let state = 0; state < states; state += 1) {
    const end = first[state + 1] ?? 0;
    for (let edge = first[state] ?? 0; edge < end; edge += 1) {
      if (wanted[edge] !== 1) continue;
      transitions += 1;
      ends[state] = 1;
      ends[to[edge] ?? 0] = 1;
    }
  }
  const of = { states: ends.reduce((sum, is) => sum + is, 0), transitions };
  let edges = 0;
  let reached = 0;
  const reach = (state: number): void => {
    if (seen[state] === 1) return;
    seen[state] = 1;
    reached += ends[state] ?? 0;
  };
  const took = (edge: number): void => {
    edges += wanted[edge] ?? 0;
    reach(to[edge] ?? 0);
  };
  reach(initial);
  for (let edge = 0; edge < taken.length; edge += 1) if (taken[edge] === 1) took(edge);
  return { took, edges: () => edges, states: () => reached, of };
}

import { edgesOf, type Graph } from './graph.js';
import { openPart, wantedEdges } from './part.js';
import { Product } from './product.js';
import type { Scope } from './scope.js';
import { oneOfOrders } from './sleeping.js';

/** In what edges may be alike, so that one of them is enough. */
export interface Alike {
  /** Who is who does not matter. */
  readonly names?: boolean;
  /** In which of two orders the same comes about does not matter. */
  readonly orders?: boolean;
}

/** A whole graph some of whose edges are alike. */
export interface Reduced {
  readonly graph: Graph;
  /**
   * Which edges are enough (1): of those that lead to no error and are open (1), one of all that are alike; rather one that
   * was taken (1) than another.
   */
  enough(this: void, open: Uint8Array, taken: Uint8Array): Uint8Array;
  /** The first of all edges that are alike but for who is who; the edge itself where that matters. */
  same(this: void, edge: number): number;
}

/** Draws a graph some of whose edges are alike. */
export function reducedOf(scope: Scope, alike: Alike): Reduced {
  const product = new Product(scope, { edges: true });
  const graph = edgesOf(product);
  const safe = wantedEdges(graph);
  const same = alike.names === true ? firstOfSame(product, graph) : undefined;
  return {
    graph,
    enough(open, taken) {
      const { arcs, numbers } = openPart(
        graph,
        safe.map((is, edge) => (is === 1 ? (open[edge] ?? 0) : 1)),
      );
      const label = Uint16Array.from(numbers, (edge) => graph.label[edge] ?? 0);
      const part = { ...graph, ...arcs, label, transitions: numbers.length };
      const chosen = alike.orders === true ? oneOfOrders(part, (edge) => taken[numbers[edge] ?? 0] === 1) : undefined;
      const enough = new Uint8Array(graph.transitions);
      for (const [place, edge] of numbers.entries()) enough[edge] = (safe[edge] ?? 0) & (chosen?.[place] ?? 1);
      return same === undefined ? enough : oneOfSame(enough, same, taken);
    },
    same: (edge) => same?.[edge] ?? edge,
  };
}

/** By edge: the first one that is alike but for who is who. */
function firstOfSame(product: Product, { states, first, to, label }: Graph): Uint32Array {
  const known = new Map<string, number>();
  const same = new Uint32Array(to.length);
  for (let state = 0; state < states; state += 1) {
    for (let edge = first[state] ?? 0; edge < (first[state + 1] ?? 0); edge += 1) {
      const text = product.anonymous(state, label[edge] ?? 0, to[edge] ?? 0);
      same[edge] = known.get(text) ?? edge;
      known.set(text, same[edge] ?? edge);
    }
  }
  return same;
}

function oneOfSame(enough: Uint8Array, same: Uint32Array, taken: Uint8Array): Uint8Array {
  // By the first of those that are alike, the one that was taken, or else is to be.
  const chosen = new Int32Array(same.length).fill(-1);
  for (let edge = 0; edge < same.length; edge += 1) if (taken[edge] === 1) chosen[same[edge] ?? edge] = edge;
  const one = new Uint8Array(enough.length);
  for (let edge = 0; edge < enough.length; edge += 1) {
    if (enough[edge] !== 1) continue;
    const first = same[edge] ?? edge;
    if (chosen[first] === -1) chosen[first] = edge;
    one[chosen[first] ?? edge] = 1;
  }
  return one;
}

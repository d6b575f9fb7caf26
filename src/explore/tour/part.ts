import type { Graph } from '../graph/index.js';
import type { Arcs } from './routing.js';

/** The edges that a tour has to take: those that lead to no violation. Each is marked 1. */
export function wantedEdges(graph: Graph): Uint8Array {
  return Uint8Array.from(graph.to, (target) => (graph.isError(target) ? 0 : 1));
}

/** Part of a graph: its edges, their numbers in the whole, and the states that can be reached by them. */
export interface Part {
  readonly arcs: Arcs;
  readonly numbers: readonly number[];
  readonly reached: Uint8Array;
}

/** The part of a graph that open edges make up. */
export function openPart(graph: Graph, isOpen: (edge: number, from: number) => boolean): Part {
  const { states, first, to, initial } = graph;
  const numbers: number[] = [];
  const open = new Uint32Array(states + 1);
  for (let state = 0; state < states; state += 1) {
    const end = first[state + 1] ?? 0;
    for (let edge = first[state] ?? 0; edge < end; edge += 1) if (isOpen(edge, state)) numbers.push(edge);
    open[state + 1] = numbers.length;
  }
  const arcs = { states, first: open, to: Uint32Array.from(numbers, (edge) => to[edge] ?? 0) };
  return { arcs, numbers, reached: reachable(arcs, initial) };
}

function reachable({ states, first, to }: Arcs, initial: number): Uint8Array {
  const found = new Uint8Array(states);
  const queue = [initial];
  found[initial] = 1;
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    const end = first[state + 1] ?? 0;
    for (let edge = first[state] ?? 0; edge < end; edge += 1) {
      const target = to[edge] ?? 0;
      if (found[target] === 1) continue;
      found[target] = 1;
      queue.push(target);
    }
  }
  return found;
}

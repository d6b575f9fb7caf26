import type { Graph } from './graph.js';

/** The edges that a tour has to take: those that lead to no violation. Each is marked 1. */
export function wantedEdges(graph: Graph): Uint8Array {
  const { to, transitions } = graph;
  const wanted = new Uint8Array(transitions);
  for (let edge = 0; edge < transitions; edge += 1) wanted[edge] = graph.isError(to[edge] ?? 0) ? 0 : 1;
  return wanted;
}

/** Part of a graph: its edges, their numbers in the whole, and the states that can be reached by them. */
export interface Part {
  readonly arcs: Pick<Graph, 'states' | 'first' | 'to'>;
  readonly numbers: Uint32Array;
  readonly reached: Uint8Array;
}

/** The part of a graph that those edges make up which are marked 1. */
export function openPart({ states, transitions, first, to, initial }: Graph, open: Uint8Array): Part {
  let many = 0;
  for (let edge = 0; edge < transitions; edge += 1) many += open[edge] ?? 0;
  const arcs = { states, first: new Uint32Array(states + 1), to: new Uint32Array(many) };
  const numbers = new Uint32Array(many);
  let place = 0;
  for (let state = 0; state < states; state += 1) {
    const end = first[state + 1] ?? 0;
    for (let edge = first[state] ?? 0; edge < end; edge += 1) {
      if (open[edge] !== 1) continue;
      arcs.to[place] = to[edge] ?? 0;
      numbers[place] = edge;
      place += 1;
    }
    arcs.first[state + 1] = place;
  }
  return { arcs, numbers, reached: reachable(arcs, initial) };
}

function reachable({ states, first, to }: Part['arcs'], initial: number): Uint8Array {
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

import type { Graph } from '../graph/index.js';
import type { Arcs } from './routing.js';

/** The edges that a tour has to take: those that lead to no violation. Each is marked 1. */
export function wantedEdges(graph: Graph): Uint8Array {
  const { to, transitions } = graph;
  const wanted = new Uint8Array(transitions);
  for (let edge = 0; edge < transitions; edge += 1) wanted[edge] = graph.isError(to[edge] ?? 0) ? 0 : 1;
  return wanted;
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
  const targets = new Uint32Array(numbers.length);
  for (let place = 0; place < numbers.length; place += 1) targets[place] = to[numbers[place] ?? 0] ?? 0;
  const arcs = { states, first: open, to: targets };
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

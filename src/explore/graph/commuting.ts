import type { Graph } from './graph.js';

/** The edge by which a state is left with a label; -1 where there is none. */
export function edgeBy({ first, label }: Graph, state: number, wanted: number): number {
  const end = first[state + 1] ?? 0;
  for (let edge = first[state] ?? 0; edge < end; edge += 1) if (label[edge] === wanted) return edge;
  return -1;
}

/**
 * Whether an edge may just as well come before another one of the same state: both orders lead to the same state, or the
 * other one breaks the same clauses before and after it. What is left out because of that, no clause can see.
 */
export function mayPrecede(graph: Graph, one: number, other: number): boolean {
  const { to, label } = graph;
  const [first, second] = [to[one] ?? 0, to[other] ?? 0];
  if (graph.isError(first)) return false;
  const then = edgeBy(graph, first, label[other] ?? 0);
  if (then < 0) return false;
  if (graph.isError(second)) return to[then] === second;
  const later = edgeBy(graph, second, label[one] ?? 0);
  return later >= 0 && to[then] === to[later];
}

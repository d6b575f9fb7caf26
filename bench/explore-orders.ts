import { graphOf, scopeOf, type Graph } from '../src/index.js';

/** The edges of a graph, by the state that they lead from. */
type Edges = readonly number[];

/**
 * About how much a partial order reduction could leave out. Ample and persistent sets have to be closed at least here and
 * now: what is left out commutes with all that is taken, so that both orders lead to the same state and the same
 * errors. That alone is asked for here, and the smallest such set taken everywhere. What a reduction has to ask for
 * besides, of what comes later and of loops, only makes it take more.
 */
export function benchOrders(): void {
  console.log('\nexplore: about what leaving out orders could save, without edges that lead to errors');
  for (const scheme of ['invite', 'admit', 'invite+admit', 'nonrooted'] as const) {
    for (const leaves of [2, 3]) {
      const graph = graphOf(scopeOf(scheme, leaves, 'quick'));
      const whole = reached(graph, (state) => edgesOf(graph, state));
      const less = reached(graph, (state) => smallest(graph, state));
      console.log(
        `  ${scheme}, ${leaves} leaves: ${whole} states, ${less} by the smallest sets, ${(whole / less).toFixed(2)} times fewer; ` +
          `quiet commutes with ${quietly(graph)} % of the edges`,
      );
    }
  }
}

function edgesOf({ first }: Graph, state: number): Edges {
  const from = first[state] ?? 0;
  return Array.from({ length: (first[state + 1] ?? 0) - from }, (_, at) => from + at);
}

function reached(graph: Graph, taken: (state: number) => Edges): number {
  const seen = new Set([graph.initial]);
  for (const state of seen) {
    for (const edge of taken(state)) {
      const to = graph.to[edge] ?? 0;
      if (!graph.isError(to)) seen.add(to);
    }
  }
  return seen.size;
}

/** The smallest set of edges such that all others of the state commute with those in it. */
function smallest(graph: Graph, state: number): Edges {
  const all = edgesOf(graph, state);
  const sound = all.filter((edge) => !graph.isError(graph.to[edge] ?? 0));
  let best = sound;
  for (const edge of sound) {
    const closed = new Set([edge]);
    for (const one of closed) for (const other of all) if (!commute(graph, one, other)) closed.add(other);
    const taken = sound.filter((it) => closed.has(it));
    if (taken.length < best.length) best = taken;
  }
  return best;
}

function commute(graph: Graph, one: number, other: number): boolean {
  const { to, label } = graph;
  const [first, second] = [to[one] ?? 0, to[other] ?? 0];
  // Both errors can be met from here.
  if (graph.isError(first) && graph.isError(second)) return true;
  const ends = [after(graph, second, label[one]), after(graph, first, label[other])];
  if (graph.isError(first)) return ends[0] === first;
  if (graph.isError(second)) return ends[1] === second;
  return ends[0] !== undefined && ends[0] === ends[1];
}

function after(graph: Graph, state: number, label: number | undefined): number | undefined {
  const edge = edgesOf(graph, state).find((it) => graph.label[it] === label);
  return edge === undefined ? undefined : graph.to[edge];
}

function quietly(graph: Graph): number {
  const quiet = graph.labels.findIndex(({ by }) => by === 'quiet');
  let all = 0;
  let commuting = 0;
  for (let state = 0; state < graph.states; state += 1) {
    const edges = edgesOf(graph, state);
    const still = edges.find((edge) => graph.label[edge] === quiet);
    if (still === undefined) continue;
    for (const edge of edges) {
      if (edge === still || graph.isError(graph.to[edge] ?? 0)) continue;
      all += 1;
      if (commute(graph, edge, still)) commuting += 1;
    }
  }
  return Math.round((100 * commuting) / all);
}

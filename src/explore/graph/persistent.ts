import { edgeBy, mayPrecede } from './commuting.js';
import { componentsOf } from './components.js';
import type { Graph } from './graph.js';

/** So many states are looked at for something that does not commute: beyond that, all edges are taken. */
const HORIZON = 2000;
/** In place of a label. */
const TOO_FAR = -1;

/**
 * For each state a persistent set of its edges, with as few as possible that were not taken: whatever else happens, and
 * however often, it commutes with all of them until one of them is taken. So every error that can be met without them can
 * be met after them.
 *
 * All of a set but loops lead to where nothing leads back from. Otherwise it could be put off for ever that something
 * happens:
 *
 *     leaf-2 closes: every time later
 *     WSPAccept of leaf-1: WSAEWOULDBLOCK, and it is told once more
 *     FD_ACCEPT on leaf-1: as before, from the beginning
 */
export function persistentSets(
  graph: Graph,
  wasTaken: (edge: number) => boolean,
): (state: number) => readonly number[] {
  const { first, to, label } = graph;
  const component = componentsOf(graph);
  const seenIn = new Uint32Array(graph.states);
  let search = 0;

  /** The labels that have to be in the set if one is; undefined if no set other than all was found. */
  const closed = (state: number, from: number): ReadonlySet<number> | undefined => {
    const set = new Set([from]);
    for (;;) {
      const missing = disturbs(state, set);
      if (missing === undefined) return set;
      const edge = edgeBy(graph, state, missing);
      if (edge < 0 || graph.isError(to[edge] ?? 0)) return undefined;
      set.add(missing);
    }
  };

  /** The label of something that can happen without the set, and does not commute with it. */
  const disturbs = (state: number, set: ReadonlySet<number>): number | undefined => {
    search += 1;
    const found = [state];
    seenIn[state] = search;
    for (const here of found) {
      const end = first[here + 1] ?? 0;
      for (let edge = first[here] ?? 0; edge < end; edge += 1) {
        const by = label[edge] ?? 0;
        if (set.has(by)) continue;
        for (const member of set) if (!mayPrecede(graph, edgeBy(graph, here, member), edge)) return by;
        const next = to[edge] ?? 0;
        if (graph.isError(next) || seenIn[next] === search) continue;
        if (found.length === HORIZON) return TOO_FAR;
        seenIn[next] = search;
        found.push(next);
      }
    }
    return undefined;
  };

  const cost = (edges: readonly number[]): number =>
    edges.filter((edge) => !wasTaken(edge)).length * graph.transitions + edges.length;

  const leadsOn = (state: number, edges: readonly number[]): boolean => {
    const targets = edges.map((edge) => to[edge] ?? 0).filter((target) => target !== state);
    return targets.length > 0 && targets.every((target) => component[target] !== component[state]);
  };

  return (state) => {
    const all: number[] = [];
    for (let edge = first[state] ?? 0; edge < (first[state + 1] ?? 0); edge += 1) {
      if (!graph.isError(to[edge] ?? 0)) all.push(edge);
    }
    let best = all;
    const tried = new Set<number>();
    for (const edge of all) {
      const by = label[edge] ?? 0;
      if (tried.has(by)) continue;
      const set = closed(state, by);
      for (const it of set ?? [by]) tried.add(it);
      if (set === undefined) continue;
      const taken = all.filter((it) => set.has(label[it] ?? 0));
      if (cost(taken) < cost(best) && leadsOn(state, taken)) best = taken;
    }
    return best;
  };
}

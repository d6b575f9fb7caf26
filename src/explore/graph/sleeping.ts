import { edgeBy, mayPrecede } from './commuting.js';
import type { Graph } from './graph.js';
import { persistentSets } from './persistent.js';

/** Labels that need not be taken in a state. */
type Asleep = Set<number>;

/**
 * Which edges of a graph are enough (1) where it does not matter in which of two orders the same comes about: a path of
 * them leads to each error that any path leads to. Of a state the edges of a persistent set are taken, but for those that
 * are asleep: what was taken in an earlier state instead, and commutes with all that has happened since. Of two that would
 * do, the one that a tour has taken is preferred.
 *
 * Edges to errors are not marked, as nobody drives them.
 */
export function oneOfOrders(graph: Graph, wasTaken: (edge: number) => boolean): Uint8Array {
  const { to, label } = graph;
  const enough = new Uint8Array(graph.transitions);
  const persistent = persistentSets(graph, wasTaken);
  const asleep = new Map<number, Asleep>([[graph.initial, new Set()]]);
  const open = new Set([graph.initial]);
  for (const state of open) {
    open.delete(state);
    const sleeping = asleep.get(state) ?? new Set();
    const awake = persistent(state).filter((edge) => !sleeping.has(label[edge] ?? 0));
    const before = [...sleeping].map((it) => edgeBy(graph, state, it));
    // What has woken up since the state was last left comes after what was taken then, and had this put to sleep.
    const rank = (edge: number): number => (enough[edge] === 1 ? 0 : wasTaken(edge) ? 1 : 2);
    for (const edge of awake.toSorted((a, b) => rank(a) - rank(b))) {
      enough[edge] = 1;
      const still = before.filter((it) => mayPrecede(graph, it, edge)).map((it) => label[it] ?? 0);
      before.push(edge);
      const next = to[edge] ?? 0;
      const known = asleep.get(next);
      const both = new Set(known === undefined ? still : still.filter((it) => known.has(it)));
      if (both.size === known?.size) continue;
      asleep.set(next, both);
      open.add(next);
    }
  }
  return enough;
}

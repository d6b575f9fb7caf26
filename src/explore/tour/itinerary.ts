import { openPart, wantedEdges, type Graph, type Reduced } from '../graph/index.js';
import { cover } from './cover.js';
import type { Guide } from './drive.js';
import { experience } from './experience.js';
import type { Mind } from './mind.js';
import { tally, type Tally } from './tally.js';

/** A path is planned no further ahead than this: what happens decides how it goes on. */
const FARTHEST = 400;

/** An edge that was never taken counts for so many. */
const NEW = 1_000_000;

/** So many states are looked at for a way on to something that is missing. */
const HORIZON = 48;

/** What of a graph was driven, and where to go for the rest. */
export interface Itinerary extends Guide {
  /** Plans for what has not been driven; false if nothing is left that could be tried. */
  replan(): boolean;
  /** Whether something is wanted that was not when the plan was made. */
  isOverhauled(): boolean;
  /** Whether the plan has a further execution begin. */
  begins(): boolean;
  /** By edge: 1 once it was taken. */
  readonly taken: Uint8Array;
  /** By edge: 1 where it is wanted. */
  wanted(): Uint8Array;
  /** By edge: 1 where it was not taken, and is wanted or would be if the provider did it. */
  missing(): Uint8Array;
  /** How much there would be to drive if the provider did all that is permitted. */
  readonly permitted: Tally['of'];
  /** How many edges were taken, wanted or not. */
  takings(): number;
  /** How much was driven of what is wanted. */
  tally(): Tally;
}

/**
 * An itinerary over the edges of a graph, some of which may have been taken before; over those that are enough, if that is
 * said. What is learnt and planned is written into the lists that are given.
 */
export function itinerary(graph: Graph, taken: Uint8Array, mind: Mind, reduced?: Omit<Reduced, 'graph'>): Itinerary {
  const { first, to, initial, transitions } = graph;
  const safe = wantedEdges(graph);
  const atFirst = reduced?.enough(safe, new Uint8Array(transitions)) ?? safe;
  let wanted = atFirst;
  // What this was chosen by.
  let [heldOpen, heldTakings] = [safe, 0];
  const isMissing = (edge: number): boolean => wanted[edge] === 1 && taken[edge] !== 1;
  const { left } = mind;
  const learnt = experience(graph, mind, reduced?.same);
  let takings = taken.reduce((sum, was) => sum + was, 0);
  let counted = tally(graph, taken, wanted);
  const permitted = counted.of;

  const mayTake = (edge: number, from?: number): boolean =>
    taken[edge] === 1 ? learnt.mayRetake(edge) : learnt.mayTake(edge, from);
  const isOpen = (edge: number, from: number): boolean => safe[edge] === 1 && mayTake(edge, from);
  const opened = (): Uint8Array => {
    const open = new Uint8Array(transitions);
    for (let state = 0; state < graph.states; state += 1) {
      const end = first[state + 1] ?? 0;
      for (let edge = first[state] ?? 0; edge < end; edge += 1) if (isOpen(edge, state)) open[edge] = 1;
    }
    return open;
  };
  /** Of what is alike, what the provider does is enough. Whether anything is missing now that was not wanted before. */
  const choose = (): boolean => {
    if (reduced === undefined) return false;
    const open = opened();
    if (takings === heldTakings && isSame(open, heldOpen)) return false;
    [heldOpen, heldTakings] = [open, takings];
    const before = wanted;
    wanted = reduced.enough(open, taken);
    counted = tally(graph, taken, wanted);
    return wanted.some((is, edge) => is === 1 && taken[edge] !== 1 && before[edge] !== 1);
  };
  const spend = (edge: number): void => {
    const many = left[edge] ?? 0;
    if (many > 0) left[edge] = many - 1;
  };
  const bestOf = (state: number): number => {
    let best = -1;
    let most = 0;
    const end = first[state + 1] ?? 0;
    for (let edge = first[state] ?? 0; edge < end; edge += 1) {
      // What was never taken comes first: it soon shows what the provider does not do.
      const many = (left[edge] ?? 0) * (taken[edge] === 1 ? 1 : NEW);
      if (many > most) [best, most] = [edge, many];
    }
    return best;
  };

  /** The way on to what the plan has left, or to an edge that was never taken: it saves an execution. */
  const detour = (state: number): readonly number[] => {
    const seen = [state];
    const by = [-1];
    const from = [-1];
    for (let next = 0; next < seen.length && next < HORIZON; next += 1) {
      const here = seen[next] ?? 0;
      const end = first[here + 1] ?? 0;
      for (let edge = first[here] ?? 0; edge < end; edge += 1) {
        if (!isOpen(edge, here)) continue;
        const target = to[edge] ?? 0;
        if (isMissing(edge) || bestOf(target) >= 0) return back(by, from, next, edge);
        if (seen.length < HORIZON && !seen.includes(target)) {
          seen.push(target);
          by.push(edge);
          from.push(next);
        }
      }
    }
    return [];
  };

  return {
    taken,
    wanted: () => wanted,
    missing() {
      const open = opened();
      return atFirst.map((was, edge) =>
        isMissing(edge) || (was === 1 && taken[edge] !== 1 && open[edge] !== 1) ? 1 : 0,
      );
    },
    permitted,
    takings: () => takings,
    tally: () => counted,
    isOverhauled: choose,
    begins: () => bestOf(initial) >= 0,
    ahead(state) {
      const path: number[] = [];
      for (let at = state; path.length < FARTHEST;) {
        const edge = bestOf(at);
        if (edge < 0) break;
        spend(edge);
        path.push(edge);
        at = to[edge] ?? 0;
      }
      for (const edge of path) left[edge] = (left[edge] ?? 0) + 1;
      return path.length === 0 ? detour(state) : path;
    },
    took(edge) {
      learnt.took(edge);
      spend(edge);
      if (taken[edge] === 1) return;
      taken[edge] = 1;
      takings += 1;
      counted.took(edge);
    },
    missed(edge) {
      learnt.missed(edge);
      if (mayTake(edge)) spend(edge);
      else left[edge] = 0;
    },
    passed(state) {
      learnt.passed(state);
      const end = first[state + 1] ?? 0;
      for (let edge = first[state] ?? 0; edge < end; edge += 1) if (!isOpen(edge, state)) left[edge] = 0;
    },
    rests: (state) => learnt.rests(state),
    maybeLate: (edge) => learnt.maybeLate(edge),
    wasLate: (edge) => {
      learnt.wasLate(edge);
    },
    replan() {
      choose();
      const { arcs, numbers, reached } = openPart(graph, opened());
      const required = new Uint8Array(numbers.length);
      for (let state = 0; state < arcs.states; state += 1) {
        if (reached[state] !== 1) continue;
        const end = arcs.first[state + 1] ?? 0;
        for (let place = arcs.first[state] ?? 0; place < end; place += 1) {
          if (isMissing(numbers[place] ?? 0)) required[place] = 1;
        }
      }
      if (!required.includes(1)) return false;
      const { times } = cover(arcs, initial, required);
      left.fill(0);
      for (let place = 0; place < numbers.length; place += 1) left[numbers[place] ?? 0] = times[place] ?? 0;
      return true;
    },
  };
}

function isSame(some: Uint8Array, others: Uint8Array): boolean {
  return some.every((is, edge) => is === others[edge]);
}

/** The edges by which a state was found, and one more. */
function back(by: readonly number[], from: readonly number[], found: number, last: number): readonly number[] {
  const path = [last];
  for (let at = found; (from[at] ?? -1) >= 0; at = from[at] ?? -1) path.unshift(by[at] ?? 0);
  return path;
}

import type { Graph } from '../graph/index.js';

/** What has been learnt about a provider, in numbers. */
export interface Lessons {
  /** By label: how often an edge of its kind was taken, and how often another one in its place. */
  readonly hits: Uint32Array;
  readonly misses: Uint32Array;
  /** By edge: how often it was tried in vain. */
  readonly attempts: Uint8Array;
  /** By state: 1 where an execution has stood, and 1 where the provider has gone on by itself. */
  readonly rested: Uint8Array;
  readonly hurried: Uint8Array;
}

/**
 * What a tour has in mind besides what it has taken: with it another tour goes on as this one would have done. Plain
 * data; the lists belong to whoever is given them.
 */
export interface Mind extends Lessons {
  /** By edge: how often the plan still has it taken. */
  readonly left: Uint32Array;
  /** By state: 1 where everybody has talked, and 1 where the root has invited in haste. */
  readonly talked: Uint8Array;
  readonly strayed: Uint8Array;
  /** Whether it goes by a plan; for so many executions, and so many of them are over. */
  readonly isUnderWay: boolean;
  readonly leg: number;
  readonly sailed: number;
  /** How many edges had been taken when the plan was made. */
  readonly before: number;
}

/** Nothing is known, and nothing planned, of a graph. */
export function blank({ labels, states, transitions }: Graph, leg: number): Mind {
  return {
    hits: new Uint32Array(labels.length),
    misses: new Uint32Array(labels.length),
    attempts: new Uint8Array(transitions),
    rested: new Uint8Array(states),
    hurried: new Uint8Array(states),
    left: new Uint32Array(transitions),
    talked: new Uint8Array(states),
    strayed: new Uint8Array(states),
    ...{ isUnderWay: false, leg, sailed: 0, before: 0 },
  };
}

/** The same lists, to be written to. Throws where they are of another graph. */
export function copied(mind: Mind, graph: Graph): Mind {
  const fresh = blank(graph, mind.leg);
  for (const list of LISTS) {
    if (fresh[list].length !== mind[list].length) throw new RangeError('what was driven earlier is of another map');
    fresh[list].set(mind[list]);
  }
  const { isUnderWay, leg, sailed, before } = mind;
  return { ...fresh, isUnderWay, leg, sailed, before };
}

/** The names of the lists. */
export const LISTS = ['hits', 'misses', 'attempts', 'rested', 'hurried', 'left', 'talked', 'strayed'] as const;

import type { Graph } from '../graph/index.js';
import type { Lessons } from './mind.js';

/** What has been learnt about a provider: which edges it does not take though the specification permits them. */
export interface Experience {
  took(edge: number): void;
  missed(edge: number): void;
  passed(state: number): void;
  rests(state: number): void;
  /** It was taken, but only when everything came to rest; and whether that may well be so with others of its kind. */
  wasLate(edge: number): void;
  maybeLate(edge: number): boolean;
  /** Whether it is worth trying an edge, from its state if that is said. */
  mayTake(edge: number, from?: number): boolean;
  /** Whether an edge that was taken can be counted on to be taken again. */
  mayRetake(edge: number): boolean;
}

/** After so many attempts in vain, an edge counts as one that the provider does not take. */
const MOST_ATTEMPTS = 3;

/**
 * After so many attempts in a row, an edge that was taken counts as one that comes about by chance. Otherwise a plan that
 * leads by it would be followed in vain for ever:
 *
 *     leaf-1 is invited, leaf-2 is invited, all comes to rest: FD_ACCEPT on leaf-1, and only then on leaf-2
 *     planned, as it was taken: FD_ACCEPT on leaf-2 while leaf-1 waits for its own
 */
const MOST_RETRIES = 12;

/** An indication comes at once if it has come so many times as often as it has not; others may come when all is at rest. */
const MOSTLY = 4;

/** After so many misses of one kind of edge, others of its kind are tried less often. */
const FEW = 12;

/** What is learnt is added to the lessons. Where the provider has always gone on by itself, nothing else can be done. */
export function experience(
  graph: Graph,
  { hits, misses, attempts, rested, hurried }: Lessons,
  same = (edge: number): number => edge,
): Experience {
  const kinds = kindsOf(graph);
  const kindOf = (edge: number): number => kinds[graph.label[edge] ?? 0] ?? 0;
  const patience = (kind: number): number => {
    const missed = misses[kind] ?? 0;
    if (missed < FEW) return MOST_ATTEMPTS;
    return (hits[kind] ?? 0) > missed * 0.1 ? 2 : 1;
  };
  return {
    took(edge) {
      const kind = kindOf(edge);
      hits[kind] = (hits[kind] ?? 0) + 1;
      attempts[same(edge)] = 0;
    },
    missed(edge) {
      const kind = kindOf(edge);
      misses[kind] = (misses[kind] ?? 0) + 1;
      attempts[same(edge)] = Math.min(MOST_RETRIES, (attempts[same(edge)] ?? 0) + 1);
    },
    passed(state) {
      hurried[state] = 1;
    },
    rests(state) {
      rested[state] = 1;
    },
    wasLate(edge) {
      const kind = kindOf(edge);
      // It did not come when it was due, and so does not speak for others of its kind.
      misses[kind] = (misses[kind] ?? 0) + 1;
    },
    maybeLate(edge) {
      const kind = kindOf(edge);
      return graph.labels[kind]?.by === 'provider' && (hits[kind] ?? 0) < MOSTLY * (1 + (misses[kind] ?? 0));
    },
    mayRetake: (edge) => (attempts[same(edge)] ?? 0) < MOST_RETRIES,
    mayTake(edge, from) {
      if (from !== undefined && hurried[from] === 1 && rested[from] !== 1) return false;
      return (attempts[same(edge)] ?? 0) < patience(kindOf(edge));
    },
  };
}

/** By label: the number of the first label that differs from it in nothing but the leaf. */
function kindsOf({ labels }: Graph): Uint16Array {
  const numbers = new Map<string, number>();
  return Uint16Array.from(labels, (label, number) => {
    const kind = JSON.stringify({ ...label, leaf: undefined, met: undefined });
    const known = numbers.get(kind) ?? number;
    numbers.set(kind, known);
    return known;
  });
}

import type { Graph } from '../graph/index.js';
import type { Lessons } from './mind.js';

/** What has been learnt about a provider: which edges it does not take though the specification permits them. */
export interface Experience {
  took(edge: number): void;
  missed(edge: number): void;
  passed(state: number): void;
  rests(state: number): void;
  /** Whether it is worth trying an edge, from its state if that is said. */
  mayTake(edge: number, from?: number): boolean;
}

/** After so many attempts in vain, an edge counts as one that the provider does not take. */
const MOST_ATTEMPTS = 3;

/** After so many misses of one kind of edge, others of its kind are tried less often. */
const FEW = 12;

/** What is learnt is added to the lessons. Where the provider has always gone on by itself, nothing else can be done. */
export function experience(graph: Graph, { hits, misses, attempts, rested, hurried }: Lessons): Experience {
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
    },
    missed(edge) {
      const kind = kindOf(edge);
      misses[kind] = (misses[kind] ?? 0) + 1;
      attempts[edge] = Math.min(MOST_ATTEMPTS, (attempts[edge] ?? 0) + 1);
    },
    passed(state) {
      hurried[state] = 1;
    },
    rests(state) {
      rested[state] = 1;
    },
    mayTake(edge, from) {
      if (from !== undefined && hurried[from] === 1 && rested[from] !== 1) return false;
      return (attempts[edge] ?? 0) < patience(kindOf(edge));
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

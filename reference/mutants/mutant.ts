import type { Awaitable, CaseSetup, Provider, Testbed } from '../../src/provider.js';
import { after, createProvider, type Variation } from '../memory/index.js';

/** The reference provider with one fault, and what has to come of it. */
export interface Mutant {
  /** The name of its file. */
  readonly name: string;
  /** The id of the clause that the fault breaks: it has to be caught for this one. */
  readonly breaks: string;
  /**
   * What has to catch it: a scenario that bears the clause's tag; a property, and no scenario, since only an ordering
   * of several joins brings it to light; either of them; or nothing but walks that keep calls in flight, since it is
   * sound wherever each call is waited for. Such a mutant answers by promise, the others at once.
   */
  readonly by: 'scenario' | 'property' | 'either' | 'overlap';
  /** The fault, in one sentence. */
  readonly fault: string;
  /** Clauses that are rightly reported besides, by id, each with the reason why. */
  readonly alsoReported?: Readonly<Record<string, string>>;
  readonly provider: Provider;
}

/** Makes a mutant: a variation of the reference provider, under the mutant's name. */
export function mutant(about: Omit<Mutant, 'provider'>, variation: Variation): Mutant {
  return { ...about, provider: createProvider({ name: about.name, ...variation }) };
}

/**
 * Whether it shows where each call is waited for: all but those that take calls which overlap. Whoever cannot keep calls
 * in flight, or lies between processes, or needs answers at once, has to do with these alone.
 */
export function showsInTurn({ by }: Pick<Mutant, 'by'>): boolean {
  return by !== 'overlap';
}

/** So many turns an answer is under way: time enough for others to do several things. */
const UNDER_WAY = 100;

/** An answer that is under way for a while: what it is shows only then. */
export async function underWay<T>(answer: () => Awaitable<T>): Promise<T> {
  await after(UNDER_WAY);
  return answer();
}

/** A way to stand around the verbs: those that `change` gives take the place of the testbed's own. */
export function around(change: (bed: Testbed, setup: CaseSetup) => Partial<Testbed>): NonNullable<Variation['around']> {
  return (open, setup) => {
    const bed = open(setup);
    return { ...bed, ...change(bed, setup) };
  };
}

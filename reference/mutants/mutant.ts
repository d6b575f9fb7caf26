import type { CaseSetup, Provider, Testbed } from '../../src/provider.js';
import { createProvider, type Variation } from '../memory/index.js';

/** The reference provider with one fault, and what has to come of it. */
export interface Mutant {
  /** The name of its file. */
  readonly name: string;
  /** The id of the clause that the fault breaks: it has to be caught for this one. */
  readonly breaks: string;
  /**
   * What has to catch it: a scenario that bears the clause's tag; a property, and no scenario, since only an ordering
   * of several joins brings it to light; or either of them.
   */
  readonly by: 'scenario' | 'property' | 'either';
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

/** A way to stand around the verbs: those that `change` gives take the place of the testbed's own. */
export function around(change: (bed: Testbed, setup: CaseSetup) => Partial<Testbed>): NonNullable<Variation['around']> {
  return (open, setup) => {
    const bed = open(setup);
    return { ...bed, ...change(bed, setup) };
  };
}

import { existsSync } from 'node:fs';
import { isClauseId, type ClauseId } from '../clauses/index.js';
import type { Limits, Provider } from '../port/index.js';

/** A faulty provider: the kit has to catch it, for the clause that it breaks and by the right means. */
export interface FaultySpecimen {
  readonly kind: 'mutant';
  readonly name: string;
  readonly provider: Provider;
  readonly breaks: ClauseId;
  /**
   * `property`: no scenario may catch it, since it shows in orderings of several joins alone. `overlap`: nothing that
   * waits for each call may catch it.
   */
  readonly by: 'scenario' | 'property' | 'either' | 'overlap';
  /** What is wrong with it, in one sentence. */
  readonly fault: string;
  /** Clauses that are rightly reported besides, and why. */
  readonly alsoReported: Readonly<Partial<Record<ClauseId, string>>>;
}

/** A provider that conforms, in an ordinary or in an odd way: nothing may be reported of it. */
export interface SoundSpecimen {
  readonly kind: 'reference' | 'odd';
  readonly name: string;
  readonly provider: Provider;
  /** What is odd about it; empty if nothing is. */
  readonly oddity: string;
  readonly limits?: Partial<Limits>;
  /** So many orderings a property, where the usual number would take too long. */
  readonly runs?: number;
}

/** Something to try the kit on. */
export type Specimen = FaultySpecimen | SoundSpecimen;

type Odd = Pick<SoundSpecimen, 'name' | 'provider' | 'oddity' | 'limits' | 'runs'>;
type Mutant = Pick<FaultySpecimen, 'name' | 'provider' | 'by' | 'fault'> & {
  readonly breaks: string;
  readonly alsoReported?: Readonly<Record<string, string>>;
};

// The same place from the sources and from what they are compiled to: both keep src and reference side by side.
const REFERENCE = new URL('../../reference/', import.meta.url);

/**
 * All specimens that come with the kit: the reference provider, the odd ones, the mutants. Throws where a mutant names
 * a clause that does not exist.
 */
export async function loadSpecimens(): Promise<readonly Specimen[]> {
  const { provider } = await loadReference();
  const { ODD } = (await import(moduleOf('odd/all'))) as { readonly ODD: readonly Odd[] };
  const { MUTANTS } = (await import(moduleOf('mutants/all'))) as { readonly MUTANTS: readonly Mutant[] };
  return [
    { kind: 'reference', name: provider.name, provider, oddity: '' },
    ...ODD.map((odd) => ({ kind: 'odd' as const, ...odd })),
    ...MUTANTS.map(faulty),
  ];
}

/** The reference provider; and the same answering by promise, to stand beside what is wrong only where calls overlap. */
export async function loadReference(): Promise<{ readonly provider: Provider; readonly later: Provider }> {
  // What lies there is compiled with the kit, and its types are checked there against the same port.
  const { provider, byPromise } = (await import(moduleOf('memory/index'))) as {
    readonly provider: Provider;
    readonly byPromise: (provider: Provider) => Provider;
  };
  return { provider, later: byPromise(provider) };
}

function moduleOf(name: string): string {
  const compiled = new URL(`${name}.js`, REFERENCE);
  return (existsSync(compiled) ? compiled : new URL(`${name}.ts`, REFERENCE)).href;
}

function faulty({ breaks, alsoReported = {}, ...mutant }: Mutant): FaultySpecimen {
  const explained = Object.entries(alsoReported).map(([id, why]) => [known(id, mutant.name), why]);
  return {
    kind: 'mutant',
    ...mutant,
    breaks: known(breaks, mutant.name),
    alsoReported: Object.fromEntries(explained) as FaultySpecimen['alsoReported'],
  };
}

function known(id: string, name: string): ClauseId {
  if (!isClauseId(id)) throw new RangeError(`the mutant ${name} names ${id}, which is no clause`);
  return id;
}

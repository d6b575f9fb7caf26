import type { Revision } from '../clauses/index.js';
import { coverage, walkable, type PlanScheme } from '../explore/index.js';
import type { Limits, Provider } from '../port/index.js';
import type { CaseRecord } from '../run/index.js';
import type { Capabilities } from '../trace/index.js';
import { checkProperty } from './properties.js';
import { propertyOf, strolledIn, type Strolled } from './strolls.js';
import { EXPLORED_SCHEMES } from './voyages.js';

export { MOST_SESSIONS, MOST_WALKING } from '../explore/index.js';

/** How to walk. */
export interface WalkOptions extends Strolled {
  readonly provider: Provider;
  readonly seed: number;
  readonly limits: Limits;
  readonly spec?: Revision | undefined;
  /** How many walks to go on. */
  readonly walks: number;
  /** Asked before each: whether there is no more time. */
  isOver?(): boolean;
  /** Is told how many walks there have been, and how many situations of a leaf and its root were met on them. */
  onWalk?(walks: number, situations: number): void;
}

/** What came of it. */
export interface Walked {
  readonly record: CaseRecord;
  /** How many walks there have been, without those that made a counterexample shorter. */
  readonly walks: number;
  readonly situations: number;
}

/** The schemes that can be walked through with so many leaves and sessions, by what a provider claims. */
export function walkableSchemes(capabilities: Capabilities, what: Omit<Strolled, 'scheme'>): readonly PlanScheme[] {
  return EXPLORED_SCHEMES.filter((scheme) => walkable({ ...what, scheme }, capabilities));
}

/** Walks at random through what may happen in one scheme. Whatever goes wrong with that, a record comes of it. */
export async function walk(options: WalkOptions): Promise<Walked> {
  const { provider, seed, limits, spec } = options;
  const covered = coverage();
  let walked = 0;
  const record = await checkProperty(propertyOf(options, covered), {
    ...{ provider, seed, limits, spec, runs: options.walks },
    isOver: () => options.isOver?.() === true,
    onRun(done) {
      walked = done;
      options.onWalk?.(done, covered.situations());
    },
  });
  const wentOut = record.outcome === 'inconclusive' && walked < options.walks && options.isOver?.() === true;
  return {
    record: wentOut ? { ...record, reason: 'it was ended before the last walk' } : record,
    ...{ walks: walked, situations: covered.situations() },
  };
}

/** Goes on the walk of a replay token again; undefined if its id is not a walk's. */
export async function replayWalk(
  id: string,
  path: string | undefined,
  options: Pick<WalkOptions, 'provider' | 'seed' | 'limits' | 'spec'> & { readonly runs: number },
): Promise<CaseRecord | undefined> {
  const what = strolledIn(id);
  if (what === undefined) return undefined;
  return checkProperty(propertyOf(what), { ...options, ...(path === undefined ? {} : { path }) });
}

import { notIn, SPEC_REVISION, type ClauseId, type Revision } from '../clauses/index.js';
import { PROPERTIES, type Property } from '../explore/index.js';
import { TOURS } from './exploration.js';
import { STROLLS } from './strolls.js';
import type { Monitor } from '../oracle/index.js';
import type { Limits, Provider } from '../port/index.js';
import { stringifyReplay, type CaseRecord } from '../run/index.js';

/** What a property is checked with. */
export interface PropertyOptions {
  readonly provider: Provider;
  readonly seed: number;
  /** How many orderings to try. */
  readonly runs: number;
  readonly limits: Limits;
  /** The revision of the specification that is to be judged by; the newest where it is not said. */
  readonly spec?: Revision | undefined;
  /** Leads to one run of many, for a replay. */
  readonly path?: string;
  /** Whether a counterexample is to be made as short as possible; it is, where that is not said. */
  readonly shrink?: boolean;
  /** Judges with these monitors alone: for showing that each is needed. */
  readonly monitors?: readonly Monitor[] | undefined;
  /** Asked before each ordering: whether there is no more time. */
  readonly isOver?: () => boolean;
  /** Is told how many orderings have been tried. */
  readonly onRun?: (done: number) => void;
}

/** The properties that show one of these clauses. */
export function propertiesFor(clauses: readonly ClauseId[]): readonly Property[] {
  return [...PROPERTIES, ...TOURS, ...STROLLS].filter((property) =>
    property.clauses.some((id) => clauses.includes(id)),
  );
}

/** Checks one property. Whatever goes wrong with that, a record comes of it. */
export async function checkProperty(property: Property, options: PropertyOptions): Promise<CaseRecord> {
  const { provider, seed, path, spec = SPEC_REVISION } = options;
  const { id, name, clauses, since } = property;
  const without = (outcome: CaseRecord['outcome'], reason: string): CaseRecord => ({
    kind: TOURS.includes(property) ? 'tour' : 'property',
    id,
    name,
    clauses,
    outcome,
    reason,
    violations: [],
    trace: [],
    seed,
    executions: 0,
    replay: stringifyReplay({ case: id, provider, seed, path, spec }),
  });
  const absent = notIn(since, spec);
  if (absent !== undefined) return without('not-applicable', absent);
  if (!property.applies(provider.capabilities)) {
    return without('not-applicable', 'the provider does not claim what it is about');
  }
  try {
    return await property.check(options);
  } catch (reason) {
    return without('inconclusive', `it could not be checked: ${reason instanceof Error ? reason.message : 'unknown'}`);
  }
}

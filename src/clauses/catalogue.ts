import { ACCEPT, CLOSE, EVENTS, LISTEN } from './calls.js';
import { JOIN } from './join.js';
import { IPMC, LOOPBACK, SCOPE } from './multicast.js';
import { DIFF, TAXONOMY } from './session.js';
import { isIn, type Revision } from './revisions.js';
import { FLAGS, INFO } from './sockets.js';
import type { Clause } from './types.js';
import { USING } from './using.js';

const TABLE = {
  ...JOIN,
  ...USING,
  ...FLAGS,
  ...INFO,
  ...TAXONOMY,
  ...DIFF,
  ...ACCEPT,
  ...LISTEN,
  ...EVENTS,
  ...CLOSE,
  ...LOOPBACK,
  ...SCOPE,
  ...IPMC,
};

/** The id of a clause, spelled the one way that tags, violations and reports use: `JOIN-2.6`. */
export type ClauseId = keyof typeof TABLE;

/** All clauses by id, the source article first. */
export const CLAUSES: Readonly<Record<ClauseId, Clause>> = TABLE;

/** Whether a text is the id of a clause. */
export function isClauseId(text: string): text is ClauseId {
  return Object.hasOwn(CLAUSES, text);
}

/** All ids, in the order of the catalogue. */
export const CLAUSE_IDS: readonly ClauseId[] = Object.keys(CLAUSES).filter(isClauseId);

/** A value for every clause. */
export function forEveryClause<T>(of: (id: ClauseId) => T): Readonly<Record<ClauseId, T>> {
  // The keys are all there are; fromEntries() cannot tell.
  return Object.fromEntries(CLAUSE_IDS.map((id) => [id, of(id)])) as Record<ClauseId, T>;
}

/** The ids of the clauses that a revision has. */
export function clausesIn(revision: Revision): readonly ClauseId[] {
  return CLAUSE_IDS.filter((id) => isIn(CLAUSES[id].since, revision));
}

/** The clause with this id. */
export function clause(id: ClauseId): Clause {
  return CLAUSES[id];
}

/** Whether a verdict on the clause can be had: it makes a demand, and scenarios verify it. */
export function isTestable(id: ClauseId): boolean {
  const { level, verified } = CLAUSES[id];
  return level !== 'definition' && verified.by === 'scenario';
}

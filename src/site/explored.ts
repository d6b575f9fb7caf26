import { isClauseId, type ClauseId } from '../clauses/index.js';
import type { Report } from '../report/index.js';
import { slug } from './data.js';

/** A space of orderings, how much of it was seen, and by which means it was cut down. */
export interface Explored {
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly clauses: readonly ClauseId[];
  readonly outcome: Report['evidence'][number]['outcome'];
  readonly reason?: string;
  /** How many were executed. */
  readonly executions: number;
  /** What was executed, in words. */
  readonly scope: string;
  /** By what the space was reduced, in words. */
  readonly reduced: string;
}

/** What a report says of orderings. */
export function exploredIn({ evidence, runs, seed }: Report): readonly Explored[] {
  return evidence
    .filter(({ kind }) => kind === 'property')
    .map(({ id, name, clauses, outcome, reason, executions }) => ({
      id,
      file: `ordering-${slug(id.replace(/^orderings\//u, ''))}.html`,
      name,
      clauses: clauses.filter(isClauseId),
      outcome,
      ...(reason === undefined ? {} : { reason }),
      executions,
      scope: `${runs} plans drawn from seed ${seed}: who takes part, what each does, and in which order`,
      reduced: 'sampling; after every call the events under way arrive in an order that is drawn too',
    }));
}

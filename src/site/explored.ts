import { isClauseId, type ClauseId } from '../clauses/index.js';
import type { Report } from '../report/index.js';
import { slug } from './data.js';

type Evidence = Report['evidence'][number];

/** A space of orderings, and how much of it was seen. */
export interface Explored {
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly clauses: readonly ClauseId[];
  readonly outcome: Evidence['outcome'];
  readonly reason?: string;
  /** How many were executed. */
  readonly executions: number;
  /** What a tour has driven; of a property, which draws, nobody can say how much of all it was. */
  readonly driven?: NonNullable<Evidence['driven']>;
}

/** What a report says of orderings: those that were drawn, and those of tours. */
export function exploredIn({ evidence }: Pick<Report, 'evidence'>): readonly Explored[] {
  return evidence
    .filter(({ kind }) => kind !== 'scenario')
    .map(({ id, name, clauses, outcome, reason, executions, driven }) => ({
      id,
      file: `ordering-${slug(id.replace(/^orderings\//u, ''))}.html`,
      name,
      clauses: clauses.filter(isClauseId),
      outcome,
      ...(reason === undefined ? {} : { reason }),
      executions,
      ...(driven === undefined ? {} : { driven }),
    }));
}

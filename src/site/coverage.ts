import { CLAUSE_IDS, CLAUSES, SENTENCES, type ClauseId } from '../clauses/index.js';
import { scenariosOf } from './data.js';
import type { Feature } from './features.js';

/** How a clause, or a sentence, is covered. `missing` is a gap: nobody gave a reason for it. */
export type Cover = 'covered' | 'definition' | 'untestable' | 'missing';

/** What stands behind a clause. */
export interface ClauseCover {
  readonly id: ClauseId;
  readonly cover: Cover;
  readonly reason?: string;
  readonly scenarios: number;
  readonly mutants: readonly string[];
}

/** What stands behind a sentence of the source article. */
export interface SentenceCover {
  /** `2/4`: the fourth sentence of the second paragraph. */
  readonly number: string;
  readonly about: string;
  readonly cover: Cover;
  readonly clauses: readonly ClauseId[];
}

/** The coverage of the specification. Plain data. */
export interface Coverage {
  readonly sentences: readonly SentenceCover[];
  readonly clauses: readonly ClauseCover[];
}

/** What of the specification is covered: a clause that can be tested needs a scenario and a mutant. */
export function coverageOf(
  features: readonly Feature[],
  mutants: readonly { readonly name: string; readonly breaks: string }[],
): Coverage {
  const scenarios = scenariosOf(features);
  const clauses = CLAUSE_IDS.map((id): ClauseCover => {
    const { level, verified } = CLAUSES[id];
    const its = {
      id,
      scenarios: scenarios.filter(({ scenario }) => scenario.clauses.includes(id)).length,
      mutants: mutants.filter(({ breaks }) => breaks === id).map(({ name }) => name),
    };
    if (verified.by === 'nothing') {
      return { ...its, cover: level === 'definition' ? 'definition' : 'untestable', reason: verified.why };
    }
    return { ...its, cover: its.scenarios > 0 && its.mutants.length > 0 ? 'covered' : 'missing' };
  });
  const sentences = Object.entries(SENTENCES).map(([number, { about, clauses: ids }]): SentenceCover => {
    const covers = clauses.filter(({ id }) => ids.includes(id)).map(({ cover }) => cover);
    return { number, about, clauses: ids, cover: together(covers) };
  });
  return { sentences, clauses };
}

/** A sentence is covered if all of its clauses are; a gap in one is a gap in it. */
function together(covers: readonly Cover[]): Cover {
  if (covers.length === 0 || covers.includes('missing')) return 'missing';
  if (covers.includes('untestable')) return 'untestable';
  return covers.includes('covered') ? 'covered' : 'definition';
}

export { applies, type Claims } from './applies.js';
export { ARTICLES, type Article } from './articles.js';
export {
  CLAUSES,
  CLAUSE_IDS,
  clause,
  clausesIn,
  forEveryClause,
  isClauseId,
  isTestable,
  type ClauseId,
} from './catalogue.js';
export { isIn, isRevision, laterThan, notIn, REVISION_NAMES, REVISIONS, SPEC_REVISION } from './revisions.js';
export type { Revision } from './revisions.js';
export { RULINGS, RULING_IDS, isRulingId, ruling, type RulingId } from './rulings.js';
export { SENTENCES, type Sentence } from './sentences.js';
export type { Applicability, ArticleId, Clause, Evidence, Level, Ruling, Verification } from './types.js';

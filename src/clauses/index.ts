export { applies, type Claims } from './applies.js';
export { ARTICLES, SPEC_REVISION, type Article } from './articles.js';
export { CLAUSES, CLAUSE_IDS, clause, isClauseId, isTestable, type ClauseId } from './catalogue.js';
export { RULINGS, RULING_IDS, isRulingId, ruling, type RulingId } from './rulings.js';
export { SENTENCES, type Sentence } from './sentences.js';
export type { Applicability, ArticleId, Clause, Evidence, Level, Ruling, Verification } from './types.js';

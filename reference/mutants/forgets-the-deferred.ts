import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-17: When the c_root closes, a leaf whose request was deferred is never told that nobody will answer. */
export const forgetsTheDeferred = mutant(
  {
    name: 'forgets-the-deferred',
    breaks: 'USING-17',
    by: 'property',
    fault: 'When the c_root closes, a leaf whose request was deferred is never told that nobody will answer.',
  },
  {
    rules: { strandedAfterClose: (join) => (join.request === 'deferred' ? undefined : RULES.strandedAfterClose(join)) },
  },
);

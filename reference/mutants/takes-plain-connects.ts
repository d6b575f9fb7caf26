import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** DIFF-3: A listening c_leaf takes the WSPConnect of a plain socket for a request. */
export const takesPlainConnects = mutant(
  {
    name: 'takes-plain-connects',
    breaks: 'DIFF-3',
    by: 'scenario',
    fault: 'A listening c_leaf takes the WSPConnect of a plain socket for a request.',
  },
  {
    rules: {
      mayAsk: (join, listening) =>
        RULES.mayAsk(join, listening) || (join.scheme === 'plain' && listening.roles.control === 'c_leaf'),
    },
  },
);

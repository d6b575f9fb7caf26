import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-5.4: A listening c_leaf takes the request of another c_leaf. */
export const leafAsksLeaf = mutant(
  {
    name: 'leaf-asks-leaf',
    breaks: 'JOIN-5.4',
    by: 'either',
    fault: 'A listening c_leaf takes the request of another c_leaf.',
    alsoReported: {
      'ACCEPT-8': 'The leaf that accepts gets somebody whom nobody has told to ask it.',
    },
  },
  {
    rules: {
      mayAsk: (join, listening) =>
        RULES.mayAsk(join, listening) || (join.scheme === 'admit' && listening.roles.control === 'c_leaf'),
    },
  },
);

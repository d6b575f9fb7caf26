import { controlPlane } from '../../src/provider.js';
import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-3.3: WSPJoinLeaf fails on a c_leaf that is a d_root. */
export const dRootLeafCannotAsk = mutant(
  {
    name: 'd-root-leaf-cannot-ask',
    breaks: 'JOIN-3.3',
    by: 'scenario',
    fault: 'WSPJoinLeaf fails on a c_leaf that is a d_root.',
    alsoReported: {
      'USING-21': 'A blocking leaf is told by its own call that the request failed.',
    },
  },
  {
    rules: {
      joinChecks: {
        ...RULES.joinChecks,
        usable: (ask) => {
          const { entry, roles } = ask.socket;
          return roles.control === 'c_leaf' && roles.data === 'd_root' && controlPlane(entry) === 'rooted'
            ? 'WSAEOPNOTSUPP'
            : RULES.joinChecks.usable(ask);
        },
      },
    },
  },
);

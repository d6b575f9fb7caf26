import { succeeded } from '../../src/provider.js';
import { around, mutant } from './mutant.js';

/** USING-20: A WSPJoinLeaf that fails leaves the error code as it was. */
export const errorNotSet = mutant(
  {
    name: 'error-not-set',
    breaks: 'USING-20',
    by: 'scenario',
    fault: 'A WSPJoinLeaf that fails leaves the error code as it was.',
    alsoReported: {
      'USING-7': 'The code that is not set is WSAEALREADY here.',
      'USING-8': 'The code that is not set is WSAEISCONN here.',
      'CLOSE-1': 'The code that is not set is WSAENOTSOCK here.',
    },
  },
  {
    around: around(({ joinLeaf }) => ({
      joinLeaf(node, args) {
        const result = joinLeaf(node, args);
        return result instanceof Promise || succeeded(result) ? result : { error: 'NO_ERROR' };
      },
    })),
  },
);

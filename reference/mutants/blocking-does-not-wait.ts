import { around, mutant } from './mutant.js';

/** USING-21: WSPJoinLeaf on a blocking socket answers WSAEWOULDBLOCK at once. */
export const blockingDoesNotWait = mutant(
  {
    name: 'blocking-does-not-wait',
    breaks: 'USING-21',
    by: 'scenario',
    fault: 'WSPJoinLeaf on a blocking socket answers WSAEWOULDBLOCK at once.',
  },
  {
    around: around(({ joinLeaf }) => ({
      joinLeaf(node, args) {
        const result = joinLeaf(node, args);
        return result instanceof Promise ? { error: 'WSAEWOULDBLOCK' } : result;
      },
    })),
  },
);

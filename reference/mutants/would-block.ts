import { succeeded } from '../../src/provider.js';
import { around, mutant } from './mutant.js';

/** USING-4: A nonblocking WSPJoinLeaf that has started a join answers WSAEWOULDBLOCK, as WSPConnect does. */
export const wouldBlock = mutant(
  {
    name: 'would-block',
    breaks: 'USING-4',
    by: 'scenario',
    fault: 'A nonblocking WSPJoinLeaf that has started a join answers WSAEWOULDBLOCK, as WSPConnect does.',
  },
  {
    around: around(({ joinLeaf }) => ({
      joinLeaf(node, args) {
        const result = joinLeaf(node, args);
        return result instanceof Promise || !succeeded(result) ? result : { error: 'WSAEWOULDBLOCK' };
      },
    })),
  },
);

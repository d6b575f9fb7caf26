import { succeeded } from '../../src/provider.js';
import { around, mutant } from './mutant.js';

/** USING-2: An invitation returns the descriptor of the c_root itself. */
export const rootGetsItself = mutant(
  {
    name: 'root-gets-itself',
    breaks: 'USING-2',
    by: 'scenario',
    fault: 'An invitation returns the descriptor of the c_root itself.',
  },
  {
    around: around(({ joinLeaf }) => ({
      joinLeaf(node, args) {
        const result = joinLeaf(node, args);
        return result instanceof Promise || !succeeded(result) ? result : { ok: { socket: args.socket } };
      },
    })),
  },
);

import { succeeded } from '../../src/provider.js';
import { around, mutant } from './mutant.js';

/** USING-3: A c_leaf that joins gets a fresh descriptor back. */
export const leafGetsAnother = mutant(
  {
    name: 'leaf-gets-another',
    breaks: 'USING-3',
    by: 'scenario',
    fault: 'A c_leaf that joins gets a fresh descriptor back.',
  },
  {
    around: around(({ joinLeaf }) => ({
      joinLeaf(node, args) {
        const result = joinLeaf(node, args);
        if (result instanceof Promise || !succeeded(result) || result.ok.socket !== args.socket) return result;
        return { ok: { socket: args.socket + 100_000 } };
      },
    })),
  },
);

import { around, mutant } from './mutant.js';

/** JOIN-2.4: WSPJoinLeaf is a stub: it returns socket 0 and does nothing. */
export const socketZero = mutant(
  {
    name: 'socket-zero',
    breaks: 'JOIN-2.4',
    by: 'scenario',
    fault: 'WSPJoinLeaf is a stub: it returns socket 0 and does nothing.',
  },
  { around: around(() => ({ joinLeaf: () => ({ ok: { socket: 0 } }) })) },
);

import { createProvider } from '../memory/index.js';
import type { Odd } from './odd.js';

/** A nonrooted join is over before WSPJoinLeaf has returned. */
export const immediate: Odd = {
  name: 'immediate',
  oddity: 'A nonrooted join completes within the call, and FD_CONNECT is told before WSPJoinLeaf returns.',
  provider: createProvider({
    name: 'immediate',
    rules: { passage: (_kind, join) => (join?.scheme === 'nonrooted' ? 'at-once' : 'in-order') },
  }),
};

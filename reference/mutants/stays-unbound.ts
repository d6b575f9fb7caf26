import { mutant } from './mutant.js';

/** USING-11: WSPJoinLeaf does not bind a socket that has no address. */
export const staysUnbound = mutant(
  {
    name: 'stays-unbound',
    breaks: 'USING-11',
    by: 'scenario',
    fault: 'WSPJoinLeaf does not bind a socket that has no address.',
  },
  { rules: { bindsOnJoin: () => false } },
);

import { mutant } from './mutant.js';

/** USING-18: The callee data does not get to the initiator. */
export const calleeDataLost = mutant(
  {
    name: 'callee-data-lost',
    breaks: 'USING-18',
    by: 'scenario',
    fault: 'The callee data does not get to the initiator.',
  },
  { rules: { calleeDataReceived: () => '' } },
);

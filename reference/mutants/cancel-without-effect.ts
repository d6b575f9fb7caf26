import { mutant } from './mutant.js';

/** USING-6: Closing the descriptor of a pending invitation does not call it off: the root still gets FD_CONNECT. */
export const cancelWithoutEffect = mutant(
  {
    name: 'cancel-without-effect',
    breaks: 'USING-6',
    by: 'scenario',
    fault: 'Closing the descriptor of a pending invitation does not call it off: the root still gets FD_CONNECT.',
    alsoReported: {
      'TAXONOMY-1': 'Closing the c_root does not call the invitation off either.',
      'ACCEPT-6': 'The leaf can accept what was withdrawn.',
    },
  },
  { rules: { closingCancels: (join) => join.scheme !== 'invite' } },
);

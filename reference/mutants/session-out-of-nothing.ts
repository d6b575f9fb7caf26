import { mutant } from './mutant.js';

/** TAXONOMY-2: Naming a nonrooted session that does not exist creates it. */
export const sessionOutOfNothing = mutant(
  {
    name: 'session-out-of-nothing',
    breaks: 'TAXONOMY-2',
    by: 'scenario',
    fault: 'Naming a nonrooted session that does not exist creates it.',
    alsoReported: {
      'JOIN-5.4': 'A member that names another member finds a session there.',
    },
  },
  { rules: { sessionExists: () => true } },
);

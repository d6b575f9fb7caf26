import { mutant } from './mutant.js';

/** TAXONOMY-2: Naming a nonrooted session that does not exist creates it. */
export const sessionOutOfNothing = mutant(
  {
    name: 'session-out-of-nothing',
    breaks: 'TAXONOMY-2',
    by: 'scenario',
    fault: 'Naming a nonrooted session that does not exist creates it.',
  },
  { rules: { sessionExists: () => true } },
);

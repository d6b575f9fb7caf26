import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** EVENTS-3: A rejection does not enable FD_ACCEPT again where two more requests wait. */
export const rejectionEndsAnnouncing = mutant(
  {
    name: 'rejection-ends-announcing',
    breaks: 'EVENTS-3',
    by: 'property',
    fault: 'A rejection does not enable FD_ACCEPT again where two more requests wait.',
  },
  {
    rules: {
      acceptEnablesAgain: (outcome, listener) =>
        RULES.acceptEnablesAgain(outcome, listener) && (outcome !== 'rejected' || listener.queue.length < 2),
    },
  },
);

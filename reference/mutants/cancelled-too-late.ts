import { mutant } from './mutant.js';

/** USING-14: A leaf that accepts while the root calls its invitation off never learns of it. */
export const cancelledTooLate = mutant(
  {
    name: 'cancelled-too-late',
    breaks: 'USING-14',
    by: 'property',
    fault: 'A leaf that accepts while the root calls its invitation off never learns of it.',
  },
  {
    rules: {
      tellsOtherEnd: (join, by) => by === 'leaf' || join.outcome !== 'cancelled' || join.request !== 'accepted',
    },
  },
);

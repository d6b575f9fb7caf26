import { mutant } from './mutant.js';

/** USING-14: A leaf that accepts while the root calls its invitation off never learns of it. */
export const cancelledTooLate = mutant(
  {
    name: 'cancelled-too-late',
    breaks: 'USING-14',
    by: 'property',
    fault: 'A leaf that accepts while the root calls its invitation off never learns of it.',
    alsoReported: {
      'ACCEPT-7': 'Where the events were inherited, it looks as if they had not been.',
      'USING-17': 'The root closes later, and the leaf does not learn of that either.',
      'DIFF-2': 'The root closes later, and the leaf does not learn of that either.',
    },
  },
  {
    rules: {
      tellsOtherEnd: (join, by) => by === 'leaf' || join.outcome !== 'cancelled' || join.request !== 'accepted',
    },
  },
);

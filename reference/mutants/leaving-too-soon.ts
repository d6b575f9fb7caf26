import { mutant } from './mutant.js';

/** USING-13: A leaf that closes before it knows that it was admitted leaves without the root being told. */
export const leavingTooSoon = mutant(
  {
    name: 'leaving-too-soon',
    breaks: 'USING-13',
    by: 'property',
    fault: 'A leaf that closes before it knows that it was admitted leaves without the root being told.',
  },
  {
    rules: {
      tellsOtherEnd: (join, by) => by === 'root' || join.outcome !== 'cancelled' || join.request !== 'accepted',
    },
  },
);

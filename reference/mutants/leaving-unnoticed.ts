import { mutant } from './mutant.js';

/** USING-13: The root's descriptor for a leaf gets no FD_CLOSE when the leaf closes. */
export const leavingUnnoticed = mutant(
  {
    name: 'leaving-unnoticed',
    breaks: 'USING-13',
    by: 'either',
    fault: "The root's descriptor for a leaf gets no FD_CLOSE when the leaf closes.",
    alsoReported: {
      'USING-12': 'Where the events were inherited, it looks as if they had not been.',
      'USING-15': 'Where the events were inherited, it looks as if they had not been.',
    },
  },
  { rules: { tellsOtherEnd: (join, by) => by === 'root' || join.outcome !== 'completed' } },
);

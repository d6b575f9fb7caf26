import { mutant } from './mutant.js';

/** EVENTS-1: WSPEventSelect adds its mask to the earlier one. */
export const masksAddUp = mutant(
  {
    name: 'masks-add-up',
    breaks: 'EVENTS-1',
    by: 'scenario',
    fault: 'WSPEventSelect adds its mask to the earlier one.',
  },
  { rules: { maskAfterSelect: (before, asked) => before | asked } },
);

import { mutant } from './mutant.js';

/** ACCEPT-3: Where four requests wait, the second is taken before the first. */
export const fourthOvertakes = mutant(
  {
    name: 'fourth-overtakes',
    breaks: 'ACCEPT-3',
    by: 'property',
    fault: 'Where four requests wait, the second is taken before the first.',
  },
  { rules: { takesNext: (queue) => (queue.length > 3 ? 1 : 0) } },
);

import { mutant } from './mutant.js';

/** EVENTS-4: Events are indicated whether they were nominated or not. */
export const maskIgnored = mutant(
  {
    name: 'mask-ignored',
    breaks: 'EVENTS-4',
    by: 'scenario',
    fault: 'Events are indicated whether they were nominated or not.',
    alsoReported: {
      'EVENTS-1': 'An event that an earlier registration had nominated is indicated still.',
    },
  },
  { rules: { isNominated: ({ events }) => events.mask !== 0 } },
);

import { mutant } from './mutant.js';

/** EVENTS-4: Events are indicated whether they were nominated or not. */
export const maskIgnored = mutant(
  {
    name: 'mask-ignored',
    breaks: 'EVENTS-4',
    by: 'scenario',
    fault: 'Events are indicated whether they were nominated or not.',
  },
  { rules: { isNominated: ({ events }) => events.mask !== 0 } },
);

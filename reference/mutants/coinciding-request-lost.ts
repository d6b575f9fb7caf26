import { mutant } from './mutant.js';

/** EVENTS-3: Of two requests that coincide only one is ever announced. */
export const coincidingRequestLost = mutant(
  {
    name: 'coinciding-request-lost',
    breaks: 'EVENTS-3',
    by: 'either',
    fault: 'Of two requests that coincide only one is ever announced.',
  },
  { rules: { announcesRest: () => false } },
);

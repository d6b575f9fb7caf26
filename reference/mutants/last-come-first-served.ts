import { mutant } from './mutant.js';

/** ACCEPT-3: WSPAccept takes the latest request. */
export const lastComeFirstServed = mutant(
  {
    name: 'last-come-first-served',
    breaks: 'ACCEPT-3',
    by: 'either',
    fault: 'WSPAccept takes the latest request.',
  },
  { rules: { takesNext: (queue) => queue.length - 1 } },
);

import { mutant } from './mutant.js';

/** ACCEPT-3: WSPAccept takes the latest request. */
export const lastComeFirstServed = mutant(
  {
    name: 'last-come-first-served',
    breaks: 'ACCEPT-3',
    by: 'either',
    fault: 'WSPAccept takes the latest request.',
    alsoReported: {
      'ACCEPT-4': 'It is the wrong one of two leaves that is rejected.',
      'ACCEPT-5': 'A deferred request does not stay at the head.',
    },
  },
  { rules: { takesNext: (queue) => queue.length - 1 } },
);

import { mutant } from './mutant.js';

/** ACCEPT-3: When a request is withdrawn, the one at the head of the queue is dropped. */
export const wrongOneWithdrawn = mutant(
  {
    name: 'wrong-one-withdrawn',
    breaks: 'ACCEPT-3',
    by: 'property',
    fault: 'When a request is withdrawn, the one at the head of the queue is dropped.',
    alsoReported: {
      'ACCEPT-2': 'The request at the head has gone, and nobody has withdrawn it.',
      'EVENTS-3': 'The request at the head has gone, and is never announced again.',
    },
  },
  { rules: { placeEmptied: (queue) => (queue.length > 0 ? 0 : -1) } },
);

import { mutant } from './mutant.js';

/** ACCEPT-4: A rejection ends the other joins too that wait at the same socket. */
export const rejectionLeaks = mutant(
  {
    name: 'rejection-leaks',
    breaks: 'ACCEPT-4',
    by: 'either',
    fault: 'A rejection ends the other joins too that wait at the same socket.',
    alsoReported: {
      'LISTEN-2': 'The refusal of one request too many ends those that fit.',
      'ACCEPT-2': 'A request is still in the queue though its initiator has been told that it failed.',
    },
  },
  {
    rules: {
      sharersOfFailure: (failed, awaited) =>
        awaited().filter(
          ({ listening, request }) => request === 'queued' && listening !== undefined && listening === failed.listening,
        ),
    },
  },
);

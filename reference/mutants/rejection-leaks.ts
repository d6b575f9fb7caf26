import { mutant } from './mutant.js';

/** ACCEPT-4: A rejection ends the other joins too that wait at the same socket. */
export const rejectionLeaks = mutant(
  {
    name: 'rejection-leaks',
    breaks: 'ACCEPT-4',
    by: 'either',
    fault: 'A rejection ends the other joins too that wait at the same socket.',
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

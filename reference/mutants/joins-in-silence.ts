import { controlPlane } from '../../src/provider.js';
import { mutant } from './mutant.js';

/** JOIN-4.3: A node that has joined a nonrooted session gets no FD_CONNECT. */
export const joinsInSilence = mutant(
  {
    name: 'joins-in-silence',
    breaks: 'JOIN-4.3',
    by: 'scenario',
    fault: 'A node that has joined a nonrooted session gets no FD_CONNECT.',
    alsoReported: {
      'EVENTS-1': 'The scenario counts on FD_CONNECT to show that the socket blocks no longer.',
      'USING-7': 'The silence also follows a second attempt, which might have disturbed the join.',
    },
  },
  {
    rules: {
      timesIndicated: ({ entry }, event, error) =>
        event === 'FD_CONNECT' && error === 'NO_ERROR' && controlPlane(entry) === 'nonrooted' ? 0 : 1,
    },
  },
);

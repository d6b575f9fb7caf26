import { mutant } from './mutant.js';

/** TAXONOMY-1: A leaf that accepts after the root has gone comes into a session that is over. */
export const sessionWithoutRoot = mutant(
  {
    name: 'session-without-root',
    breaks: 'TAXONOMY-1',
    by: 'scenario',
    fault: 'A leaf that accepts after the root has gone comes into a session that is over.',
    alsoReported: {
      'ACCEPT-6': 'With its root the invitation was withdrawn.',
    },
  },
  {
    rules: {
      withdrawalEmptiesPlace: ({ initiator }) => initiator.open,
      acceptOfWithdrawn: ({ initiator }) => (initiator.open ? 'WSAECONNRESET' : undefined),
    },
  },
);

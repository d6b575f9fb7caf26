import { mutant } from './mutant.js';

/** ACCEPT-6: WSPAccept makes a member of a request that was withdrawn. */
export const withdrawnIsAccepted = mutant(
  {
    name: 'withdrawn-is-accepted',
    breaks: 'ACCEPT-6',
    by: 'either',
    fault: 'WSPAccept makes a member of a request that was withdrawn.',
    alsoReported: {
      'TAXONOMY-1': 'The request of a root that has gone is accepted too.',
    },
  },
  { rules: { withdrawalEmptiesPlace: () => false, acceptOfWithdrawn: () => undefined } },
);

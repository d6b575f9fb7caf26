import { mutant } from './mutant.js';

/** JOIN-3.6: A leaf gets FD_CONNECT when its request has arrived, as TCP connects before anybody accepts. */
export const requestCompletesAsTcp = mutant(
  {
    name: 'request-completes-as-tcp',
    breaks: 'JOIN-3.6',
    by: 'either',
    fault: 'A leaf gets FD_CONNECT when its request has arrived, as TCP connects before anybody accepts.',
    alsoReported: {
      'JOIN-3.5': 'For a blocking leaf it is the return of its call that comes before the acceptance.',
    },
  },
  { rules: { completesOn: (join) => (join.scheme === 'admit' ? 'arrival' : 'acceptance') } },
);

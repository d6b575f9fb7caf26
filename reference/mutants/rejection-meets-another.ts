import { sameAddress } from '../../src/provider.js';
import { mutant } from './mutant.js';

/** ACCEPT-4: A rejection ends a join too whose request is on its way to the same root. */
export const rejectionMeetsAnother = mutant(
  {
    name: 'rejection-meets-another',
    breaks: 'ACCEPT-4',
    by: 'property',
    fault: 'A rejection ends a join too whose request is on its way to the same root.',
    alsoReported: {
      'ACCEPT-2': 'A request is still in the queue though its initiator has been told that it failed.',
    },
  },
  {
    rules: {
      sharersOfFailure: (failed, awaited) =>
        failed.listening?.listener === undefined
          ? []
          : awaited().filter(({ target, request }) => request === 'travelling' && sameAddress(target, failed.target)),
    },
  },
);

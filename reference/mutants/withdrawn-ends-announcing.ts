import { mutant } from './mutant.js';

/** EVENTS-3: A WSPAccept that meets a withdrawn request does not enable FD_ACCEPT again. */
export const withdrawnEndsAnnouncing = mutant(
  {
    name: 'withdrawn-ends-announcing',
    breaks: 'EVENTS-3',
    by: 'either',
    fault: 'A WSPAccept that meets a withdrawn request does not enable FD_ACCEPT again.',
  },
  {
    rules: {
      withdrawalEmptiesPlace: () => false,
      acceptEnablesAgain: (outcome) => outcome !== 'deferred' && outcome !== 'withdrawn',
    },
  },
);

import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-10: After a join that was refused or did not get through, the socket cannot be used for another. */
export const noSecondTry = mutant(
  {
    name: 'no-second-try',
    breaks: 'USING-10',
    by: 'scenario',
    fault: 'After a join that was refused or did not get through, the socket cannot be used for another.',
    alsoReported: {
      'JOIN-4.2': 'After a failure that is not among the three that USING-10 names, the session could still be joined.',
    },
  },
  {
    rules: {
      joinChecks: {
        ...RULES.joinChecks,
        usable: (ask) => {
          const { latestOutcome } = ask.socket;
          return latestOutcome === undefined || latestOutcome === 'NO_ERROR'
            ? RULES.joinChecks.usable(ask)
            : 'WSAEINVAL';
        },
      },
    },
  },
);

import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-9: A c_root whose invitation has completed counts as connected and cannot invite again. */
export const oneLeafARoot = mutant(
  {
    name: 'one-leaf-a-root',
    breaks: 'USING-9',
    by: 'scenario',
    fault: 'A c_root whose invitation has completed counts as connected and cannot invite again.',
  },
  {
    rules: {
      joinChecks: {
        ...RULES.joinChecks,
        notYetJoined: (ask) => {
          const { roles, latestOutcome } = ask.socket;
          return roles.control === 'c_root' && latestOutcome === 'NO_ERROR'
            ? 'WSAEISCONN'
            : RULES.joinChecks.notYetJoined(ask);
        },
      },
    },
  },
);

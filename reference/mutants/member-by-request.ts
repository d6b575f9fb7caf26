import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-3.5: A leaf that waits to be admitted gets session data. */
export const memberByRequest = mutant(
  {
    name: 'member-by-request',
    breaks: 'JOIN-3.5',
    by: 'either',
    fault: 'A leaf that waits to be admitted gets session data.',
    alsoReported: {
      'ACCEPT-4': 'A leaf that was rejected is in the session as well.',
      'USING-19': 'A sender reads after its admittance what came before.',
    },
  },
  {
    rules: {
      membersOnArrival: (join) => (join.scheme === 'admit' ? [join.initiator] : []),
      recvChecks: {
        ...RULES.recvChecks,
        connected: (ask) => (ask.socket.standing === 'pending' ? undefined : RULES.recvChecks.connected(ask)),
      },
    },
  },
);

import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-3.5: A leaf that waits behind another one gets session data before it is admitted. */
export const crowdHearsEarly = mutant(
  {
    name: 'crowd-hears-early',
    breaks: 'JOIN-3.5',
    by: 'property',
    fault: 'A leaf that waits behind another one gets session data before it is admitted.',
    alsoReported: {
      'ACCEPT-4': 'A leaf that was rejected is in the session as well.',
      'USING-19': 'A sender reads after its admittance what came before.',
    },
  },
  {
    rules: {
      membersOnArrival: (join, { listener }) =>
        join.scheme === 'admit' && (listener?.queue.length ?? 0) > 1 ? [join.initiator] : [],
      recvChecks: {
        ...RULES.recvChecks,
        connected: (ask) => (ask.socket.standing === 'pending' ? undefined : RULES.recvChecks.connected(ask)),
      },
    },
  },
);

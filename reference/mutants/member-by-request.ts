import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-3.5: A leaf that waits to be admitted gets session data. */
export const memberByRequest = mutant(
  {
    name: 'member-by-request',
    breaks: 'JOIN-3.5',
    by: 'either',
    fault: 'A leaf that waits to be admitted gets session data.',
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

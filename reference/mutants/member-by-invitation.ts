import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-2.5: The listening socket of a leaf gets session data as soon as an invitation has arrived. */
export const memberByInvitation = mutant(
  {
    name: 'member-by-invitation',
    breaks: 'JOIN-2.5',
    by: 'scenario',
    fault: 'The listening socket of a leaf gets session data as soon as an invitation has arrived.',
  },
  {
    rules: {
      membersOnArrival: (join, listening) => (join.scheme === 'invite' ? [listening] : []),
      recvChecks: {
        ...RULES.recvChecks,
        connected: (ask) => (ask.socket.listener === undefined ? RULES.recvChecks.connected(ask) : undefined),
      },
    },
  },
);

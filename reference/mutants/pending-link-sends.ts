import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-6: WSPSend succeeds on the descriptor of a pending invitation. */
export const pendingLinkSends = mutant(
  {
    name: 'pending-link-sends',
    breaks: 'USING-6',
    by: 'scenario',
    fault: 'WSPSend succeeds on the descriptor of a pending invitation.',
  },
  {
    rules: {
      sendChecks: {
        ...RULES.sendChecks,
        connected: (ask) => (ask.socket.standing === 'pending' ? undefined : RULES.sendChecks.connected(ask)),
        member: (ask) => (ask.socket.standing === 'pending' ? undefined : RULES.sendChecks.member(ask)),
      },
    },
  },
);

import { controlPlane } from '../../src/provider.js';
import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-4.4: WSPSend fails on a descriptor with which a node has joined a nonrooted session. */
export const memberCannotSend = mutant(
  {
    name: 'member-cannot-send',
    breaks: 'JOIN-4.4',
    by: 'scenario',
    fault: 'WSPSend fails on a descriptor with which a node has joined a nonrooted session.',
  },
  {
    rules: {
      sendChecks: {
        ...RULES.sendChecks,
        connected: (ask) => {
          const { entry, joinedBy } = ask.socket;
          return joinedBy === 'joinLeaf' && controlPlane(entry) === 'nonrooted'
            ? 'WSAENOTCONN'
            : RULES.sendChecks.connected(ask);
        },
      },
    },
  },
);

import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** DIFF-1: WSPSend fails on a c_root that is listening. */
export const listeningRootIsMute = mutant(
  {
    name: 'listening-root-is-mute',
    breaks: 'DIFF-1',
    by: 'scenario',
    fault: 'WSPSend fails on a c_root that is listening.',
  },
  {
    rules: {
      sendChecks: {
        ...RULES.sendChecks,
        connected: (ask) => (ask.socket.listener === undefined ? RULES.sendChecks.connected(ask) : 'WSAENOTCONN'),
      },
    },
  },
);

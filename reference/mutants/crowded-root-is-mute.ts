import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** DIFF-1: WSPSend fails on a c_root at which two requests wait. */
export const crowdedRootIsMute = mutant(
  {
    name: 'crowded-root-is-mute',
    breaks: 'DIFF-1',
    by: 'property',
    fault: 'WSPSend fails on a c_root at which two requests wait.',
  },
  {
    rules: {
      sendChecks: {
        ...RULES.sendChecks,
        connected: (ask) =>
          (ask.socket.listener?.queue.length ?? 0) > 1 ? 'WSAENOTCONN' : RULES.sendChecks.connected(ask),
      },
    },
  },
);

import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-16: WSPJoinLeaf fails on a c_root at which two requests wait. */
export const busyRootCannotInvite = mutant(
  {
    name: 'busy-root-cannot-invite',
    breaks: 'USING-16',
    by: 'property',
    fault: 'WSPJoinLeaf fails on a c_root at which two requests wait.',
  },
  {
    rules: {
      joinChecks: {
        ...RULES.joinChecks,
        usable: (ask) => ((ask.socket.listener?.queue.length ?? 0) > 1 ? 'WSAEINVAL' : RULES.joinChecks.usable(ask)),
      },
    },
  },
);

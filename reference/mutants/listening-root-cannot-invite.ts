import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-16: WSPJoinLeaf fails on a c_root that is listening. */
export const listeningRootCannotInvite = mutant(
  {
    name: 'listening-root-cannot-invite',
    breaks: 'USING-16',
    by: 'scenario',
    fault: 'WSPJoinLeaf fails on a c_root that is listening.',
  },
  {
    rules: {
      joinChecks: {
        ...RULES.joinChecks,
        notListening: ({ socket }) => (socket.listener === undefined ? undefined : 'WSAEOPNOTSUPP'),
      },
    },
  },
);

import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-2.4: An invited leaf gets no FD_ACCEPT. */
export const invitedLeafNotTold = mutant(
  {
    name: 'invited-leaf-not-told',
    breaks: 'JOIN-2.4',
    by: 'scenario',
    fault: 'An invited leaf gets no FD_ACCEPT.',
  },
  {
    rules: {
      announcesArrival: (socket, listener) =>
        socket.roles.control === 'c_root' && RULES.announcesArrival(socket, listener),
    },
  },
);

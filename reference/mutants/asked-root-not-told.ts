import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-3.4: A root gets no FD_ACCEPT when a leaf asks it. */
export const askedRootNotTold = mutant(
  {
    name: 'asked-root-not-told',
    breaks: 'JOIN-3.4',
    by: 'scenario',
    fault: 'A root gets no FD_ACCEPT when a leaf asks it.',
  },
  {
    rules: {
      announcesArrival: (socket, listener) =>
        socket.roles.control === 'c_leaf' && RULES.announcesArrival(socket, listener),
    },
  },
);

import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** ACCEPT-7: The socket of an accepted invitation does not inherit the events of the listening one. */
export const acceptedWithoutEvents = mutant(
  {
    name: 'accepted-without-events',
    breaks: 'ACCEPT-7',
    by: 'scenario',
    fault: 'The socket of an accepted invitation does not inherit the events of the listening one.',
    alsoReported: {
      'EVENTS-1': 'The scenario counts on FD_READ, which the listening socket has registered for.',
    },
  },
  {
    rules: {
      inherited: (from, by) => ({
        ...RULES.inherited(from, by),
        ...(by === 'accept' && from.roles.control === 'c_leaf' ? { mask: 0 } : {}),
      }),
    },
  },
);

import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-2.2: WSPJoinLeaf fails on a c_root that is no d_root. */
export const invitationWithoutDRoot = mutant(
  {
    name: 'invitation-without-d-root',
    breaks: 'JOIN-2.2',
    by: 'scenario',
    fault: 'WSPJoinLeaf fails on a c_root that is no d_root.',
    alsoReported: {
      'USING-21': 'A blocking root is told by its own call that the invitation failed.',
    },
  },
  {
    rules: {
      joinChecks: {
        ...RULES.joinChecks,
        usable: (ask) => {
          const { control, data } = ask.socket.roles;
          return control === 'c_root' && data !== 'd_root' ? 'WSAEOPNOTSUPP' : RULES.joinChecks.usable(ask);
        },
      },
    },
  },
);

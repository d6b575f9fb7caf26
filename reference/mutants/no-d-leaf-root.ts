import { controlPlane, dataPlane, rolesOf } from '../../src/provider.js';
import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-1.2: Where the data plane is nonrooted, no c_root can be made: it would be a c_root/d_leaf. */
export const noDLeafRoot = mutant(
  {
    name: 'no-d-leaf-root',
    breaks: 'JOIN-1.2',
    by: 'scenario',
    fault: 'Where the data plane is nonrooted, no c_root can be made: it would be a c_root/d_leaf.',
  },
  {
    rules: {
      socketChecks: {
        ...RULES.socketChecks,
        oneRolePerPlane: ({ entry, flags }) => {
          const roles = rolesOf(flags);
          return roles === undefined ||
            (roles.control === 'c_root' &&
              roles.data === 'd_leaf' &&
              controlPlane(entry) === 'rooted' &&
              dataPlane(entry) === 'nonrooted')
            ? 'WSAEINVAL'
            : undefined;
        },
      },
    },
  },
);

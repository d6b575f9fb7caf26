import { controlPlane } from '../../src/provider.js';
import { mutant } from './mutant.js';

/** IPMC-3: The system stays in the group after the socket was closed. */
export const closingStaysInGroup = mutant(
  {
    name: 'closing-stays-in-group',
    breaks: 'IPMC-3',
    by: 'scenario',
    fault: 'The system stays in the group after the socket was closed.',
  },
  { rules: { closingLeaves: ({ entry }) => controlPlane(entry) !== 'nonrooted' } },
);

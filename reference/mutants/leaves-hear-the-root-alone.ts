import { controlPlane, dataPlane } from '../../src/provider.js';
import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** TAXONOMY-4: In a nonrooted data plane with a c_root the leaves hear the c_root alone. */
export const leavesHearTheRootAlone = mutant(
  {
    name: 'leaves-hear-the-root-alone',
    breaks: 'TAXONOMY-4',
    by: 'scenario',
    fault: 'In a nonrooted data plane with a c_root the leaves hear the c_root alone.',
  },
  {
    rules: {
      planeCarries: (sender, receiver) =>
        RULES.planeCarries(sender, receiver) &&
        (controlPlane(sender.entry) !== 'rooted' ||
          dataPlane(sender.entry) === 'rooted' ||
          sender.roles.control === 'c_root' ||
          receiver.roles.control === 'c_root'),
    },
  },
);

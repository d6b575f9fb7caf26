import type { Indication } from '../../src/provider.js';
import { mutant } from './mutant.js';

/** JOIN-4.2: The members of a nonrooted session get FD_ACCEPT when a node joins it. */
export const membersHaveToAccept = mutant(
  {
    name: 'members-have-to-accept',
    breaks: 'JOIN-4.2',
    by: 'scenario',
    fault: 'The members of a nonrooted session get FD_ACCEPT when a node joins it.',
  },
  {
    around: (open, setup) => {
      const members: Indication[] = [];
      return open({
        ...setup,
        indicate(indication) {
          setup.indicate(indication);
          if (
            indication.event !== 'FD_CONNECT' ||
            indication.error !== 'NO_ERROR' ||
            !indication.node.startsWith('member')
          )
            return;
          for (const member of members) setup.indicate({ ...member, event: 'FD_ACCEPT' });
          members.push(indication);
        },
      });
    },
  },
);

import { controlPlane } from '../../src/provider.js';
import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-5.3: A node that has joined a nonrooted session gets no session data. */
export const deafWhenJoined = mutant(
  {
    name: 'deaf-when-joined',
    breaks: 'JOIN-5.3',
    by: 'scenario',
    fault: 'A node that has joined a nonrooted session gets no session data.',
    alsoReported: {
      'LOOPBACK-1': 'It does not hear itself either.',
      'SCOPE-1': 'It does not hear its neighbours on the same host either.',
    },
  },
  {
    rules: {
      receives: (member) =>
        (member.joinedBy !== 'joinLeaf' || controlPlane(member.entry) !== 'nonrooted') && RULES.receives(member),
    },
  },
);

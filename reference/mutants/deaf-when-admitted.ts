import { controlPlane } from '../../src/provider.js';
import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-5.2: A leaf that has been admitted gets no session data. */
export const deafWhenAdmitted = mutant(
  {
    name: 'deaf-when-admitted',
    breaks: 'JOIN-5.2',
    by: 'scenario',
    fault: 'A leaf that has been admitted gets no session data.',
    alsoReported: {
      'LOOPBACK-1': 'It does not hear itself either.',
    },
  },
  {
    rules: {
      receives: (member) =>
        (member.joinedBy !== 'joinLeaf' || controlPlane(member.entry) !== 'rooted') && RULES.receives(member),
    },
  },
);

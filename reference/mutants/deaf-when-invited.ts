import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-5.1: A leaf that has accepted an invitation gets no session data. */
export const deafWhenInvited = mutant(
  {
    name: 'deaf-when-invited',
    breaks: 'JOIN-5.1',
    by: 'scenario',
    fault: 'A leaf that has accepted an invitation gets no session data.',
  },
  { rules: { receives: (member) => member.joinedBy !== 'accept' && RULES.receives(member) } },
);

import { mutant } from './mutant.js';

/** JOIN-4.5: IP_ADD_MEMBERSHIP succeeds, and makes the socket no member. */
export const optionWithoutEffect = mutant(
  {
    name: 'option-without-effect',
    breaks: 'JOIN-4.5',
    by: 'scenario',
    fault: 'IP_ADD_MEMBERSHIP succeeds, and makes the socket no member.',
  },
  { rules: { addMembershipJoins: () => false } },
);

import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-15: The descriptor that WSPAccept returns on a c_root does not inherit its events. */
export const admittedLinkWithoutEvents = mutant(
  {
    name: 'admitted-link-without-events',
    breaks: 'USING-15',
    by: 'scenario',
    fault: 'The descriptor that WSPAccept returns on a c_root does not inherit its events.',
  },
  {
    rules: {
      inherited: (from, by) => ({
        ...RULES.inherited(from, by),
        ...(by === 'accept' && from.roles.control === 'c_root' ? { mask: 0 } : {}),
      }),
    },
  },
);

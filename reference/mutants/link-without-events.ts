import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-12: The descriptor of an invitation does not inherit the events of the c_root. */
export const linkWithoutEvents = mutant(
  {
    name: 'link-without-events',
    breaks: 'USING-12',
    by: 'scenario',
    fault: 'The descriptor of an invitation does not inherit the events of the c_root.',
  },
  { rules: { inherited: (from, by) => ({ ...RULES.inherited(from, by), ...(by === 'joinLeaf' ? { mask: 0 } : {}) }) } },
);

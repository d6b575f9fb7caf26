import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** FLAGS-4: A socket can be made with two roles in one plane, or with none. */
export const rolesInAnyNumber = mutant(
  {
    name: 'roles-in-any-number',
    breaks: 'FLAGS-4',
    by: 'scenario',
    fault: 'A socket can be made with two roles in one plane, or with none.',
  },
  { rules: { socketChecks: { ...RULES.socketChecks, oneRolePerPlane: () => undefined } } },
);

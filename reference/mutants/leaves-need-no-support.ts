import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** FLAGS-2: On an entry without multipoint support a leaf can be made. */
export const leavesNeedNoSupport = mutant(
  {
    name: 'leaves-need-no-support',
    breaks: 'FLAGS-2',
    by: 'scenario',
    fault: 'On an entry without multipoint support a leaf can be made.',
  },
  { rules: { socketChecks: { ...RULES.socketChecks, multipoint: () => undefined } } },
);

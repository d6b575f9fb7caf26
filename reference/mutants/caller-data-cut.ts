import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** ACCEPT-8: The condition function sees the caller data cut to eight characters. */
export const callerDataCut = mutant(
  {
    name: 'caller-data-cut',
    breaks: 'ACCEPT-8',
    by: 'scenario',
    fault: 'The condition function sees the caller data cut to eight characters.',
  },
  { rules: { conditionSees: (join) => ({ ...RULES.conditionSees(join), callerData: join.callerData.slice(0, 8) }) } },
);

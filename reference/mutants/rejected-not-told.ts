import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** ACCEPT-4: A leaf or root whose request was rejected is not told. */
export const rejectedNotTold = mutant(
  {
    name: 'rejected-not-told',
    breaks: 'ACCEPT-4',
    by: 'scenario',
    fault: 'A leaf or root whose request was rejected is not told.',
    alsoReported: {
      'USING-21': 'The call of a blocking initiator does not return.',
    },
  },
  { rules: { rejection: (join) => ({ ...RULES.rejection(join), initiator: undefined }) } },
);

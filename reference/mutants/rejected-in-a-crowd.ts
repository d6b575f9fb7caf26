import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** ACCEPT-4: A leaf that is rejected while two others wait is not told. */
export const rejectedInACrowd = mutant(
  {
    name: 'rejected-in-a-crowd',
    breaks: 'ACCEPT-4',
    by: 'property',
    fault: 'A leaf that is rejected while two others wait is not told.',
  },
  {
    rules: {
      rejection: (join) => ({
        ...RULES.rejection(join),
        ...((join.listening?.listener?.queue.length ?? 0) > 1 ? { initiator: undefined } : {}),
      }),
    },
  },
);

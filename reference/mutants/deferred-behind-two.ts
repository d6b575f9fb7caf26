import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** ACCEPT-5: A deferred request goes to the end of the queue where two others wait. */
export const deferredBehindTwo = mutant(
  {
    name: 'deferred-behind-two',
    breaks: 'ACCEPT-5',
    by: 'property',
    fault: 'A deferred request goes to the end of the queue where two others wait.',
  },
  {
    rules: {
      deferral: (join) => ({
        ...RULES.deferral(join),
        stays: (join.listening?.listener?.queue.length ?? 0) > 1 ? 'last' : 'first',
      }),
    },
  },
);

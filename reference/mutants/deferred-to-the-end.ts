import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** ACCEPT-5: A deferred request goes to the end of the queue. */
export const deferredToTheEnd = mutant(
  {
    name: 'deferred-to-the-end',
    breaks: 'ACCEPT-5',
    by: 'scenario',
    fault: 'A deferred request goes to the end of the queue.',
  },
  { rules: { deferral: (join) => ({ ...RULES.deferral(join), stays: 'last' }) } },
);

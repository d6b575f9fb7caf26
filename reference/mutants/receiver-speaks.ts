import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-19: What a member sends that joined as a receiver reaches the others. */
export const receiverSpeaks = mutant(
  {
    name: 'receiver-speaks',
    breaks: 'USING-19',
    by: 'either',
    fault: 'What a member sends that joined as a receiver reaches the others.',
  },
  { rules: { sendChecks: { ...RULES.sendChecks, sender: () => undefined } } },
);

import { mutant } from './mutant.js';

/** USING-19: A member that joined as a sender gets session data. */
export const senderHears = mutant(
  {
    name: 'sender-hears',
    breaks: 'USING-19',
    by: 'scenario',
    fault: 'A member that joined as a sender gets session data.',
  },
  { rules: { receives: () => true } },
);

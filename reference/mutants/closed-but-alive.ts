import { mutant } from './mutant.js';

/** CLOSE-1: A closed descriptor still answers. */
export const closedButAlive = mutant(
  {
    name: 'closed-but-alive',
    breaks: 'CLOSE-1',
    by: 'scenario',
    fault: 'A closed descriptor still answers.',
  },
  { rules: { answersAfterClose: () => true } },
);

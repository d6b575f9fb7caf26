import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** LISTEN-1: WSPListen succeeds on a socket that is not bound. */
export const unboundListens = mutant(
  {
    name: 'unbound-listens',
    breaks: 'LISTEN-1',
    by: 'scenario',
    fault: 'WSPListen succeeds on a socket that is not bound.',
  },
  { rules: { listenChecks: { ...RULES.listenChecks, bound: () => undefined } } },
);

import { mutant } from './mutant.js';

/** SCOPE-1: What a member sends leaves its host although its scope is 0. */
export const scopeIgnored = mutant(
  {
    name: 'scope-ignored',
    breaks: 'SCOPE-1',
    by: 'scenario',
    fault: 'What a member sends leaves its host although its scope is 0.',
  },
  { rules: { inScope: () => true } },
);

import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-20: WSPJoinLeaf without a name answers WSAEINVAL. */
export const nullNameIsInvalid = mutant(
  {
    name: 'null-name-is-invalid',
    breaks: 'USING-20',
    by: 'scenario',
    fault: 'WSPJoinLeaf without a name answers WSAEINVAL.',
  },
  { rules: { joinChecks: { ...RULES.joinChecks, name: ({ name }) => (name === null ? 'WSAEINVAL' : undefined) } } },
);

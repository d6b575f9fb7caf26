import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-1: WSPJoinLeaf takes a socket that was made without multipoint flags. */
export const plainSocketJoins = mutant(
  {
    name: 'plain-socket-joins',
    breaks: 'USING-1',
    by: 'scenario',
    fault: 'WSPJoinLeaf takes a socket that was made without multipoint flags.',
  },
  { rules: { joinChecks: { ...RULES.joinChecks, multipoint: () => undefined } } },
);

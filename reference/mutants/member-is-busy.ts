import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-8: WSPJoinLeaf on a c_leaf that has joined answers WSAEALREADY. */
export const memberIsBusy = mutant(
  {
    name: 'member-is-busy',
    breaks: 'USING-8',
    by: 'scenario',
    fault: 'WSPJoinLeaf on a c_leaf that has joined answers WSAEALREADY.',
  },
  {
    rules: {
      joinChecks: { ...RULES.joinChecks, notYetJoined: (ask) => RULES.joinChecks.notYetJoined(ask) && 'WSAEALREADY' },
    },
  },
);

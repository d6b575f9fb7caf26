import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** ACCEPT-8: The condition function sees the address of the caller's node, without the port. */
export const callerUnknown = mutant(
  {
    name: 'caller-unknown',
    breaks: 'ACCEPT-8',
    by: 'scenario',
    fault: "The condition function sees the address of the caller's node, without the port.",
    alsoReported: {
      'USING-21': 'It cannot be told whose request was rejected, so its call should still wait.',
      'ACCEPT-4': 'It cannot be told whose request was rejected, so nobody should be refused.',
      'EVENTS-3': 'It cannot be told whose request was deferred.',
    },
  },
  { rules: { conditionSees: (join) => ({ ...RULES.conditionSees(join), caller: join.initiator.node.address }) } },
);

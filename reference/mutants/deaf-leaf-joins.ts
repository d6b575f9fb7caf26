import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-2.3: An invitation to a leaf that does not listen completes. */
export const deafLeafJoins = mutant(
  {
    name: 'deaf-leaf-joins',
    breaks: 'JOIN-2.3',
    by: 'scenario',
    fault: 'An invitation to a leaf that does not listen completes.',
  },
  {
    rules: {
      answerUnheard: (join, peer) =>
        join.scheme === 'invite' && peer !== undefined && peer.listener === undefined
          ? 'NO_ERROR'
          : RULES.answerUnheard(join, peer),
    },
  },
);

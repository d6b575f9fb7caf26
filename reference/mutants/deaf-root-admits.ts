import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-3.2: A request to a root that does not listen completes. */
export const deafRootAdmits = mutant(
  {
    name: 'deaf-root-admits',
    breaks: 'JOIN-3.2',
    by: 'scenario',
    fault: 'A request to a root that does not listen completes.',
  },
  {
    rules: {
      answerUnheard: (join, peer) =>
        join.scheme === 'admit' && peer?.roles.control === 'c_root' && peer.listener === undefined
          ? 'NO_ERROR'
          : RULES.answerUnheard(join, peer),
    },
  },
);

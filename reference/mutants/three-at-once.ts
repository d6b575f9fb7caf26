import { succeeded } from '../../src/provider.js';
import { mutant } from './mutant.js';

/** JOIN-4.3: Of three nonrooted joins that are under way at once, the last is told to nobody. */
export const threeAtOnce = mutant(
  {
    name: 'three-at-once',
    breaks: 'JOIN-4.3',
    by: 'property',
    fault: 'Of three nonrooted joins that are under way at once, the last is told to nobody.',
    alsoReported: {
      'USING-7': 'The silence also follows a second attempt, which might have disturbed the join.',
    },
  },
  {
    around: (open, setup) => {
      let underWay = 0;
      const drowned = new Set<string>();
      const bed = open({
        ...setup,
        indicate(indication) {
          const { node, event, error } = indication;
          if (event === 'FD_CONNECT' && node.startsWith('member')) underWay -= 1;
          if (event !== 'FD_CONNECT' || error !== 'NO_ERROR' || !drowned.delete(node)) setup.indicate(indication);
        },
      });
      return {
        ...bed,
        joinLeaf(node, args) {
          const result = bed.joinLeaf(node, args);
          if (!node.startsWith('member') || result instanceof Promise || !succeeded(result)) return result;
          underWay += 1;
          if (underWay > 2) drowned.add(node);
          return result;
        },
      };
    },
  },
);

import { succeeded, type Gives, type Result } from '../../src/provider.js';
import { answeringLater } from '../memory/index.js';
import { mutant, underWay } from './mutant.js';

/** USING-3: What WSPJoinLeaf gives leaves lies in one place for all, where the next one's may lie before it is told. */
export const crossedAnswers = mutant(
  {
    name: 'crossed-answers',
    breaks: 'USING-3',
    by: 'overlap',
    fault: "What WSPJoinLeaf gives leaves lies in one place for all, where the next one's may lie before it is told.",
  },
  {
    // No two nodes have a descriptor in common: it is to be seen whose it is.
    rules: {
      nextDescriptor: ({ address: { host }, latestDescriptor }) =>
        Math.max(latestDescriptor, 1000 * Number(host.split('.').at(-1))) + 4,
    },
    around(open, setup) {
      const bed = open(setup);
      let latest: Result<Gives<'joinLeaf'>> | undefined;
      return answeringLater({
        ...bed,
        joinLeaf(node, args) {
          const answer = bed.joinLeaf(node, args);
          if (answer instanceof Promise || !succeeded(answer) || answer.ok.socket !== args.socket) return answer;
          latest = answer;
          return underWay(() => latest ?? answer);
        },
      });
    },
  },
);

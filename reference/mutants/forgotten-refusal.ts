import { answeringLater } from '../memory/index.js';
import { mutant, underWay } from './mutant.js';

/** ACCEPT-4: A rejection is forgotten if somebody asks before WSPAccept returns: the one whom it met is told nothing. */
export const forgottenRefusal = mutant(
  {
    name: 'forgotten-refusal',
    breaks: 'ACCEPT-4',
    by: 'overlap',
    fault: 'A rejection is forgotten if somebody asks before WSPAccept returns: the one whom it met is told nothing.',
  },
  {
    around(open, setup) {
      let asked = 0;
      let isForgotten = false;
      const registered = new Set<string>();
      const bed = open(setup, { passage: (kind) => (kind === 'refusal' && isForgotten ? 'lost' : 'in-order') });
      return answeringLater({
        ...bed,
        eventSelect(node, args) {
          registered.add(`${node} ${args.socket}`);
          return bed.eventSelect(node, args);
        },
        joinLeaf(node, args) {
          asked += 1;
          return bed.joinLeaf(node, args);
        },
        accept(node, args) {
          const before = asked;
          const answer = (): ReturnType<NonNullable<typeof bed.accept>> => {
            isForgotten = asked > before;
            const given = bed.accept?.(node, args) ?? { error: 'WSAEOPNOTSUPP' };
            isForgotten = false;
            return given;
          };
          // On a blocking socket others may act before WSPAccept returns, and each call is waited for all the same.
          const isLate = args.condition?.answer === 'CF_REJECT' && registered.has(`${node} ${args.socket}`);
          return isLate ? underWay(answer) : answer();
        },
      });
    },
  },
);

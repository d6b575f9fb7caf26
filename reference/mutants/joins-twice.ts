import { succeeded } from '../../src/provider.js';
import { answeringLater } from '../memory/index.js';
import { mutant, underWay } from './mutant.js';

/** USING-8: A further WSPJoinLeaf succeeds where the leaf joined after it was called: it looked for a join that is pending, no more. */
export const joinsTwice = mutant(
  {
    name: 'joins-twice',
    breaks: 'USING-8',
    by: 'overlap',
    fault:
      'A further WSPJoinLeaf succeeds where the leaf joined after it was called: it looked for a join that is pending, no more.',
  },
  {
    around(open, setup) {
      const asked = new Set<string>();
      const joined = new Set<string>();
      const bed = open({
        ...setup,
        indicate(it) {
          if (it.event === 'FD_CONNECT' && it.error === 'NO_ERROR') joined.add(`${it.node} ${it.socket}`);
          setup.indicate(it);
        },
      });
      return answeringLater({
        ...bed,
        joinLeaf(node, args) {
          const key = `${node} ${args.socket}`;
          const wasPending = asked.has(key) && !joined.has(key);
          asked.add(key);
          if (!wasPending) return bed.joinLeaf(node, args);
          return underWay(async () => {
            const answer = await bed.joinLeaf(node, args);
            const isMember = !succeeded(answer) && answer.error === 'WSAEISCONN';
            return isMember && joined.has(key) ? { ok: { socket: args.socket } } : answer;
          });
        },
      });
    },
  },
);

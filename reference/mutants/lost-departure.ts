import { rolesOf, succeeded, type Awaitable, type Descriptor, type NodeName } from '../../src/provider.js';
import { answeringLater } from '../memory/index.js';
import { mutant, underWay } from './mutant.js';

/** USING-13: While a root waits for WSPJoinLeaf or WSPAccept to return, the FD_CLOSE of leaves that it has is lost. */
export const lostDeparture = mutant(
  {
    name: 'lost-departure',
    breaks: 'USING-13',
    by: 'overlap',
    fault: 'While a root waits for WSPJoinLeaf or WSPAccept to return, the FD_CLOSE of leaves that it has is lost.',
  },
  {
    around(open, setup) {
      const roots = new Set<string>();
      const waiting = new Map<NodeName, Descriptor>();
      // What FD_CLOSE is to be told on, beyond doubt: whether events were inherited is another question.
      const registered = new Set<string>();
      const bed = open({
        ...setup,
        indicate(it) {
          const on = waiting.get(it.node);
          const isOfAnother = on !== undefined && on !== it.socket && registered.has(`${it.node} ${it.socket}`);
          if (it.event !== 'FD_CLOSE' || !isOfAnother) setup.indicate(it);
        },
      });
      const waits = <T>(
        node: NodeName,
        { socket }: { readonly socket: Descriptor },
        answer: Awaitable<T>,
      ): Awaitable<T> => {
        // A blocking socket has its own time.
        if (answer instanceof Promise || !roots.has(`${node} ${socket}`)) return answer;
        waiting.set(node, socket);
        return underWay(() => {
          waiting.delete(node);
          return answer;
        });
      };
      return answeringLater({
        ...bed,
        socket(node, args) {
          const made = bed.socket(node, args);
          const isRoot = rolesOf(args.flags)?.control === 'c_root';
          if (isRoot && !(made instanceof Promise) && succeeded(made)) roots.add(`${node} ${made.ok.socket}`);
          return made;
        },
        eventSelect(node, args) {
          registered.add(`${node} ${args.socket}`);
          return bed.eventSelect(node, args);
        },
        joinLeaf: (node, args) => waits(node, args, bed.joinLeaf(node, args)),
        accept: (node, args) => waits(node, args, bed.accept?.(node, args) ?? { error: 'WSAEOPNOTSUPP' }),
      });
    },
  },
);

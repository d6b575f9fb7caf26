import type { Indication } from '../../src/provider.js';
import { answeringLater } from '../memory/index.js';
import { mutant, underWay } from './mutant.js';

/** CLOSE-2: What comes for a socket while its WSPCloseSocket is under way is kept, and told with the next message. */
export const toldBehindTheClose = mutant(
  {
    name: 'told-behind-the-close',
    breaks: 'CLOSE-2',
    by: 'overlap',
    fault: 'What comes for a socket while its WSPCloseSocket is under way is kept, and told with the next message.',
  },
  {
    around(open, setup) {
      const closing = new Set<string>();
      let kept: readonly Indication[] = [];
      const key = ({ node, socket }: Pick<Indication, 'node' | 'socket'>): string => `${node} ${socket}`;
      const tell = (): void => {
        const ready = kept.filter((it) => !closing.has(key(it)));
        kept = kept.filter((it) => closing.has(key(it)));
        for (const it of ready) setup.indicate(it);
      };
      const bed = open({
        ...setup,
        indicate(it) {
          if (closing.has(key(it))) kept = [...kept, it];
          else setup.indicate(it);
        },
      });
      return answeringLater({
        ...bed,
        closeSocket(node, args) {
          const it = key({ node, ...args });
          closing.add(it);
          return underWay(() => {
            closing.delete(it);
            return bed.closeSocket(node, args);
          });
        },
        step() {
          tell();
          return bed.step?.() ?? false;
        },
        deliver(from, to) {
          tell();
          return bed.deliver?.(from, to) ?? false;
        },
        settle() {
          tell();
          return bed.settle?.();
        },
      });
    },
  },
);

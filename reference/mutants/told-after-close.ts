import { succeeded, type Indication } from '../../src/provider.js';
import { mutant } from './mutant.js';

/** CLOSE-2: When everybody else has been told of a close, the closed descriptor itself is told of it too. */
export const toldAfterClose = mutant(
  {
    name: 'told-after-close',
    breaks: 'CLOSE-2',
    by: 'scenario',
    fault: 'When everybody else has been told of a close, the closed descriptor itself is told of it too.',
  },
  {
    around: (open, setup) => {
      const bed = open(setup);
      const late: Indication[] = [];
      return {
        ...bed,
        closeSocket(node, args) {
          const result = bed.closeSocket(node, args);
          if (!(result instanceof Promise) && succeeded(result))
            late.push({ node, socket: args.socket, event: 'FD_CLOSE', error: 'NO_ERROR' });
          return result;
        },
        settle() {
          void bed.settle?.();
          for (const indication of late.splice(0)) setup.indicate(indication);
        },
      };
    },
  },
);

import { succeeded } from '../../src/provider.js';
import { around, mutant } from './mutant.js';

/** ACCEPT-2: WSPAccept without a request answers WSAEINVAL. */
export const nothingIsInvalid = mutant(
  {
    name: 'nothing-is-invalid',
    breaks: 'ACCEPT-2',
    by: 'scenario',
    fault: 'WSPAccept without a request answers WSAEINVAL.',
    alsoReported: {
      'ACCEPT-6': 'After a withdrawal there is nothing to accept, which has to be said with the right code.',
    },
  },
  {
    around: around((bed) => ({
      accept(node, args) {
        const result = bed.accept?.(node, args) ?? { error: 'WSAEOPNOTSUPP' };
        return result instanceof Promise || succeeded(result) || result.error !== 'WSAEWOULDBLOCK'
          ? result
          : { ...result, error: 'WSAEINVAL' };
      },
    })),
  },
);

import { createProvider } from '../memory/index.js';
import type { Odd } from './odd.js';

/** The lowest free number is the next descriptor, as for file descriptors on Unix. */
export const reusesDescriptors: Odd = {
  name: 'reuses-descriptors',
  oddity: 'A descriptor that was closed is given out again for the next socket (CLOSE-1).',
  provider: createProvider({
    name: 'reuses-descriptors',
    rules: {
      nextDescriptor({ sockets }) {
        let free = 3;
        while (sockets.has(free)) free += 1;
        return free;
      },
    },
  }),
};

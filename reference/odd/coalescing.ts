import { createProvider } from '../memory/index.js';
import type { Odd } from './odd.js';

/** One FD_ACCEPT for all requests that have arrived until it is told. */
export const coalescing: Odd = {
  name: 'coalescing',
  oddity: 'FD_ACCEPT is told some time after a request has arrived, and then for all that have (EVENTS-3).',
  provider: createProvider({
    name: 'coalescing',
    rules: { indicatesLater: (_socket, event) => event === 'FD_ACCEPT' },
  }),
};

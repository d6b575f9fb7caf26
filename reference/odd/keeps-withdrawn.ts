import { createProvider } from '../memory/index.js';
import type { Odd } from './odd.js';

/** WSPAccept tells of a withdrawn request, rather than passing it over. */
export const keepsWithdrawn: Odd = {
  name: 'keeps-withdrawn',
  oddity: 'A request that was withdrawn stays in the queue until WSPAccept meets it, with WSAECONNRESET (ACCEPT-6).',
  provider: createProvider({ name: 'keeps-withdrawn', rules: { withdrawalEmptiesPlace: () => false } }),
};

import { answeringLater, createProvider } from '../memory/index.js';
import type { Odd } from './odd.js';

/** Everything takes a while. */
export const slow: Odd = {
  name: 'slow',
  oddity: 'Every call is answered by a promise, many turns later, and what it sets going is indicated meanwhile.',
  provider: createProvider({
    name: 'slow',
    around: (open, setup) => answeringLater(open(setup), () => ({ there: 3, back: 3 })),
  }),
  runs: 15,
};

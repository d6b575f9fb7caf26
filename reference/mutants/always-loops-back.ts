import { dataPlane } from '../../src/provider.js';
import { mutant } from './mutant.js';

/** LOOPBACK-1: A member hears what it sends although it has turned loopback off. */
export const alwaysLoopsBack = mutant(
  {
    name: 'always-loops-back',
    breaks: 'LOOPBACK-1',
    by: 'scenario',
    fault: 'A member hears what it sends although it has turned loopback off.',
  },
  { rules: { loopsBack: ({ entry }) => dataPlane(entry) === 'nonrooted' } },
);

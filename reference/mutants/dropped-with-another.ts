import { mutant } from './mutant.js';

/** USING-14: When the root closes its descriptor for one leaf, a leaf whose admittance is on its way to it is dropped too. */
export const droppedWithAnother = mutant(
  {
    name: 'dropped-with-another',
    breaks: 'USING-14',
    by: 'property',
    fault:
      'When the root closes its descriptor for one leaf, a leaf whose admittance is on its way to it is dropped too.',
  },
  {
    rules: {
      alsoEnds: (join, { ties }) =>
        [...ties].filter((other) => other !== join && other.request === 'accepted' && other.outcome === 'awaited'),
    },
  },
);

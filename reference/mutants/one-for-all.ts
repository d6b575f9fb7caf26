import { mutant } from './mutant.js';

/** USING-14: When the root closes its descriptor for one leaf, all leaves get FD_CLOSE. */
export const oneForAll = mutant(
  {
    name: 'one-for-all',
    breaks: 'USING-14',
    by: 'scenario',
    fault: 'When the root closes its descriptor for one leaf, all leaves get FD_CLOSE.',
  },
  { rules: { alsoEnds: (join, { ties }) => [...ties].filter((other) => other !== join) } },
);

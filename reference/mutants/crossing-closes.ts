import { mutant } from './mutant.js';

/** CLOSE-2: FD_CLOSE is indicated on a descriptor of the root that was closed while its leaf left. */
export const crossingCloses = mutant(
  {
    name: 'crossing-closes',
    breaks: 'CLOSE-2',
    by: 'property',
    fault: 'FD_CLOSE is indicated on a descriptor of the root that was closed while its leaf left.',
  },
  { rules: { indicatesAfterClose: ({ tie, descriptor }) => tie?.standIn?.descriptor === descriptor } },
);

import { mutant } from './mutant.js';

/** EVENTS-3: FD_ACCEPT is not indicated again while exactly three requests are left. */
export const fourthRequestLost = mutant(
  {
    name: 'fourth-request-lost',
    breaks: 'EVENTS-3',
    by: 'property',
    fault: 'FD_ACCEPT is not indicated again while exactly three requests are left.',
  },
  { rules: { announcesRest: ({ queue }) => queue.length > 0 && queue.length !== 3 } },
);

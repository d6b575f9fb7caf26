import { mutant } from './mutant.js';

/** USING-17: WSPShutdown of the c_root ends nothing. */
export const shutdownWithoutEnd = mutant(
  {
    name: 'shutdown-without-end',
    breaks: 'USING-17',
    by: 'scenario',
    fault: 'WSPShutdown of the c_root ends nothing.',
    alsoReported: {
      'USING-12': 'Where the events were inherited, it looks as if they had not been.',
      'USING-15': 'Where the events were inherited, it looks as if they had not been.',
      'ACCEPT-7': 'Where the events were inherited, it looks as if they had not been.',
    },
  },
  { rules: { shutdownEndsSession: () => false } },
);

import { mutant } from './mutant.js';

/** USING-17: WSPShutdown of the c_root ends nothing. */
export const shutdownWithoutEnd = mutant(
  {
    name: 'shutdown-without-end',
    breaks: 'USING-17',
    by: 'scenario',
    fault: 'WSPShutdown of the c_root ends nothing.',
  },
  { rules: { shutdownEndsSession: () => false } },
);

import { mutant } from './mutant.js';

/** ACCEPT-5: FD_ACCEPT is indicated again while the request that was deferred is at the head. */
export const deferralAnnounces = mutant(
  {
    name: 'deferral-announces',
    breaks: 'ACCEPT-5',
    by: 'scenario',
    fault: 'FD_ACCEPT is indicated again while the request that was deferred is at the head.',
  },
  { rules: { acceptEnablesAgain: () => true } },
);

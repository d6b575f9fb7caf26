import { mutant } from './mutant.js';

/** IPMC-2: A sender-only join has the system join the group. */
export const senderReportsMembership = mutant(
  {
    name: 'sender-reports-membership',
    breaks: 'IPMC-2',
    by: 'scenario',
    fault: 'A sender-only join has the system join the group.',
  },
  { rules: { reportsMembership: () => true } },
);

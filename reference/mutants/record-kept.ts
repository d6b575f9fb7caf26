import { mutant } from './mutant.js';

/** EVENTS-2: WSPEnumNetworkEvents does not clear the record. */
export const recordKept = mutant(
  {
    name: 'record-kept',
    breaks: 'EVENTS-2',
    by: 'scenario',
    fault: 'WSPEnumNetworkEvents does not clear the record.',
  },
  { rules: { recordAfterEnum: (recorded) => recorded } },
);

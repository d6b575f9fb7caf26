import { dataPlane } from '../../src/provider.js';
import { CAPABILITIES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** INFO-2: Both data planes are claimed, and only the nonrooted one has an entry. */
export const oneEntryForTwoPlanes = mutant(
  {
    name: 'one-entry-for-two-planes',
    breaks: 'INFO-2',
    by: 'scenario',
    fault: 'Both data planes are claimed, and only the nonrooted one has an entry.',
  },
  { capabilities: { entries: CAPABILITIES.entries.filter((entry) => dataPlane(entry) !== 'rooted') } },
);

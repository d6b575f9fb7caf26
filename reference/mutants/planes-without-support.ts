import { XP1 } from '../../src/provider.js';
import { CAPABILITIES, ENTRIES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** INFO-1: An entry has the bits of both planes, but not the one for multipoint support. */
export const planesWithoutSupport = mutant(
  {
    name: 'planes-without-support',
    breaks: 'INFO-1',
    by: 'scenario',
    fault: 'An entry has the bits of both planes, but not the one for multipoint support.',
  },
  {
    capabilities: {
      entries: [
        ...CAPABILITIES.entries,
        { ...ENTRIES.plain, id: 1005, serviceFlags: XP1.MULTIPOINT_CONTROL_PLANE | XP1.MULTIPOINT_DATA_PLANE },
      ],
    },
  },
);

import { XP1, controlPlane } from '../../src/provider.js';
import { CAPABILITIES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** IPMC-1: The entry of IP multicast has a rooted data plane. */
export const multicastWithDRoot = mutant(
  {
    name: 'multicast-with-d-root',
    breaks: 'IPMC-1',
    by: 'scenario',
    fault: 'The entry of IP multicast has a rooted data plane.',
  },
  {
    capabilities: {
      entries: CAPABILITIES.entries.map((entry) =>
        controlPlane(entry) === 'nonrooted'
          ? { ...entry, serviceFlags: entry.serviceFlags | XP1.MULTIPOINT_DATA_PLANE }
          : entry,
      ),
    },
  },
);

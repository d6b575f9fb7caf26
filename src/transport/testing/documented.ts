import type { Provider, Testbed } from '../../provider.js';
import { createProvider, ENTRIES } from '../../../reference/memory/index.js';

/** The provider whose session docs/adapter-protocol.md shows: rooted alone, and it has no `memberships`. */
export const DOCUMENTED: Provider = createProvider({
  name: 'conference-stack',
  version: '2.4.1',
  capabilities: {
    schemes: ['invite'],
    dataPlanes: ['rooted-data'],
    entries: [ENTRIES.rootedRooted],
    features: ['condition'],
    maxNodes: 9,
  },
  around(open, setup) {
    const testbed: Testbed = { ...open(setup) };
    for (const key of ['memberships', 'session', 'noSession', 'unreachable', 'step'])
      Reflect.deleteProperty(testbed, key);
    return testbed;
  },
});

import { CAPABILITIES, ENTRIES, RULES, createProvider } from '../memory/index.js';
import type { Feature } from '../../src/provider.js';
import type { Odd } from './odd.js';

const OF_NONROOTED: readonly Feature[] = ['ip-multicast', 'memberships', 'missing-session'];

/** Leaves come in by asking alone, as in networks where a multipoint connection is set up by those who want in. */
export const admitOnly: Odd = {
  name: 'admit-only',
  oddity: 'Only leaves bring themselves in: a c_leaf does not listen, and a c_root cannot be given to WSPJoinLeaf.',
  provider: createProvider({
    name: 'admit-only',
    capabilities: {
      schemes: ['admit'],
      entries: [ENTRIES.rootedRooted, ENTRIES.rootedNonrooted, ENTRIES.plain],
      features: CAPABILITIES.features.filter((feature) => !OF_NONROOTED.includes(feature)),
    },
    rules: {
      joinChecks: {
        ...RULES.joinChecks,
        notListening: (ask) =>
          ask.socket.roles.control === 'c_root' ? 'WSAEOPNOTSUPP' : RULES.joinChecks.notListening(ask),
      },
      listenChecks: {
        ...RULES.listenChecks,
        bound: (ask) =>
          RULES.listenChecks.bound(ask) ?? (ask.socket.roles.control === 'c_leaf' ? 'WSAEOPNOTSUPP' : undefined),
      },
    },
  }),
};

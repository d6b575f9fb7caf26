import type { Feature } from '../../src/provider.js';
import { CAPABILITIES, ENTRIES, RULES, createProvider } from '../memory/index.js';
import type { Odd } from './odd.js';

const OF_NONROOTED: readonly Feature[] = ['ip-multicast', 'memberships', 'missing-session'];

/** Leaves come in by invitation alone: the root knows beforehand who is to take part. */
export const inviteOnly: Odd = {
  name: 'invite-only',
  oddity: 'Only the root brings leaves in: a c_root does not listen, and no control plane is nonrooted (JOIN-2.1).',
  provider: createProvider({
    name: 'invite-only',
    capabilities: {
      schemes: ['invite'],
      entries: [ENTRIES.rootedRooted, ENTRIES.rootedNonrooted, ENTRIES.plain],
      features: CAPABILITIES.features.filter((feature) => !OF_NONROOTED.includes(feature)),
    },
    rules: {
      listenChecks: {
        ...RULES.listenChecks,
        bound: (ask) =>
          RULES.listenChecks.bound(ask) ?? (ask.socket.roles.control === 'c_root' ? 'WSAEOPNOTSUPP' : undefined),
      },
    },
  }),
};

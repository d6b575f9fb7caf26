import type { Clause } from './types.js';

/** SIO_MULTIPOINT_LOOPBACK. */
export const LOOPBACK = {
  'LOOPBACK-1': {
    article: 'LOOPBACK',
    paragraph: '1',
    level: 'extended',
    title: 'SIO_MULTIPOINT_LOOPBACK decides whether a member hears itself',
    summary: 'Switched on, a d_leaf receives its own data; switched off, it does not.',
    applies: { dataPlane: 'nonrooted-data', features: ['loopback'] },
    evidence: ['data'],
    verified: { by: 'scenario', how: 'a member sends with the setting on and with it off' },
  },
} as const satisfies Record<`LOOPBACK-${number}`, Clause>;

/** SIO_MULTICAST_SCOPE. */
export const SCOPE = {
  'SCOPE-1': {
    article: 'SCOPE',
    paragraph: '1',
    level: 'extended',
    title: 'SIO_MULTICAST_SCOPE limits how far data goes',
    summary:
      'At 0 data stays on the host of the sender, at 1, where it starts, it goes on the wire but through no router; higher values let it pass more of them.',
    applies: { dataPlane: 'nonrooted-data', features: ['scope'] },
    evidence: ['data'],
    verified: { by: 'scenario', how: 'a member sends with the scope untouched, at 0 and at 1' },
  },
} as const satisfies Record<`SCOPE-${number}`, Clause>;

/** IP multicast as a multipoint protocol. */
export const IPMC = {
  'IPMC-1': {
    article: 'IPMC',
    paragraph: '1',
    level: 'extended',
    title: 'IP multicast has c_leaf/d_leaf sockets alone',
    summary:
      'Its entry is nonrooted in the control plane and in the data plane, so no root of either kind can be made.',
    applies: { features: ['ip-multicast'] },
    evidence: ['claims', 'return'],
    verified: { by: 'scenario', how: 'the entry is read, and roots of both kinds are asked for' },
  },
  'IPMC-2': {
    article: 'IPMC',
    paragraph: '2',
    level: 'extended',
    title: 'a sender-only join of IP multicast enters no group',
    summary: 'There is nothing to report to routers, so the system lists no membership; FD_CONNECT comes all the same.',
    applies: { features: ['ip-multicast', 'memberships'] },
    evidence: ['value', 'FD_CONNECT'],
    verified: { by: 'scenario', how: 'the memberships of a node are listed after a sender-only join' },
  },
  'IPMC-3': {
    article: 'IPMC',
    paragraph: '3',
    level: 'extended',
    title: 'closing an IP multicast socket leaves the group',
    summary: 'The membership that the socket held is gone from the system once the socket is closed.',
    applies: { features: ['ip-multicast', 'memberships'] },
    evidence: ['value'],
    verified: { by: 'scenario', how: 'the memberships of a node are listed before a close and after it' },
  },
  'IPMC-4': {
    article: 'IPMC',
    paragraph: '4',
    level: 'extended',
    title: 'IP multicast loopback is switched where the data is received',
    summary:
      'Winsock reads the setting on the receiving socket, a Unix stack on the sending one; a provider over the latter bridges the gap or declares it.',
    applies: { features: ['ip-multicast', 'loopback'], loopbackSide: 'receiver' },
    evidence: ['data'],
    verified: { by: 'scenario', how: 'two members on one node send with opposite settings' },
  },
} as const satisfies Record<`IPMC-${number}`, Clause>;

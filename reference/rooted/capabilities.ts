import { AF, XP1, type Feature, type ProtocolEntry } from '../../src/provider.js';

const ROOTED = XP1.SUPPORT_MULTIPOINT | XP1.MULTIPOINT_CONTROL_PLANE;

/** The protocol catalogue: a rooted control plane with either data plane (INFO-2), and TCP without multipoint. */
export const ENTRIES = {
  rootedData: {
    id: 2001,
    name: 'sessions over TCP/IPv4, rooted data',
    serviceFlags: ROOTED | XP1.MULTIPOINT_DATA_PLANE,
    addressFamily: AF.INET,
  },
  nonrootedData: {
    id: 2002,
    name: 'sessions over TCP/IPv4, nonrooted data',
    serviceFlags: ROOTED,
    addressFamily: AF.INET,
  },
  plain: { id: 2003, name: 'TCP/IPv4', serviceFlags: 0, addressFamily: AF.INET },
} as const satisfies Readonly<Record<string, ProtocolEntry>>;

/** What holds of every host. */
export const FEATURES: readonly Feature[] = [
  'caller-data',
  'blocking',
  'condition',
  'loopback',
  'plain-sockets',
  'backlog',
  'event-records',
  'shutdown',
];

import {
  AF,
  DATA_PLANES,
  FEATURES,
  SCHEMES,
  XP1,
  type Address,
  type Capabilities,
  type ProtocolEntry,
} from '../../src/provider.js';

function entry(id: number, name: string, serviceFlags: number): ProtocolEntry {
  return { id, name, serviceFlags, addressFamily: AF.INET };
}

/** The protocol catalogue: one entry for each combination of planes, and one without multipoint (INFO-1, INFO-2). */
export const ENTRIES = {
  rootedRooted: entry(
    1001,
    'memory, rooted control, rooted data',
    XP1.SUPPORT_MULTIPOINT | XP1.MULTIPOINT_CONTROL_PLANE | XP1.MULTIPOINT_DATA_PLANE,
  ),
  rootedNonrooted: entry(
    1002,
    'memory, rooted control, nonrooted data',
    XP1.SUPPORT_MULTIPOINT | XP1.MULTIPOINT_CONTROL_PLANE,
  ),
  nonrooted: entry(1003, 'memory, nonrooted in both planes', XP1.SUPPORT_MULTIPOINT | XP1.CONNECTIONLESS),
  plain: entry(1004, 'memory, no multipoint', 0),
} as const;

/** What the reference provider claims: all there is. */
export const CAPABILITIES: Capabilities = {
  schemes: SCHEMES,
  dataPlanes: DATA_PLANES,
  entries: [ENTRIES.rootedRooted, ENTRIES.rootedNonrooted, ENTRIES.nonrooted, ENTRIES.plain],
  features: FEATURES,
  maxNodes: 65,
  loopbackSide: 'receiver',
};

/** The addresses that mean something in every case. Hosts are of the networks set aside for private use and examples. */
export const PLACES = {
  /** The nonrooted session: it exists before anybody joins it (TAXONOMY-2). */
  session: inet('239.1.1.1', 5004),
  /** The same kind of address, without a session. */
  noSession: inet('239.1.1.2', 5004),
  /** No node has this host, and no route leads there. */
  unreachable: inet('192.0.2.1', 5004),
} as const;

/** Where the sockets of the nth node, counted from 0, are to be bound. */
export function homeOf(n: number): Address {
  return inet(`10.0.${Math.floor(n / 250)}.${(n % 250) + 1}`, 0);
}

function inet(host: string, port: number): Address {
  return { family: AF.INET, host, port };
}

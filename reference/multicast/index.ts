import { platform, release, type } from 'node:os';
import { AF, XP1, type Feature, type ProtocolEntry, type Provider } from '../../src/provider.js';
import { sessionFor } from './group.js';
import { interfaceAddress } from './interface.js';
import { systemMemberships } from './memberships.js';
import { openTestbed } from './testbed.js';

const UDP = { serviceFlags: XP1.CONNECTIONLESS, addressFamily: AF.INET };

/**
 * UDP over IPv4, twice: as a multipoint protocol, which is nonrooted in both planes (IPMC-1), for neither plane's bit is
 * set, and without multipoint support, for plain sockets alone.
 */
const ENTRIES: readonly ProtocolEntry[] = [
  { ...UDP, id: 1, name: 'UDP/IPv4 multicast', serviceFlags: UDP.serviceFlags | XP1.SUPPORT_MULTIPOINT },
  { ...UDP, id: 2, name: 'UDP/IPv4' },
];

/** What this provider can be told. */
export interface MulticastOptions {
  /**
   * The network interface to use: its name or one of its IPv4 addresses. The first external one where it is not said,
   * and the loopback interface on a host that has no other.
   */
  readonly interface?: string;
}

let turns = 0;

/**
 * The nonrooted scheme over the operating system's own IP multicast: WSPJoinLeaf is IP_ADD_MEMBERSHIP, and what members
 * hear went through the system's network stack. All nodes of a process are on this host, and have one address.
 *
 * For Linux: the receiving side leans on its rules for sockets that are bound to a group. Elsewhere `open` throws, and
 * a run is inconclusive. It cannot say that it is settled, so it is judged by deadlines.
 */
export function createProvider(options: MulticastOptions): Provider {
  const joinedHosts = systemMemberships();
  const features: readonly Feature[] = [
    'ip-multicast',
    'loopback',
    'scope',
    // A call returns when the system has answered, so a blocking join's return says it all (USING-21).
    'blocking',
    'event-records',
    'plain-sockets',
    ...(joinedHosts === undefined ? [] : (['memberships'] as const)),
  ];
  return {
    name: 'joinleaf IP multicast',
    // What is under test is the system's multicast as much as this code.
    version: `0.1.0 on ${type()} ${release()}`,
    capabilities: {
      schemes: ['nonrooted'],
      dataPlanes: ['nonrooted-data'],
      entries: ENTRIES,
      features,
      // Unix has it at the sender; the difference is made up for (IPMC-4).
      loopbackSide: 'receiver',
      // Nobody sends a lost datagram again.
      dataDelivery: 'best-effort',
    },
    open(setup) {
      if (platform() !== 'linux') throw new Error(`IP multicast is provided for Linux only, and this is ${type()}`);
      const via = interfaceAddress(options.interface);
      if (via === undefined) {
        throw new Error(`no IPv4 interface ${options.interface ?? 'at all'} on this host`);
      }
      turns += 1;
      const { seed, elsewhere } = setup;
      // Where others have to come to the same session, it follows from the seed alone.
      const mine = elsewhere === undefined ? { via, pid: process.pid, turn: turns } : { via: '', pid: 0, turn: 0 };
      const session = sessionFor({ seed, ...mine });
      return openTestbed(setup, { entries: ENTRIES, via, session, joinedHosts });
    },
  };
}

/** The provider on this host's default interface. */
export const provider: Provider = createProvider({});

import { platform } from 'node:os';
import type { Feature, Provider } from '../../src/provider.js';
import { ENTRIES, FEATURES } from './capabilities.js';
import { placeAt } from './interface.js';
import type { Limits } from './limits.js';
import { openTestbed } from './testbed.js';

export { ENTRIES } from './capabilities.js';
export { openHost, type HostOptions, type HostVerb, type OpenHost } from './host.js';
export { LIMITS, type Limits } from './limits.js';
export type { NetworkEvent } from './model.js';
export { Traffic } from './traffic.js';

/** What this provider can be told. */
export interface RootedOptions {
  /**
   * The network interface to use: its name or one of its IPv4 addresses. Where it is not said, the hosts live on
   * loopback addresses, and nothing leaves the machine.
   */
  readonly interface?: string;
  readonly limits?: Partial<Limits>;
}

/**
 * Sessions with a root over real TCP connections. A case whose nodes are all in this process is told apart by
 * addresses or ports alone; it can say when it is settled, for it has both ends of every connection in sight.
 */
export function createProvider(options: RootedOptions = {}): Provider {
  const place = placeAt(options.interface);
  // Only of Linux is it known that TCP to a network's broadcast address fails at once, and that nothing is sent.
  const noWay = platform() === 'linux' ? place?.broadcast : undefined;
  const features: readonly Feature[] = noWay === undefined ? FEATURES : [...FEATURES, 'unreachable'];
  return {
    name: 'joinleaf sessions over TCP',
    version: '0.1.0',
    capabilities: {
      schemes: ['invite', 'admit'],
      dataPlanes: ['rooted-data', 'nonrooted-data'],
      entries: Object.values(ENTRIES),
      features,
      loopbackSide: 'receiver',
    },
    open(setup) {
      if (place === undefined) throw new Error(`no IPv4 interface ${options.interface ?? 'at all'} on this host`);
      return openTestbed(setup, { ...place, unreachable: noWay, limits: options.limits ?? {} });
    },
  };
}

/** The provider on loopback addresses. */
export const provider: Provider = createProvider();

import { setImmediate as turn } from 'node:timers/promises';
import type { Args, Awaitable, CaseSetup, Gives, NodeName, Result, Testbed } from '../../src/provider.js';
import { openHost, type HostVerb, type HostVerbs, type OpenHost } from './host.js';
import type { Limits } from './limits.js';
import type { NetworkEvent } from './model.js';
import { inet } from './tcp.js';
import { Traffic } from './traffic.js';

/** Where the hosts of a case live. */
export interface Place {
  /** The address of the nth node of a case, counted from 0. */
  readonly addressOf: (n: number) => string;
  /** An address to which there is no way, if one is known. */
  readonly unreachable: string | undefined;
  readonly limits: Partial<Limits>;
}

/** Opens the world of one case: a host for each node, all in this process. */
export function openTestbed(setup: CaseSetup, { addressOf, unreachable, limits }: Place): Testbed {
  const traffic = new Traffic();
  const hosts = new Map<NodeName, OpenHost>();
  for (const [n, node] of setup.nodes.entries()) {
    const told = (event: NetworkEvent): void => {
      setup.indicate({ node, ...event });
    };
    hosts.set(node, openHost({ address: addressOf(n), indicate: told, limits, traffic }));
  }
  const verb =
    <V extends HostVerb>(name: V) =>
    (node: NodeName, args: Args<V>): Awaitable<Result<Gives<V>>> => {
      const host = hosts.get(node);
      if (host === undefined) throw new RangeError(`this case has no node ${node}`);
      const method: HostVerbs[V] = host[name];
      return method(args);
    };
  return {
    addresses: Object.fromEntries(setup.nodes.map((node, n) => [node, inet(addressOf(n), 0)])),
    ...(unreachable === undefined ? {} : { unreachable: inet(unreachable, 5004) }),
    socket: verb('socket'),
    bind: verb('bind'),
    listen: verb('listen'),
    joinLeaf: verb('joinLeaf'),
    accept: verb('accept'),
    connect: verb('connect'),
    eventSelect: verb('eventSelect'),
    enumNetworkEvents: verb('enumNetworkEvents'),
    closeSocket: verb('closeSocket'),
    shutdown: verb('shutdown'),
    send: verb('send'),
    recv: verb('recv'),
    ioctl: verb('ioctl'),
    getSockName: verb('getSockName'),
    calleeData: verb('calleeData'),
    async settle() {
      await traffic.quiet();
      // Calls that have just come to their end tell it only after this turn of the event loop.
      await turn();
      await traffic.quiet();
    },
    close() {
      for (const host of hosts.values()) host.close();
    },
  };
}

import type { Args, Awaitable, Gives, Result, Verb } from '../../src/provider.js';
import { accept } from './accepting.js';
import { ioctl, recv, send } from './data.js';
import { failed } from './errors.js';
import { enumNetworkEvents, eventSelect } from './events.js';
import { connect, joinLeaf } from './joining.js';
import { LIMITS, type Limits } from './limits.js';
import { listen, stopListening } from './listening.js';
import type { Host, NetworkEvent, Socket } from './model.js';
import { closeSocket, shutdown } from './parting.js';
import { bind, getSockName, socket } from './sockets.js';
import { Traffic } from './traffic.js';

/** The verbs of a host: those of the SPI that a session with a root needs. */
export type HostVerb = Exclude<Verb, 'addMembership' | 'memberships'>;

/** The SPI's verbs on a host's sockets, without the node's name that the port has. */
export type HostVerbs = {
  readonly [V in HostVerb]: (this: void, args: Args<V>) => Awaitable<Result<Gives<V>>>;
};

/** A host that is open. */
export interface OpenHost extends HostVerbs {
  /** Gives everything back. Whoever was joined to one of its sockets sees the connection reset. */
  close(this: void): void;
}

/** What a host is opened with. */
export interface HostOptions {
  /** The IPv4 address, one of this machine's, on which all of its sockets live. */
  readonly address: string;
  /** Is told of each network event that WSPEventSelect has nominated, when it occurs. */
  readonly indicate: (event: NetworkEvent) => void;
  readonly limits?: Partial<Limits>;
  /** Shared by hosts of one process whose owner wants to know when nothing is under way between them. */
  readonly traffic?: Traffic;
}

/** Opens a host. Nothing of it is on the network before a socket listens or joins. */
export function openHost({ address, indicate, limits, traffic = new Traffic() }: HostOptions): OpenHost {
  let open = true;
  const host: Host = {
    address,
    limits: { ...LIMITS, ...limits },
    traffic,
    indicate: (event) => {
      if (open) indicate(event);
    },
    sockets: new Map(),
    ports: new Map(),
    links: new Set(),
    latestDescriptor: 96,
  };
  traffic.addresses.add(address);

  /** A verb on a socket: the descriptor is looked up first, whatever the verb (USING-20, CLOSE-1). */
  const on =
    <A extends { readonly socket: number }, T>(verb: (socket: Socket, args: A) => Awaitable<Result<T>>) =>
    (args: A): Awaitable<Result<T>> => {
      const found = host.sockets.get(args.socket);
      return found === undefined ? failed('WSAENOTSOCK') : verb(found, args);
    };

  return {
    socket: (args) => (open ? socket(host, args) : failed('WSAENETDOWN')),
    bind: on(bind),
    listen: on(listen),
    joinLeaf: on(joinLeaf),
    accept: on(accept),
    connect: on(connect),
    eventSelect: on(eventSelect),
    enumNetworkEvents: on(enumNetworkEvents),
    closeSocket: on(closeSocket),
    shutdown: on(shutdown),
    send: on(send),
    recv: on(recv),
    ioctl: on(ioctl),
    getSockName: on(getSockName),
    calleeData: on(({ calleeData }) => ({ ok: { data: calleeData } })),
    close() {
      open = false;
      for (const one of [...host.sockets.values()]) {
        stopListening(one);
        one.outstanding?.returns?.(failed('WSAENETDOWN'));
        one.outstanding?.cancel();
        one.open = false;
      }
      host.sockets.clear();
      for (const link of host.links) link.abort();
    },
  };
}

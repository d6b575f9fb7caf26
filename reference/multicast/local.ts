import type { Socket } from 'node:dgram';
import { isIPv4 } from 'node:net';
import { AF, type Address, type Result } from '../../src/provider.js';
import { attempt, DONE } from './errors.js';
import { isGroup } from './group.js';
import { closeUdp, openUdp } from './udp.js';

type Nothing = Readonly<Record<never, never>>;

/** A bound UDP socket, and what the rest has to know of it. */
export interface Bound {
  readonly udp: Socket;
  /** What WSPGetSockName says. */
  readonly name: Address;
  /** The local address of the interface that multicast uses, which is also the source address of what is sent. */
  readonly via: string;
}

/**
 * The UDP socket behind an SPI socket: bound once, to an address of its own. It sends, and it holds the memberships.
 */
export interface Local {
  /** WSPBind. */
  bind(name: Address | null): Promise<Result<Nothing>>;
  /** The bound socket; an unbound one is bound to an address that the system chooses (USING-11). */
  bound(): Promise<Result<Bound>>;
  /** The bound socket, if there is one. */
  now(): Bound | undefined;
  /** SIO_MULTICAST_SCOPE: the TTL of what is sent from here on (SCOPE-1). */
  setScope(ttl: number): Result<Nothing>;
  close(): Promise<void>;
}

/** @param via - Local address of the interface to use where the socket is not bound to one. */
export function unbound(via: string): Local {
  let binding: Promise<Result<Bound>> | undefined;
  let bound: Bound | undefined;
  let closed = false;
  let scope = 1;

  const open = async (host: string, port: number): Promise<Result<Bound>> => {
    const opened = await openUdp({ host, port }, false);
    if ('error' in opened) {
      binding = undefined;
      return opened;
    }
    const udp = opened.ok;
    if (closed) {
      await closeUdp(udp);
      return { error: 'WSAENOTSOCK' };
    }
    const at = udp.address();
    const fresh = {
      udp,
      name: { family: AF.INET, host: at.address, port: at.port },
      via: at.address === '0.0.0.0' ? via : at.address,
    };
    const set = attempt(() => {
      udp.setMulticastInterface(fresh.via);
      udp.setMulticastTTL(scope);
      // On Unix this says whether other sockets of the same host hear what is sent. They shall, always: whether the
      // sending socket hears itself is decided where datagrams arrive (IPMC-4).
      udp.setMulticastLoopback(true);
    });
    if ('error' in set) {
      await closeUdp(udp);
      binding = undefined;
      return set;
    }
    bound = fresh;
    return { ok: fresh };
  };

  return {
    async bind(name) {
      if (name === null) return { error: 'WSAEFAULT' };
      if (name.family !== AF.INET) return { error: 'WSAEAFNOSUPPORT' };
      if (!isIPv4(name.host) || isGroup(name.host)) return { error: 'WSAEADDRNOTAVAIL' };
      if (binding !== undefined) return { error: 'WSAEINVAL' };
      binding = open(name.host, name.port);
      const opened = await binding;
      return 'error' in opened ? opened : DONE;
    },
    bound() {
      binding ??= open(via, 0);
      return binding;
    },
    now: () => bound,
    setScope(ttl) {
      if (!Number.isInteger(ttl) || ttl < 0 || ttl > 255) return { error: 'WSAEINVAL' };
      const udp = bound?.udp;
      const set = attempt(() => udp?.setMulticastTTL(ttl));
      if ('error' in set) return set;
      scope = ttl;
      return DONE;
    },
    async close() {
      closed = true;
      if (bound !== undefined) await closeUdp(bound.udp);
    },
  };
}

import {
  AF,
  JL,
  SIO,
  type Address,
  type Args,
  type Awaitable,
  type Descriptor,
  type ErrorName,
  type FdName,
  type Gives,
  type Result,
  type Roles,
  type Verb,
} from '../../src/provider.js';
import { ears } from './ears.js';
import { DONE } from './errors.js';
import { networkEvents } from './events.js';
import { isGroup } from './group.js';
import { inbox } from './inbox.js';
import { unbound } from './local.js';
import { sendTo } from './udp.js';

/** What a socket can be asked; WSPSocket and `memberships` are asked of a node. */
type SocketVerb = Exclude<Verb, 'socket' | 'memberships' | 'listen' | 'accept' | 'connect' | 'shutdown' | 'calleeData'>;

/** An SPI socket: the verbs on it, their arguments without the descriptor. */
export type MulticastSocket = {
  readonly [V in SocketVerb]: (this: void, args: Omit<Args<V>, 'socket'>) => Awaitable<Result<Gives<V>>>;
};

/** How a socket is made. */
export interface SocketSetup {
  readonly descriptor: Descriptor;
  readonly roles: Roles;
  /** Local address of the interface for multicast. */
  readonly via: string;
  readonly indicate: (event: FdName, error: ErrorName) => void;
}

/** Where a socket stands with WSPJoinLeaf. */
type Standing =
  | { readonly at: 'outside' }
  | { readonly at: 'joining' }
  | { readonly at: 'joined'; readonly session: Address; readonly sends: boolean };

const OUTSIDE: Standing = { at: 'outside' };

/** Makes an SPI socket of the IP multicast entry. */
export function multicastSocket({ descriptor, roles, via, indicate }: SocketSetup): MulticastSocket {
  const events = networkEvents((event, error) => {
    if (!closed) indicate(event, error);
  });
  const waiting = inbox(events);
  const local = unbound(via);
  const hearing = ears((data, sender) => {
    if (loopback || !isOwn(sender)) waiting.put(data);
  });
  let standing = OUTSIDE;
  let loopback = true;
  let closed = false;

  // Told by where a datagram comes from, never by what is in it: no other socket of the host has this address and port.
  const isOwn = ({ host, port }: Pick<Address, 'host' | 'port'>): boolean => {
    const own = local.now();
    return own?.via === host && own.name.port === port;
  };

  const include = async (group: Address, hears: boolean, joinedAlready: ErrorName): Promise<Result<unknown>> => {
    const bound = await local.bound();
    // A sender is no member: nothing goes to the system, and nothing is reported (IPMC-2).
    if ('error' in bound || !hears) return bound;
    const at = group.port === 0 ? { ...group, port: bound.ok.name.port } : group;
    return hearing.join(bound.ok, at, joinedAlready);
  };

  return {
    bind: ({ name }) => local.bind(name),

    async joinLeaf({ name, flags, callerData }) {
      const refused = refusal(roles, standing) ?? unusable(name, flags, callerData);
      if (refused !== undefined) return { error: refused };
      if (name === null) return { error: 'WSAEFAULT' };
      standing = { at: 'joining' };
      const outcome = await include(name, flags !== JL.SENDER_ONLY, 'WSAEISCONN');
      if (closed) return { error: 'WSAENOTSOCK' };
      if ('error' in outcome) {
        standing = OUTSIDE;
        return outcome;
      }
      standing = { at: 'joined', session: name, sends: flags !== JL.RECEIVER_ONLY };
      // The system has done it all by now, so the completion may be told before the call has returned.
      events.occur('FD_CONNECT', 'NO_ERROR');
      return { ok: { socket: descriptor } };
    },

    async addMembership({ group }) {
      if (group.family !== AF.INET) return { error: 'WSAEAFNOSUPPORT' };
      if (!isGroup(group.host)) return { error: 'WSAEADDRNOTAVAIL' };
      const outcome = await include(group, true, 'WSAEISCONN');
      return 'error' in outcome ? outcome : DONE;
    },

    send({ data }) {
      const bound = local.now();
      if (standing.at !== 'joined' || bound === undefined) return { error: 'WSAENOTCONN' };
      if (!standing.sends) return { error: 'WSAEOPNOTSUPP' };
      return sendTo(bound.udp, data, standing.session);
    },

    recv() {
      const data = waiting.take();
      return data === undefined ? { error: 'WSAEWOULDBLOCK' } : { ok: { data } };
    },

    ioctl({ code, value }) {
      if (code === SIO.MULTICAST_SCOPE) return local.setScope(value);
      if (code !== SIO.MULTIPOINT_LOOPBACK || (value !== 0 && value !== 1)) return { error: 'WSAEINVAL' };
      loopback = value === 1;
      return DONE;
    },

    getSockName() {
      const bound = local.now();
      return bound === undefined ? { error: 'WSAEINVAL' } : { ok: { name: bound.name } };
    },

    eventSelect({ events: mask }) {
      events.select(mask);
      waiting.retell();
      return DONE;
    },

    enumNetworkEvents: () => ({ ok: events.enumerate() }),

    async closeSocket() {
      closed = true;
      await Promise.all([hearing.close(), local.close()]);
      return DONE;
    },
  };
}

/** Why this socket cannot join now. */
function refusal({ control }: Roles, { at }: Standing): ErrorName | undefined {
  if (control === 'plain') return 'WSAEINVAL';
  if (at === 'joining') return 'WSAEALREADY';
  return at === 'joined' ? 'WSAEISCONN' : undefined;
}

/** Why nobody could join with these arguments (USING-18, USING-20). */
function unusable(name: Address | null, flags: number, callerData: string | undefined): ErrorName | undefined {
  if (name === null) return 'WSAEFAULT';
  if (name.family !== AF.INET) return 'WSAEAFNOSUPPORT';
  // Where no session can be, another c_leaf's own address for example (JOIN-5.4).
  if (!isGroup(name.host) || name.port === 0) return 'WSAEADDRNOTAVAIL';
  if (callerData !== undefined) return 'WSAEPROTONOSUPPORT';
  return flags === JL.SENDER_ONLY || flags === JL.RECEIVER_ONLY || flags === JL.BOTH ? undefined : 'WSAEINVAL';
}

import type {
  Address,
  Condition,
  DataRole,
  Descriptor,
  ErrorName,
  FdName,
  Gives,
  ProtocolEntry,
  Result,
  Roles,
} from '../../src/provider.js';
import type { Limits } from './limits.js';
import type { Link } from './link.js';
import type { Door } from './tcp.js';
import type { Traffic } from './traffic.js';
import type { Request } from './wire.js';

/** A network event, as a host tells it. */
export interface NetworkEvent {
  readonly socket: Descriptor;
  readonly event: FdName;
  /** NO_ERROR, or why it failed. */
  readonly error: ErrorName;
}

/** A host: an address, and the sockets that live there. */
export interface Host {
  readonly address: string;
  readonly limits: Limits;
  readonly traffic: Traffic;
  readonly indicate: (event: NetworkEvent) => void;
  readonly sockets: Map<Descriptor, Socket>;
  /** Who was bound to which port. Sockets made from others share a name without holding it. */
  readonly ports: Map<number, Socket>;
  readonly links: Set<Link>;
  latestDescriptor: Descriptor;
}

/** Which way session data flows at a member (USING-19). */
export type Direction = 'sender-only' | 'receiver-only' | 'both';

/**
 * How a socket stands towards a session.
 *
 * - `idle`: in none. A c_root stays idle while its session lasts: having leaves does not make it connected.
 * - `pending`: its join has been asked for and not been answered.
 * - `joined`: in one.
 * - `failed`: a root's descriptor for a leaf that never came; good for nothing but closing.
 * - `ended`: was in one.
 */
export type Standing = 'idle' | 'pending' | 'joined' | 'failed' | 'ended';

/** A socket. */
export interface Socket {
  readonly host: Host;
  readonly descriptor: Descriptor;
  readonly entry: ProtocolEntry;
  readonly roles: Roles;
  open: boolean;
  blocking: boolean;
  name: Address | undefined;
  standing: Standing;
  readonly events: EventState;
  listener: Listener | undefined;
  /** The join that it has asked for and that is not answered yet: one at most (USING-7). */
  outstanding: Join | undefined;
  /** For a c_leaf, at either end: the connection between root and leaf. */
  link: Link | undefined;
  /** The session that a c_root holds together, or the one whose leaf the root's descriptor stands for. */
  session: Session | undefined;
  direction: Direction;
  /** Data that has arrived and has not been read. */
  readonly inbox: Inbox;
  /** The buffer that its latest WSPJoinLeaf was given for callee data (USING-18). */
  calleeData: string;
  loopback: boolean;
}

/** What WSPEventSelect and WSPEnumNetworkEvents keep for a socket. */
export interface EventState {
  mask: number;
  recorded: Partial<Record<FdName, ErrorName>>;
  /** Whether the next request, or data, is to be indicated: once indicated it waits for WSPAccept, or WSPRecv. */
  acceptEnabled: boolean;
  readEnabled: boolean;
}

/** Data that has arrived and has not been read. */
export interface Inbox {
  readonly texts: string[];
  /** Of all texts together. */
  length: number;
  /** The links that nothing is taken from until there is room again. */
  readonly held: Set<Link>;
}

/** What a socket in listen mode has besides. */
export interface Listener {
  backlog: number;
  readonly door: Door;
  /** Requests that have arrived and have been neither accepted nor rejected, oldest first. */
  readonly queue: Knock[];
  /** WSPAccept calls on a blocking socket that wait for a request. */
  readonly waiting: BlockedAccept[];
}

/** A request that has arrived. */
export interface Knock {
  readonly request: Request;
  readonly caller: Address;
  readonly link: Link;
  deferred: boolean;
}

/** A WSPAccept call that has not returned. */
export interface BlockedAccept {
  readonly condition: Condition | undefined;
  returns(this: void, result: Result<Gives<'accept'>>): void;
}

/** A join that this host has asked for, until it is answered. */
export interface Join {
  readonly initiator: Socket;
  /** The root's c_leaf descriptor, which stands for the leaf that it invites. */
  readonly standIn: Socket | undefined;
  /** Gives up what is under way for it. */
  cancel(this: void): void;
  /** Returns from the initiator's call, where that blocks. */
  returns: ((this: void, result: Result<Gives<'joinLeaf'>>) => void) | undefined;
}

/** A session, at its root. All its data passes through here. */
export interface Session {
  readonly root: Socket;
  readonly ties: Set<Tie>;
}

/** A leaf of a session, at the root: the descriptor that stands for it, and its part in the data plane. */
export interface Tie {
  readonly standIn: Socket;
  readonly link: Link;
  readonly role: DataRole;
  readonly direction: Direction;
}

/** Whether a socket is the root's descriptor for a leaf, rather than a member with data of its own. */
export function standsIn({ roles, session }: Socket): boolean {
  return roles.control === 'c_leaf' && session !== undefined;
}

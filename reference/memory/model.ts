import type {
  Address,
  Condition,
  Descriptor,
  ErrorName,
  FdName,
  Gives,
  NodeName,
  ProtocolEntry,
  Result,
  Roles,
} from '../../src/provider.js';
import type { Line } from './wire.js';

/** A host, and the sockets that live on it. */
export interface Node {
  readonly name: NodeName;
  readonly address: Address;
  readonly sockets: Map<Descriptor, Socket>;
  latestDescriptor: Descriptor;
  latestPort: number;
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
  readonly node: Node;
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
  /** How its latest join ended, if one has. */
  latestOutcome: ErrorName | undefined;
  /** For a c_leaf of a rooted session, at either end: the join that ties it to the other end. */
  tie: Join | undefined;
  /** The session that a c_root holds together, or the one that the socket is a member of. */
  session: Session | undefined;
  direction: Direction;
  /** How it became a member. */
  joinedBy: 'joinLeaf' | 'accept' | 'addMembership' | undefined;
  /** Data that has arrived and has not been read. */
  readonly inbox: string[];
  /** The buffer that its latest WSPJoinLeaf was given for callee data (USING-18). */
  calleeData: string;
  loopback: boolean;
  scope: number;
  /** Lines to the members with which it has no tie. */
  readonly lines: Map<Socket, Line>;
}

/** What WSPEventSelect and WSPEnumNetworkEvents keep for a socket. */
export interface EventState {
  mask: number;
  recorded: Readonly<Partial<Record<FdName, ErrorName>>>;
  /** Whether the next request, or data, is to be indicated: once indicated it waits for WSPAccept, or WSPRecv. */
  acceptEnabled: boolean;
  readEnabled: boolean;
}

/** What a socket in listen mode has besides. */
export interface Listener {
  backlog: number;
  /** Requests that have arrived and have been neither accepted nor rejected, oldest first. */
  readonly queue: Join[];
  /** WSPAccept calls on a blocking socket that wait for a request. */
  readonly waiting: BlockedAccept[];
}

/** A WSPAccept call that has not returned. */
export interface BlockedAccept {
  readonly condition: Condition | undefined;
  returns(result: Result<Gives<'accept'>>): void;
}

/**
 * A join: first the request, from WSPJoinLeaf to its answer; then, in a rooted session, the tie between the root's
 * descriptor for the leaf and the leaf's own socket, until they part.
 */
export interface Join {
  /** Which use of WSPJoinLeaf it is; `plain` is a WSPConnect, which travels the same way and is refused (DIFF-3). */
  readonly scheme: 'invite' | 'admit' | 'nonrooted' | 'plain';
  readonly initiator: Socket;
  readonly target: Address;
  readonly callerData: string;
  readonly direction: Direction;
  /** From the initiator to its peer, and back. */
  readonly forth: Line;
  readonly back: Line;
  /** What the initiator knows of it. */
  outcome: 'awaited' | 'completed' | 'failed' | 'cancelled';
  /** What has become of the request at the peer. */
  request: 'travelling' | 'queued' | 'deferred' | 'withdrawn' | 'refused' | 'accepted';
  /** The socket in whose queue the request is or was. */
  listening: Socket | undefined;
  /** The root's c_leaf descriptor, which stands for the leaf. */
  standIn: Socket | undefined;
  /** The leaf's membership: the accepted socket where it was invited, the initiator itself where it asked. */
  leaf: Socket | undefined;
  /** Returns from the initiator's call, where the initiator is blocking. */
  returns: ((result: Result<Gives<'joinLeaf'>>) => void) | undefined;
}

/** A multipoint session. */
export interface Session {
  /** The c_root that holds it together; none in a nonrooted control plane. */
  readonly root: Socket | undefined;
  readonly members: Set<Socket>;
  /** The joins by which leaves are, or are about to be, tied to the root. */
  readonly ties: Set<Join>;
}

/** Whether the socket is the root's descriptor for a leaf, rather than a member with data of its own. */
export function standsIn(socket: Socket): boolean {
  return socket.tie?.standIn === socket;
}

import type { Address, ErrorName, FdName, ProtocolEntry, Roles, Scheme } from '../../spi/index.js';
import type { Judged } from './standing.js';
import type { CallEvent, Descriptor, Header, NodeName, Result, Verb } from '../../trace/index.js';

/** A socket's number in the model: never used twice, whereas a provider may give a descriptor out again. */
export type SocketId = number;
/** A join's number in the model: the id of the WSPJoinLeaf call. */
export type JoinId = number;

/** How a socket came to be. */
export type Origin =
  | 'made'
  /** WSPJoinLeaf on a c_root returned it: the root's c_leaf descriptor for the invited leaf. */
  | 'invited'
  /** WSPAccept on a c_root returned it: the root's c_leaf descriptor for the admitted leaf. */
  | 'admitted'
  /** WSPAccept on a c_leaf returned it: the invited leaf's own socket in the session. */
  | 'accepted';

/** Something indicated on a socket. */
export interface Seen {
  readonly at: number;
  readonly event: FdName;
  readonly error: ErrorName;
}

/** What is known of one open socket. */
export interface SocketFacts {
  readonly id: SocketId;
  readonly node: NodeName;
  readonly descriptor: Descriptor;
  readonly origin: Origin;
  readonly entry: ProtocolEntry | undefined;
  readonly roles: Roles;
  readonly blocking: boolean;
  /** It was blocking until WSPEventSelect was called on it (EVENTS-1). */
  readonly unblocked: boolean;
  readonly bound: boolean;
  readonly address?: Address;
  /** The join that gave rise to it, unless it was made. */
  readonly from?: JoinId;
  readonly listening?: { readonly at: number; readonly backlog: number; readonly most: number };
  readonly mask: number;
  /** Whether the mask was registered on this very socket or came with it. */
  readonly maskBy: 'registration' | 'inheritance';
  readonly maskAt: number;
  /** All events ever nominated on it. */
  readonly maskEver: number;
  /** The masks of registrations that have been called for and have not returned. */
  readonly maskComing: number;
  /** How many FD_ACCEPT may still come before the next WSPAccept (EVENTS-3). */
  readonly acceptCredit: number;
  /** Whether FD_ACCEPT has been indicated since it was last enabled. */
  readonly acceptTold: boolean;
  readonly acceptEver: boolean;
  /** Recorded events since the record was cleared, for WSPEnumNetworkEvents. */
  readonly record: ReadonlyMap<FdName, { readonly error: ErrorName; readonly at: number }>;
  readonly recordCleared: { readonly by: 'nothing' | 'registration' | 'enumeration'; readonly at: number };
  /** The latest indications, for expectations. */
  readonly seen: readonly Seen[];
  readonly received: readonly { readonly at: number; readonly data: string }[];
  /** When WSPRecv was last called on it, which enables FD_READ again. */
  readonly recvAt?: number;
  /** The latest join that it initiated. */
  readonly join?: JoinId;
  /** How the latest join that it initiated ended, if it has. */
  readonly lastJoin?: 'done' | 'failed' | 'retryable' | 'cancelled';
  /** Cancelled joins that may still report an error on it (ruling 9). */
  readonly ghosts: number;
  /** When FD_CLOSE was indicated on it. */
  readonly closeTold?: number;
  readonly shutAt?: number;
  /** Whether closing it has been called for (the call may not have returned yet). */
  readonly closing?: number;
  readonly loopback?: boolean;
  readonly scope: number;
  /** IP_ADD_MEMBERSHIP made it a member of this group, when. */
  readonly membership?: { readonly group: Address; readonly at: number };
  /** Whether it has ever received session data, and whether its own data has ever been received. */
  readonly hears: boolean;
  readonly heard: boolean;
}

/** What became of a join. */
export type Phase =
  /** WSPJoinLeaf has been called and has not returned. */
  'issued' | 'pending' | 'done' | 'failed' | 'cancelled';

/** What is known of one join. */
export interface Join {
  readonly id: JoinId;
  /** `other` is a use that is none of the three (JOIN-5.4). */
  readonly scheme: Scheme | 'other';
  readonly phase: Phase;
  readonly initiator: SocketId;
  readonly target: Address;
  readonly issuedAt: number;
  /** The last evidence of quiet before it was issued. */
  readonly settledBefore: number;
  /** Whether nothing had been called since that could cause events. */
  readonly afterQuiet: boolean;
  readonly flags: number;
  readonly callerData: string;
  /** Whether the call itself has to say how the join ended (USING-21). */
  readonly blocking: boolean;
  /** The descriptor that an invitation returned. */
  readonly link?: SocketId;
  /** The listening socket that it was addressed to. */
  readonly listener?: SocketId;
  /** Began to listen only after the join was issued, so that it may have been refused (ruling 12). */
  readonly mayRefuse: boolean;
  /** It met nobody who listens: it has to fail. */
  readonly stranded: boolean;
  /** The listener was closed before it was accepted. */
  readonly peerGoneAt?: number;
  /** It has to fail for this reason, with this code if one is named. */
  readonly mustFail?: { readonly why: string; readonly code?: ErrorName };
  readonly accepted?: {
    readonly issuedAt: number;
    readonly at: number;
    readonly by: SocketId;
    readonly socket: SocketId;
    readonly calleeData: string;
  };
  readonly rejectedAt?: number;
  /** When the WSPAccept that rejected it, or met it withdrawn, had returned: so long it may have kept its place in the queue. */
  readonly queuedUntil?: number;
  readonly deferredAt?: number;
  readonly cancelledAt?: number;
  /** A second WSPJoinLeaf was tried while it was pending (USING-7). */
  readonly disturbed: boolean;
  /** How its initiator learnt of the outcome. */
  readonly told?: { readonly at: number; readonly error: ErrorName };
  /** The earlier join on the same socket, if that may still be pending. */
  readonly replaces?: JoinId | undefined;
  /** More than one reading of the trace is possible: no verdict on its outcome. */
  readonly unclear: boolean;
  /** What had ended the initiator's join before this one. */
  readonly after: 'nothing' | 'done' | 'failed' | 'retryable' | 'cancelled';
}

/** A WSPJoinLeaf that failed at once, kept until all is quiet to know whose fault a stray effect is (USING-20). */
export interface Stray {
  readonly at: number;
  readonly target: Address;
  readonly verb: 'joinLeaf' | 'connect';
  /** It was a second attempt, turned away with WSAEALREADY (USING-7). */
  readonly second: boolean;
}

/** Session data that was sent, and who has it still to get. */
export interface Message {
  readonly data: string;
  readonly at: number;
  readonly sender: SocketId;
  /** Those who have to receive it and have not yet. */
  readonly owed: readonly SocketId[];
  /** Whether the sender's session had lost its root, and all had been quiet since. */
  readonly rootGone: boolean;
  /** Whether the sender had joined to receive only (USING-19). */
  readonly receiverOnly: boolean;
  readonly scope: number;
}

/** A call in flight. */
export interface Flying {
  readonly event: CallEvent;
  readonly at: number;
  /** The socket it was issued on, if that was open. */
  readonly on?: SocketId;
  /** What a WSPJoinLeaf is, decided when it was called. */
  readonly standing?: Judged;
}

/** A call that has returned, for expectations. */
export interface Returned {
  readonly at: number;
  readonly verb: Verb;
  readonly result: Result<unknown>;
}

/** A socket that has been closed, remembered for a while. */
export interface Tombstone {
  readonly id: SocketId;
  readonly node: NodeName;
  readonly descriptor: Descriptor;
  readonly roles: Roles;
  readonly origin: Origin;
  readonly at: number;
  readonly address?: Address;
  readonly from?: JoinId;
}

/** Everything that the trace so far has told. */
export interface Model {
  readonly index: number;
  readonly header: Header | undefined;
  readonly sockets: ReadonlyMap<SocketId, SocketFacts>;
  /** Open sockets by node and descriptor. */
  readonly byName: ReadonlyMap<string, SocketId>;
  readonly joins: ReadonlyMap<JoinId, Join>;
  readonly flying: ReadonlyMap<number, Flying>;
  readonly returned: readonly (Returned & { readonly id: number })[];
  readonly messages: readonly Message[];
  readonly strays: readonly Stray[];
  readonly tombstones: readonly Tombstone[];
  /** The latest evidence of quiet. */
  readonly settledAt: number;
  /** Indications on descriptors that a call in flight may be about to return. */
  readonly early: readonly (Seen & { readonly node: NodeName; readonly socket: Descriptor })[];
  /** Whether no call that can cause events has been issued since. */
  readonly still: boolean;
  /** When a request was last rejected, for a refusal that leaks (ACCEPT-4). */
  readonly rejectionAt: number;
  readonly nextSocket: SocketId;
}

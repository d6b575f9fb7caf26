import type { Flow } from '../port/index.js';
import type { Address, ProtocolEntry, Roles } from '../spi/index.js';
import type { Args, Condition, Descriptor, Gives, NodeName, Result, Verb } from '../trace/index.js';
import type { Issued } from './calls.js';
import type { LiveCase } from './live-case.js';

/** How an actor's socket is made. */
export interface Making {
  readonly roles: Roles;
  /** The node to live on; the actor's own name where it is not said. */
  readonly node?: NodeName;
  readonly entry?: ProtocolEntry;
  readonly blocking?: boolean;
  /** Not bound before WSPJoinLeaf (USING-11). */
  readonly unbound?: boolean;
  /** The mask to register; 0 registers nothing. Never registered on a blocking socket, which it would unblock. */
  readonly events?: number;
}

/** Somebody in a case: the root, a leaf, a member. */
export interface Actor {
  readonly name: string;
  readonly node: NodeName;
  readonly roles: Roles;
  readonly entry: ProtocolEntry;
  /** The socket that the actor made. */
  readonly own: Descriptor;
  /** Where `own` is bound; undefined until it is. */
  readonly address?: Address;
  /** The socket with which the actor takes part in the session: what WSPAccept gave an invited leaf, else `own`. */
  readonly member: Descriptor;
  /** A root's c_leaf descriptors, by the leaf's name. */
  readonly links: Readonly<Record<string, Descriptor>>;
}

/** The latest call of an actor, for what a `Then` says about it. */
export interface LastCall {
  readonly id: number;
  readonly verb: Verb;
  readonly node: NodeName;
  readonly result: Result<unknown> | undefined;
}

/** Where a join goes: to an actor, to the nonrooted session, or to an address as such (null: a null pointer). */
export type Target =
  { readonly actor: string } | 'session' | 'no-session' | 'unreachable' | { readonly address: Address | null };

/** What WSPJoinLeaf can be told besides. */
export interface JoinOptions {
  readonly flags?: number;
  readonly callerData?: string;
  /** Another socket of the actor's than its own; what the call returns there is nobody's link. */
  readonly socket?: Descriptor;
}

/**
 * The people of a case and their sockets: what scenarios and orderings are written in. It issues calls and remembers
 * which descriptor belongs to whom; it judges nothing.
 */
export interface Cast {
  readonly live: LiveCase;
  actor(name: string): Actor;
  has(name: string): boolean;
  names(): readonly string[];
  /** The latest call that an actor issued. */
  last(name: string): LastCall;
  /** Makes, binds and registers the actor's socket. A refused WSPSocket makes no actor. */
  make(name: string, making: Making): Flow<Result<Gives<'socket'>>>;
  /** Any verb, on the actor's node, remembered as its latest call. */
  call<V extends Verb>(name: string, verb: V, args: Args<V>): Flow<Result<Gives<V>>>;
  /** The same, without waiting for the return. */
  begin<V extends Verb>(name: string, verb: V, args: Args<V>): Issued<V>;
  listen(name: string, backlog?: number): Flow<Result<Gives<'listen'>>>;
  /** WSPJoinLeaf on the actor's own socket. A root remembers the returned descriptor as its link to that leaf. */
  join(name: string, target: Target, options?: JoinOptions): Flow<Result<Gives<'joinLeaf'>>>;
  /** The same on a blocking socket: the call goes on while others act. */
  beginJoin(name: string, target: Target, options?: JoinOptions): Issued<'joinLeaf'>;
  /** WSPAccept on the actor's own socket, after which the new socket is a link (root) or the member socket (leaf). */
  accept(name: string, condition?: Condition): Flow<Result<Gives<'accept'>>>;
  /** Registers the usual events, or these, on a socket of the actor. */
  register(name: string, socket: Descriptor, events?: number): Flow<Result<Gives<'eventSelect'>>>;
  close(name: string, socket: Descriptor): Flow<Result<Gives<'closeSocket'>>>;
  /** Sends a text: once, or where the provider's data may be lost, so often that it is not, but for a fault. */
  send(name: string, data: string, socket?: Descriptor): Flow<Result<Gives<'send'>>>;
  /** Receives until nothing is left, and gives what came. */
  receiveAll(name: string, socket?: Descriptor): Flow<readonly string[]>;
}

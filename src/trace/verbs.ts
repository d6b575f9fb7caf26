import type { Address, ErrorName, FdName } from '../spi/index.js';

/** The name of a node: the host or process in which sockets live. */
export type NodeName = string;

/** A socket descriptor; it means something only together with its node. */
export type Descriptor = number;

/** What WSPAccept's condition function is to answer. */
export interface Condition {
  readonly answer: 'CF_ACCEPT' | 'CF_REJECT' | 'CF_DEFER';
  /** Data for the initiator, sent with an acceptance (USING-18). */
  readonly calleeData?: string;
}

/** What the condition function was shown of the request (ACCEPT-8). */
export interface ConditionSeen {
  readonly caller: Address;
  /** Empty where the initiator sent none. */
  readonly callerData: string;
}

type OnSocket = { readonly socket: Descriptor };
type Nothing = Readonly<Record<never, never>>;

/**
 * The port's verbs, each with what it takes and what a success gives. This is the one table of them: the port's
 * methods, the trace's call and return events and the checks of what a provider returns all follow it.
 */
export interface Verbs {
  /** WSPSocket. `entry` is a protocol entry's id; `blocking` asks for a blocking socket. */
  socket: {
    args: { readonly entry: number; readonly flags: number; readonly blocking: boolean };
    gives: OnSocket;
  };
  /** WSPBind. A null name is a null pointer; port 0 lets the provider choose. */
  bind: { args: OnSocket & { readonly name: Address | null }; gives: Nothing };
  /** WSPListen. */
  listen: { args: OnSocket & { readonly backlog: number }; gives: Nothing };
  /** WSPJoinLeaf. `flags` are the JL_ flags; a null name is a null pointer. */
  joinLeaf: {
    args: OnSocket & { readonly name: Address | null; readonly flags: number; readonly callerData?: string };
    gives: OnSocket;
  };
  /** WSPAccept. With a condition, what its function was shown comes back, whether the call succeeded or not. */
  accept: {
    args: OnSocket & { readonly condition?: Condition };
    gives: OnSocket & { readonly peer: Address; readonly condition?: ConditionSeen };
  };
  /** WSPConnect: only for what a listening c_leaf has to turn away (DIFF-3). */
  connect: { args: OnSocket & { readonly name: Address | null }; gives: Nothing };
  /** WSPEventSelect. `events` is a mask of FD_ bits; 0 cancels. */
  eventSelect: { args: OnSocket & { readonly events: number }; gives: Nothing };
  /** WSPEnumNetworkEvents. `events` is a mask; `errors` has an entry for each event in it. */
  enumNetworkEvents: {
    args: OnSocket;
    gives: { readonly events: number; readonly errors: Readonly<Partial<Record<FdName, ErrorName>>> };
  };
  /** WSPCloseSocket. */
  closeSocket: { args: OnSocket; gives: Nothing };
  /** WSPShutdown. `how` is an SD_ value. */
  shutdown: { args: OnSocket & { readonly how: number }; gives: Nothing };
  /** WSPSend of session data. */
  send: { args: OnSocket & { readonly data: string }; gives: Nothing };
  /** WSPRecv of one message; WSAEWOULDBLOCK where none waits. */
  recv: { args: OnSocket; gives: { readonly data: string } };
  /** WSPIoctl with an SIO_ code: loopback (0 or 1) or scope (0, 1, …). */
  ioctl: { args: OnSocket & { readonly code: number; readonly value: number }; gives: Nothing };
  /** WSPGetSockName. */
  getSockName: { args: OnSocket; gives: { readonly name: Address } };
  /** WSPSetSockOpt with IP_ADD_MEMBERSHIP (JOIN-4.5). */
  addMembership: { args: OnSocket & { readonly group: Address }; gives: Nothing };
  /** What stands in the buffer that the latest WSPJoinLeaf on this socket was given for callee data. */
  calleeData: { args: OnSocket; gives: { readonly data: string } };
  /** The groups that the node's own system says are joined on it, with which the suite checks IPMC-2 and IPMC-3. */
  memberships: { args: Nothing; gives: { readonly groups: readonly Address[] } };
}

/** The name of a verb. */
export type Verb = keyof Verbs;

/** What a verb takes. */
export type Args<V extends Verb> = Verbs[V]['args'];

/** What a verb's success gives. */
export type Gives<V extends Verb> = Verbs[V]['gives'];

/** A failed call. `condition` is for WSPAccept alone: what the condition function saw before it said no. */
export interface Failed {
  readonly error: ErrorName;
  readonly condition?: ConditionSeen;
}

/** What a call returns: a value, never an exception. */
export type Result<T> = { readonly ok: T } | Failed;

/** Whether a result is a success. */
export function succeeded<T>(result: Result<T>): result is { readonly ok: T } {
  return 'ok' in result;
}

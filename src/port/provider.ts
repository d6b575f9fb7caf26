import type { Address, ErrorName, FdName } from '../spi/index.js';
import type { Args, Capabilities, Descriptor, Gives, NodeName, Result, Verb } from '../trace/index.js';
import type { PortFault } from './fault.js';
import type { Awaitable } from './flow.js';

/** A network event that a provider tells its client: what WSPEventSelect's event object would have signalled. */
export interface Indication {
  readonly node: NodeName;
  readonly socket: Descriptor;
  readonly event: FdName;
  /** NO_ERROR, or why it failed. */
  readonly error: ErrorName;
}

/** What a provider is told when a case begins. */
export interface CaseSetup {
  /** The nodes that the case uses, `root` and `leaf-1` for example. */
  readonly nodes: readonly NodeName[];
  /**
   * The case's other nodes, where each node is a process of its own; not there where all are in this one. What all of
   * them have to agree about, the address of a session for example, follows from the seed alone then.
   */
  readonly elsewhere?: readonly NodeName[];
  /** Whatever a provider does by chance, it does from this seed. */
  readonly seed: number;
  /** Tells the suite of a network event. It may be called at any time, from within a verb too. */
  indicate(indication: Indication): void;
  /**
   * Tells the suite that the case cannot be gone on with: for a provider at the end of a wire, which may find the
   * other side gone, or talking nonsense, while no call is under way. The suite always gives it.
   */
  fault?(fault: PortFault): void;
}

/** From one node to another; both are the same where a join asks no node. */
export interface Line {
  readonly from: NodeName;
  readonly to: NodeName;
}

/** How a case has ended. */
export interface CaseEnd {
  /** What kept us from knowing, in one line, if something did: a provider may take it as a reason to begin anew. */
  readonly fault?: string;
}

/** The verbs of the port, each on a named node. */
export type PortVerbs = {
  [V in Verb]: (node: NodeName, args: Args<V>) => Awaitable<Result<Gives<V>>>;
};

/** The verbs that no provider can do without. */
export type RequiredVerb = 'socket' | 'bind' | 'joinLeaf' | 'eventSelect' | 'closeSocket' | 'getSockName';

/**
 * The world in which one case runs: nodes with addresses, and the SPI's verbs on them. A verb that is left out
 * answers WSAEOPNOTSUPP.
 */
export interface Testbed extends Pick<PortVerbs, RequiredVerb>, Partial<Omit<PortVerbs, RequiredVerb>> {
  /** Where sockets of each node are to be bound; port 0 lets the provider choose. */
  readonly addresses: Readonly<Record<NodeName, Address>>;
  /** A nonrooted session that can be joined. */
  readonly session?: Address;
  /** An address of the session's kind at which there is no session (claim `missing-session`). */
  readonly noSession?: Address;
  /** An address that cannot be reached (claim `unreachable`). */
  readonly unreachable?: Address;
  /**
   * Lets everything that is under way happen, and returns when nothing is: whatever was to be indicated has been
   * indicated. A provider that cannot know this leaves it out, and is judged by deadlines.
   */
  settle?(): Awaitable<void>;
  /** Lets one thing that is under way happen, chosen by the seed; false if nothing was. */
  step?(): Awaitable<boolean>;
  /**
   * Lets the oldest thing happen that is under way from one node to another; false if nothing was. Where a join asks no
   * node, as in a nonrooted session, both are the node of the initiator. With it, an ordering can be reached on purpose.
   */
  deliver?(from: NodeName, to: NodeName): Awaitable<boolean>;
  /**
   * Says between which nodes something is under way that `deliver` would let happen. With it, nothing is tried in vain where
   * all orderings are driven.
   */
  underWay?(): Awaitable<readonly Line[]>;
  /**
   * Remembers how everything stands: what is under way, and what chance will choose, too. What it gives brings all of it
   * back, as often as it is called. It is asked for only while no call is in flight. With it, orderings that begin alike
   * need not be begun anew (`joinleaf explore --orders`); a provider that cannot do it leaves it out.
   */
  checkpoint?(): Awaitable<() => Awaitable<void>>;
  /** Ends the case and gives everything back. The suite always says how it has ended. */
  close(end?: CaseEnd): Awaitable<void>;
}

/** A provider under test. */
export interface Provider {
  readonly name: string;
  readonly version: string;
  readonly capabilities: Capabilities;
  /**
   * Whether it begins anew after a case that it did not answer, because it is a process that can be started again: the
   * suite then goes on, and leaves it to the provider how often. Others are given up after a few such cases.
   */
  readonly renews?: boolean;
  /** Sets up a fresh world for one case. Nothing of an earlier case may show in it. */
  open(setup: CaseSetup): Awaitable<Testbed>;
}

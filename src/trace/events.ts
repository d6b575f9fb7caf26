import type { Address, ErrorName, FdName } from '../spi/index.js';
import type { Capabilities } from './capabilities.js';
import type { Expectation } from './expectation.js';
import type { Args, Descriptor, Gives, NodeName, Result, Verb } from './verbs.js';

/** The first line of a trace: who was driven, with what, and for which case. */
export interface Header {
  readonly kind: 'header';
  readonly format: 'joinleaf-trace';
  readonly version: 1;
  readonly kit: string;
  readonly spec: string;
  readonly provider: { readonly name: string; readonly version: string };
  readonly capabilities: Capabilities;
  readonly seed: number;
  readonly case: { readonly id: string; readonly name: string; readonly clauses: readonly string[] };
  /** Each node's address. */
  readonly nodes: Readonly<Record<NodeName, Address>>;
  /** The nonrooted session's address, and one where there is no session, where the testbed has them. */
  readonly session?: Address;
  readonly noSession?: Address;
  readonly unreachable?: Address;
}

/** The suite issues a call. `id` is unique in the trace. */
export type CallEvent = {
  [V in Verb]: {
    readonly kind: 'call';
    readonly id: number;
    readonly node: NodeName;
    readonly verb: V;
    readonly args: Args<V>;
  };
}[Verb];

/** The call with this id returns. */
export type ReturnEvent = {
  [V in Verb]: {
    readonly kind: 'return';
    readonly id: number;
    readonly verb: V;
    readonly result: Result<Gives<V>>;
  };
}[Verb];

/** The provider indicates a network event to the suite. */
export interface IndicationEvent {
  readonly kind: 'indication';
  readonly node: NodeName;
  readonly socket: Descriptor;
  readonly event: FdName;
  readonly error: ErrorName;
}

/** Evidence of quiet: the provider said that nothing is under way, or the deadline for everything owed has passed. */
export interface SettledEvent {
  readonly kind: 'settled';
  readonly by: 'provider' | 'deadline';
  /** How long the suite waited, in milliseconds, where a deadline is the evidence. */
  readonly waited?: number;
}

/** A `Then` of the scenario, judged against what the trace holds up to here. */
export interface ExpectEvent {
  readonly kind: 'expect';
  readonly clauses: readonly string[];
  /** The sentence, for the reader. */
  readonly says: string;
  readonly expectation: Expectation;
}

/** What kept us from knowing: the provider broke the port's contract. Never a verdict on the specification. */
export interface FaultEvent {
  readonly kind: 'fault';
  readonly what: 'threw' | 'rubbish' | 'no-answer' | 'unknown-socket' | 'limit' | 'open-failed' | 'gone';
  readonly detail: string;
}

/** A remark for the reader: a scheduling step, a phase of a plan. */
export interface NoteEvent {
  readonly kind: 'note';
  readonly text: string;
}

/** One line of a trace. */
export type TraceEvent =
  Header | CallEvent | ReturnEvent | IndicationEvent | SettledEvent | ExpectEvent | FaultEvent | NoteEvent;

/** A whole trace: the events in the order in which the suite saw them; an event's index is its place here. */
export type Trace = readonly TraceEvent[];

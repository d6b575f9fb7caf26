import type { ClauseId, Revision, RulingId } from '../clauses/index.js';
import type { Scheme } from '../spi/index.js';
import type { CallEvent, Gives, Header, IndicationEvent, Result, Verb } from '../trace/index.js';
import type { Join, Model, SocketFacts } from './model/facts.js';
import type { Judged } from './model/standing.js';
import type { Finding } from './types.js';

/** An indication on an open socket, with what was known before it. */
export interface Told {
  readonly model: Model;
  readonly event: IndicationEvent;
  readonly socket: SocketFacts;
}

/** What a call returned, with what was known before it did. */
export interface Answer<V extends Verb> {
  readonly model: Model;
  readonly call: CallEvent & { readonly verb: V };
  readonly result: Result<Gives<V>>;
  /** When the call was issued. */
  readonly at: number;
  /** What a WSPJoinLeaf is, decided when it was called. */
  readonly standing: Judged | undefined;
  /** The open socket that the call was issued on; these two are issued on none. */
  readonly socket: V extends 'socket' | 'memberships' ? undefined : SocketFacts;
}

/** What a monitor sees of the answers: a function for each verb that concerns it. */
export type Answers = { readonly [V in Verb]?: (answer: Answer<V>) => readonly Finding[] };

/** One group of clauses, watched over a whole trace. It keeps nothing: what has to be remembered is in the model. */
export interface Monitor {
  readonly name: string;
  /** The clauses that it can find broken. */
  readonly clauses: readonly ClauseId[];
  /** The revision since which it watches, where it did not from the first on. */
  readonly since?: Revision;
  /** What is wrong with the provider's claims. */
  header?(header: Header): readonly Finding[];
  /** What an indication on an open socket shows to be wrong. */
  told?(told: Told): readonly Finding[];
  /** What an indication on a descriptor that is not open shows to be wrong. */
  toldAstray?(model: Model, event: IndicationEvent): readonly Finding[];
  /** What a call's answer shows to be wrong. */
  readonly answers?: Answers;
  /** What the answer to a call on a descriptor that is not open shows to be wrong. */
  answeredAstray?(model: Model, call: CallEvent, result: Result<unknown>, at: number): readonly Finding[];
  /** What is still owed, and wrong once all is quiet. */
  owes?(model: Model): readonly Finding[];
}

/** Nothing is wrong. */
export const NONE: readonly Finding[] = [];

/** A finding, in a list. */
export function finding(
  clause: ClauseId,
  expected: string,
  saw: string,
  against: readonly (number | undefined)[] = [],
  ruling?: RulingId,
): readonly [Finding] {
  const indices = against.filter((index): index is number => index !== undefined);
  return [{ clause, expected, saw, against: indices, ...(ruling === undefined ? {} : { ruling }) }];
}

/** What the three ways to join call the same thing: the clause for each step of a join. */
export const STEPS: Readonly<
  Record<'starts' | 'absent' | 'requested' | 'before' | 'told' | 'use', Readonly<Record<Scheme, ClauseId>>>
> = {
  starts: { invite: 'JOIN-2.2', admit: 'JOIN-3.3', nonrooted: 'JOIN-4.2' },
  absent: { invite: 'JOIN-2.3', admit: 'JOIN-3.2', nonrooted: 'JOIN-4.2' },
  requested: { invite: 'JOIN-2.4', admit: 'JOIN-3.4', nonrooted: 'JOIN-4.2' },
  before: { invite: 'JOIN-2.5', admit: 'JOIN-3.5', nonrooted: 'JOIN-4.3' },
  told: { invite: 'JOIN-2.6', admit: 'JOIN-3.6', nonrooted: 'JOIN-4.3' },
  use: { invite: 'JOIN-5.1', admit: 'JOIN-5.2', nonrooted: 'JOIN-5.3' },
};

/** The scheme whose listening side a socket is: a c_leaf is invited, a c_root is asked. */
export function listensFor(socket: SocketFacts): 'invite' | 'admit' {
  return socket.roles.control === 'c_root' ? 'admit' : 'invite';
}

/** A join's scheme for its clauses; undefined for a use that is none of the three. */
export function schemeOf(join: Join): Scheme | undefined {
  return join.scheme === 'other' ? undefined : join.scheme;
}

/** A socket, for the reader. */
export function who(socket: SocketFacts): string {
  const roles = socket.roles.control === 'plain' ? 'plain' : `${socket.roles.control}/${socket.roles.data}`;
  return `socket ${socket.descriptor} of ${socket.node} (${roles})`;
}

import type { Flow } from '../port/index.js';
import type { Plan } from './plan.js';
import type { Facts, Scene } from './scene.js';

/** A guest, by number; taken modulo the number of guests, so that a move outlives guests that shrinking removes. */
interface OfGuest {
  readonly guest: number;
}

/** Somebody who can be asked (the root, an invited leaf), by number; taken modulo how many there are. */
interface AtDoor {
  readonly at: number;
}

/** An answer to a request: given when FD_ACCEPT has been indicated, or eagerly, as soon as anything was asked. */
interface Answering extends AtDoor {
  readonly eager: boolean;
}

/** Anybody, by number: the root first where there is one, then the guests. */
interface OfPerson {
  readonly who: number;
}

type Plain = Readonly<Record<never, never>>;

/** Every kind of move with its parameters: the one table of them. */
export interface Moves {
  /** The root invites a leaf. */
  invite: OfGuest;
  /** A leaf asks the root to be admitted. */
  ask: OfGuest;
  /** A node joins the nonrooted session. */
  join: OfGuest;
  /** A further WSPJoinLeaf where one is pending or has succeeded. */
  again: OfGuest;
  /** A join that is none of the three uses, or to where no session is. */
  astray: OfGuest;
  /** Whoever issued a pending join closes its descriptor. */
  cancel: OfGuest;
  accept: Answering;
  reject: Answering;
  defer: Answering;
  /** WSPAccept where nothing has been asked. */
  peek: AtDoor;
  /** Somebody who was not listening listens now. */
  listen: AtDoor;
  /** An invited leaf closes its listening socket. */
  deafen: AtDoor;
  /** A guest closes the socket with which it takes part, or asks to. */
  leave: OfGuest;
  /** The root closes its descriptor for a leaf. */
  drop: OfGuest;
  closeRoot: Plain;
  shutRoot: Plain;
  /** Somebody sends session data. */
  say: OfPerson;
  /** Somebody receives what has come. */
  hear: OfPerson;
  /** Some of what is in transit arrives. */
  deliver: { readonly messages: number };
  /** All that is in transit arrives. */
  quiet: Plain;
}

/** The name of a kind of move. */
export type MoveKind = keyof Moves;

/** A move, as plain data. */
export type MoveOf<K extends MoveKind> = { readonly [P in K]: { readonly kind: P } & Moves[P] }[K];

/** Any move. */
export type Move = MoveOf<MoveKind>;

/** What there is to know about a kind of move. It plays and remembers; it never judges. */
export interface MoveRule<K extends MoveKind> {
  readonly kind: K;
  /** Whether the move makes sense now. One that does not is skipped. */
  when(scene: Scene, move: MoveOf<K>): boolean;
  /** Issues the calls, and gives the facts as they are then: the very same ones if nothing came of it. */
  apply(scene: Scene, move: MoveOf<K>): Flow<Facts>;
  /** The move in one sentence. */
  describe(plan: Plan, move: MoveOf<K>): string;
}

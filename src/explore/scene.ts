import type { Cast, LiveCase } from '../run/index.js';
import type { Descriptor, NodeName } from '../trace/index.js';
import { among, placeOf, type Plan, type Way } from './plan.js';

/** A socket that a join has brought forth, and whether somebody has registered events on it since. */
export interface Held {
  readonly socket: Descriptor;
  readonly registered: boolean;
}

/** What a guest's place in the session is known to be. */
export interface Seat {
  readonly name: string;
  readonly way: Way;
  /** The socket that the guest made is open. */
  readonly open: boolean;
  /**
   * How the guest's join stands with whoever issued it: not issued (or ended, and open to another try), issued, told
   * to have succeeded, or over for good.
   */
  readonly status: 'idle' | 'asked' | 'in' | 'over';
  /** The latest join failed with WSAECONNREFUSED. */
  readonly refused: boolean;
  /** The guest's socket in the session, from acceptance (invited) or completion until it ends. */
  readonly member?: Held | undefined;
  /** The root's descriptor for this leaf, from the invitation or from acceptance until it ends. */
  readonly link?: Held | undefined;
}

/** Where somebody can be asked. */
export interface Door {
  readonly state: 'deaf' | 'listening' | 'closed';
  /** How many requests have been made and not been answered, as far as we know. */
  readonly knocks: number;
  /** FD_ACCEPT has been indicated since the latest answer. */
  readonly rung: boolean;
}

/**
 * What the players know, from what they did and were told. Moves are chosen by it, nothing is judged by it: a broken
 * provider may make it wrong, and then the oracle has seen why.
 */
export interface Facts {
  /** So many events of the trace have been taken in. */
  readonly seen: number;
  readonly root: 'open' | 'shut' | 'closed' | 'none';
  /** The guest whose invitation is pending on the root's socket. */
  readonly inviting?: number | undefined;
  readonly doors: Readonly<Record<string, Door>>;
  readonly seats: readonly Seat[];
  /** How many texts have been sent: it makes the next one unique. */
  readonly texts: number;
}

/** A plan being played. */
export interface Scene {
  readonly live: LiveCase;
  readonly cast: Cast;
  readonly plan: Plan;
  readonly facts: Facts;
  /** Whether somebody waits for a call to return; nobody does, where it is not said. */
  readonly isBusy?: (name: string) => boolean;
}

/** Somebody who takes part in the session at present. */
export interface Member {
  readonly name: string;
  readonly node: NodeName;
  readonly socket: Descriptor;
}

/** A guest's seat; the number is taken modulo the number of guests. */
export function seatOf({ plan, facts }: Scene, guest: number): Seat {
  const seat = facts.seats[placeOf(plan, guest)];
  if (seat === undefined) throw new RangeError(`a plan without guests has no guest ${guest}`);
  return seat;
}

/** The facts with one seat changed. */
export function reseat(facts: Facts, place: number, changes: Partial<Seat>): Facts {
  return { ...facts, seats: facts.seats.map((seat, at) => (at === place ? { ...seat, ...changes } : seat)) };
}

/** Somebody who can be asked, by number; undefined where nobody can be. */
export function doorAt({ facts }: Scene, at: number): (Door & { readonly name: string }) | undefined {
  const name = among(Object.keys(facts.doors), at);
  const door = facts.doors[name];
  return door === undefined ? undefined : { ...door, name };
}

/** The facts with one door changed; the same facts where there is no such door. */
export function redoor(facts: Facts, name: string, changes: Partial<Door>): Facts {
  const door = facts.doors[name];
  return door === undefined ? facts : { ...facts, doors: { ...facts.doors, [name]: { ...door, ...changes } } };
}

/** The facts after a request was made at a door. */
export function knocked(facts: Facts, name: string): Facts {
  return redoor(facts, name, { knocks: (facts.doors[name]?.knocks ?? 0) + 1 });
}

/** The guests that take part now, as far as the players know. */
export function membersOf({ cast, facts }: Scene): readonly Member[] {
  return facts.seats.flatMap(({ name, member }) =>
    member === undefined ? [] : [{ name, node: cast.actor(name).node, socket: member.socket }],
  );
}

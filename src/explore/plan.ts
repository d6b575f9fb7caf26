import type { DataPlane, Scheme } from '../spi/index.js';
import type { Move } from './move.js';

/** How leaves come into the session of a plan. */
export type PlanScheme = Scheme | 'invite+admit';

/** One guest's way in: the root invites it, it asks the root, or it joins a nonrooted session. */
export type Way = 'invited' | 'asking' | 'joining';

/** Somebody who is to become a member: what is special about it. Nothing is, where all is false and `flags` JL_BOTH. */
export interface Guest {
  /** Where there are both ways in: comes by asking, not by invitation. */
  readonly asks: boolean;
  /** Does not listen, though it is to be invited. */
  readonly deaf: boolean;
  /** Calls WSPJoinLeaf on an unbound socket (USING-11). */
  readonly unbound: boolean;
  /** The JL_ flags of its own WSPJoinLeaf. */
  readonly flags: number;
}

/** What becomes of the root after the session has been brought to rest. */
export type Ending = 'stays' | 'closes' | 'shuts down';

/** An ordering of joins: who takes part, and what they do, one after the other. Plain data. */
export interface Plan {
  readonly scheme: PlanScheme;
  readonly data: DataPlane;
  /** Who is the d_root of a rooted data plane: the root (0) or a guest (from 1); modulo how many people there are. */
  readonly source: number;
  /** WSPListen's backlog, for everybody. */
  readonly backlog: number;
  /** The root does not listen, though guests are to ask it. */
  readonly deafRoot: boolean;
  /** Sockets that a join brings forth keep the events that they inherit; nobody registers for any. */
  readonly inherits: boolean;
  readonly guests: readonly Guest[];
  readonly moves: readonly Move[];
  readonly ending: Ending;
}

/** No plan has more guests. */
export const MOST_GUESTS = 8;

/** The name of the root, and of its node. */
export const ROOT = 'root';

/** Whether a plan's session has a root. */
export function rooted(plan: Pick<Plan, 'scheme'>): boolean {
  return plan.scheme !== 'nonrooted';
}

/** A guest's place: the number is taken modulo the number of guests. */
export function placeOf(plan: Plan, guest: number): number {
  return guest % plan.guests.length;
}

/** A guest's name, and its node's. */
export function guestName(plan: Plan, guest: number): string {
  return `${rooted(plan) ? 'leaf' : 'member'}-${placeOf(plan, guest) + 1}`;
}

/** How a guest comes in. */
export function wayOf(plan: Plan, guest: number): Way {
  switch (plan.scheme) {
    case 'invite':
      return 'invited';
    case 'admit':
      return 'asking';
    case 'invite+admit':
      return plan.guests[placeOf(plan, guest)]?.asks === true ? 'asking' : 'invited';
    case 'nonrooted':
      return 'joining';
  }
}

/** Everybody's name: the root first, where there is one. */
export function people(plan: Plan): readonly string[] {
  const guests = plan.guests.map((_guest, place) => guestName(plan, place));
  return rooted(plan) ? [ROOT, ...guests] : guests;
}

/** The names of those who can be asked: the root where guests ask, and invited leaves. */
export function doorsOf(plan: Plan): readonly string[] {
  const leaves = plan.guests.flatMap((_guest, place) =>
    wayOf(plan, place) === 'invited' ? [guestName(plan, place)] : [],
  );
  return plan.scheme === 'admit' || plan.scheme === 'invite+admit' ? [ROOT, ...leaves] : leaves;
}

/** Somebody of a list, by a number that is taken modulo its length; `nobody` of an empty one. */
export function among(names: readonly string[], number: number): string {
  return names[number % names.length] ?? 'nobody';
}

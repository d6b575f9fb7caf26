import { JL } from '../../spi/index.js';
import type { Move } from '../move.js';
import { performerOf } from '../performer.js';
import { doorsOf, people, ROOT, rooted, type Guest, type Plan } from '../plan.js';
import type { Step, Walk } from './walk.js';

/** A walk whose steps are known. */
export type Made = Walk & { readonly steps: readonly Step[] };

/**
 * Walks that are simpler than one, the simplest first: without a session, without some leaves, without some steps, with
 * nothing special about anybody, and with steps in their usual order. A walk than which none of these shows the same has
 * nothing that could be left out.
 */
export function* simpler(walk: Made): Generator<Walk, undefined> {
  const { sessions, steps } = walk;
  for (const session of sessions.keys()) if (sessions.length > 1) yield withoutSession(walk, session);
  for (const [session, { guests }] of sessions.entries()) {
    for (const [from, many] of pieces(guests.length)) {
      if (many < guests.length) yield withoutGuests(walk, session, from, many);
    }
  }
  for (const [from, many] of pieces(steps.length)) {
    // While a call returns as it did, nothing need be done just to let time pass.
    const fewer = steps.filter((step, at) => at < from || at >= from + many || 'returns' in step);
    if (fewer.length < steps.length) yield { ...walk, steps: fewer };
  }
  for (const [at, step] of steps.entries()) if ('returns' in step) yield { ...walk, steps: steps.toSpliced(at, 1) };
  for (const [session, plan] of sessions.entries()) {
    for (const plainer of plainerPlans(plan)) yield { ...walk, sessions: sessions.with(session, plainer) };
  }
  for (const [at, step] of steps.entries()) {
    const plainer = plainerStep(step);
    if (plainer !== undefined) yield { ...walk, steps: steps.with(at, plainer) };
    if ('move' in step && step.holds === true) yield { ...walk, steps: withoutHolding(walk, step, at) };
    const next = steps[at + 1];
    if (next !== undefined && rankOf(step) > rankOf(next)) {
      yield { ...walk, steps: steps.with(at, next).with(at + 1, step) };
    }
  }
}

/** Pieces of a list, large ones first, and from its end: most of what is long has nothing to do with what it shows. */
function* pieces(length: number): Generator<readonly [from: number, many: number], undefined> {
  for (let size = length; size >= 1; size = Math.floor(size / 2)) {
    for (let from = length - size; from >= 0; from -= size) yield [from, size];
    // What is left over at the beginning.
    if (length % size > 0) yield [0, length % size];
  }
}

function withoutSession({ sessions, seed, steps }: Made, gone: number): Walk {
  return {
    sessions: sessions.toSpliced(gone, 1),
    seed,
    steps: steps.flatMap((step) =>
      step.session === gone ? [] : [{ ...step, session: step.session - (step.session > gone ? 1 : 0) }],
    ),
  };
}

function withoutGuests({ sessions, seed, steps }: Made, session: number, from: number, many: number): Walk {
  const plan = sessions[session];
  if (plan === undefined) return { sessions, seed, steps };
  const guests = plan.guests.toSpliced(from, many);
  const fewer: Plan = { ...plan, guests };
  const placeOf = (guest: number): number => (guest < from ? guest : guest - many);
  const isGone = (guest: number): boolean => guest >= from && guest < from + many;
  const rename = (step: Step): readonly Step[] => {
    if (step.session !== session) return [step];
    if ('line' in step) return isGone(step.guest) ? [] : [{ ...step, guest: placeOf(step.guest) }];
    if ('returns' in step) {
      const who = personOf(step.returns);
      return who === undefined ? [] : [{ ...step, returns: who }];
    }
    const move = renamed(step.move);
    return move === undefined ? [] : [{ ...step, move }];
  };
  const first = rooted(plan) ? 1 : 0;
  const personOf = (who: number): number | undefined => {
    if (who < first) return who;
    return isGone(who - first) ? undefined : placeOf(who - first) + first;
  };
  const renamed = (move: Move): Move | undefined => {
    if ('guest' in move) return isGone(move.guest) ? undefined : { ...move, guest: placeOf(move.guest) };
    if ('who' in move) {
      const who = personOf(move.who);
      return who === undefined ? undefined : { ...move, who };
    }
    if ('at' in move) {
      const name = doorsOf(plan)[move.at];
      const guest = name === undefined || name === ROOT ? -1 : Number(name.split('-').at(-1)) - 1;
      if (guest >= 0 && isGone(guest)) return undefined;
      const at = doorsOf(fewer).indexOf(guest < 0 ? ROOT : `leaf-${placeOf(guest) + 1}`);
      return at < 0 ? undefined : { ...move, at };
    }
    return move;
  };
  return { sessions: sessions.with(session, fewer), seed, steps: steps.flatMap(rename) };
}

const PLAIN: Omit<Guest, 'asks'> = { deaf: false, unbound: false, flags: JL.BOTH };

function* plainerPlans(plan: Plan): Generator<Plan, undefined> {
  if (plan.ending !== 'stays') yield { ...plan, ending: 'stays' };
  if (plan.inherits) yield { ...plan, inherits: false };
  if (plan.deafRoot) yield { ...plan, deafRoot: false };
  if (plan.source !== 0) yield { ...plan, source: 0 };
  for (const [place, guest] of plan.guests.entries()) {
    const plain = { ...PLAIN, asks: guest.asks };
    if (JSON.stringify({ ...guest, ...plain }) === JSON.stringify(guest)) continue;
    yield { ...plan, guests: plan.guests.with(place, plain) };
  }
}

function plainerStep(step: Step): Step | undefined {
  if (!('move' in step) || !('eager' in step.move) || !step.move.eager) return undefined;
  return { ...step, move: { ...step.move, eager: false } };
}

/** The steps if nobody acted before that call returned. */
function withoutHolding(
  { sessions, steps }: Made,
  { session, move }: Step & { readonly move: Move },
  at: number,
): readonly Step[] {
  const plan = sessions[session];
  const who = plan === undefined ? -1 : people(plan).indexOf(performerOf(plan, move) ?? '');
  const back = steps.findIndex(
    (it, place) => place > at && 'returns' in it && it.session === session && it.returns === who,
  );
  const waited = steps.with(at, { session, move });
  return back < 0 ? waited : waited.toSpliced(back, 1);
}

/**
 * The usual order: calls return as soon as they can; session by session, and leaf by leaf. What is about nobody in
 * particular stays where it is.
 */
function rankOf(step: Step): number {
  if ('returns' in step) return -1_000_000 + step.session * 1000 + step.returns;
  const guest = 'line' in step ? step.guest : 'guest' in step.move ? step.move.guest : -1;
  return guest < 0 ? -1 : step.session * 1000 + guest;
}

import type { Door, Facts, Seat } from './scene.js';

/**
 * Lays what a move has changed over the facts as they are now. It began with other facts: what others have changed since,
 * and it has not, stays as they left it.
 */
export function overlaid(before: Facts, after: Facts, now: Facts): Facts {
  return {
    ...now,
    root: changed(before.root, after.root, now.root),
    inviting: changed(before.inviting, after.inviting, now.inviting),
    texts: moved(before.texts, after.texts, now.texts),
    doors: Object.fromEntries(
      Object.entries(now.doors).map(([name, door]) => {
        const [was, is] = [before.doors[name], after.doors[name]];
        return [name, was === undefined || is === undefined ? door : doorWith(was, is, door)];
      }),
    ),
    seats: now.seats.map((seat, place) => {
      const [was, is] = [before.seats[place], after.seats[place]];
      return was === undefined || is === undefined ? seat : seatWith(was, is, seat);
    }),
  };
}

function doorWith(before: Door, after: Door, now: Door): Door {
  return {
    state: changed(before.state, after.state, now.state),
    knocks: Math.max(0, moved(before.knocks, after.knocks, now.knocks)),
    rung: changed(before.rung, after.rung, now.rung),
  };
}

function seatWith(before: Seat, after: Seat, now: Seat): Seat {
  return {
    ...now,
    open: changed(before.open, after.open, now.open),
    status: changed(before.status, after.status, now.status),
    refused: changed(before.refused, after.refused, now.refused),
    member: changed(before.member, after.member, now.member),
    link: changed(before.link, after.link, now.link),
  };
}

function changed<T>(before: T, after: T, now: T): T {
  return Object.is(before, after) ? now : after;
}

/** What is counted, others may have counted too. */
function moved(before: number, after: number, now: number): number {
  return now + after - before;
}

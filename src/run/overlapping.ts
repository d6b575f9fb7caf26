import type { Flow } from '../port/index.js';
import { flightsIn } from './flights.js';
import type { LiveCase } from './live-case.js';

/**
 * What people do one after the other, where some do not wait until their call returns.
 *
 * Whoever tells it may take his time from one thing to the next, and in that time the promises of a provider get on. So from
 * the call on that nobody waits for, what is done is only taken down, and is done in one go when that call is to return.
 * Where a provider answers at once, everything has returned before the next thing is done.
 */
export interface Overlapping {
  /** Somebody will not wait until the next call returns. */
  keep(who: string): void;
  /** Something is done, by somebody or by nobody in particular. Whoever waits for a call to return does nothing else. */
  does(act: () => Flow<unknown>, who?: string): Flow<void>;
  /** The call of somebody returns. Throws where it has been waited for. */
  returns(who: string): Flow<void>;
  /** Whatever was taken down is done, and whatever is in flight returns. */
  finish(): Flow<void>;
}

/** Nobody has done anything. */
export function overlapping(live: Pick<LiveCase, 'hold' | 'kept'>): Overlapping {
  const flights = flightsIn<string>(live);
  // As far as it has been told: who does not wait for the next call, and who has not waited for the latest.
  const next = new Set<string>();
  const away = new Set<string>();
  let takenDown: readonly (() => Flow<unknown>)[] = [];

  function* inOneGo(): Flow<void> {
    const acts = takenDown;
    takenDown = [];
    for (const act of acts) yield* act();
  }
  function* take(act: () => Flow<unknown>): Flow<void> {
    takenDown = [...takenDown, act];
    if (away.size === 0) yield* inOneGo();
  }

  return {
    keep(who) {
      next.add(who);
    },
    *does(act, who) {
      if (who === undefined) return yield* take(act);
      const waits = !next.delete(who);
      if (waits) away.delete(who);
      else away.add(who);
      yield* take(function* () {
        yield* flights.land(who);
        if (waits) yield* act();
        else yield* flights.begin(who, act());
      });
    },
    *returns(who) {
      if (!away.delete(who)) throw new Error(`no call of ${who} is kept in flight`);
      yield* take(() => flights.land(who));
    },
    *finish() {
      away.clear();
      yield* take(() => flights.landAll());
    },
  };
}

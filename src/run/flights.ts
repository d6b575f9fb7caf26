import type { Flow } from '../port/index.js';
import { launch, type Flight } from './flight.js';
import type { LiveCase } from './live-case.js';

/** The calls of a case that are kept in flight, each under a key of its own. */
export interface Flights<K> {
  /**
   * Begins a flow, and does not wait for the return of its first call. Where that is there at once, it goes on to its end,
   * and nothing is in flight.
   */
  begin(key: K, flow: Flow<unknown>): Flow<void>;
  /** Lets a call return, and goes on to the end of its flow; nothing where it is not in flight. */
  land(key: K): Flow<void>;
  /** The same for all of them, in the order of their calls. */
  landAll(): Flow<void>;
}

/** Nothing is in flight. */
export function flightsIn<K>(live: Pick<LiveCase, 'hold' | 'kept'>): Flights<K> {
  const flights = new Map<K, Flight<unknown>>();
  function* land(key: K): Flow<void> {
    const flight = flights.get(key);
    flights.delete(key);
    if (flight !== undefined) yield* flight.land();
  }
  return {
    *begin(key, flow) {
      const begun = launch(live, flow);
      if ('flight' in begun) flights.set(key, begun.flight);
      if ('rest' in begun) yield* begun.rest;
    },
    land,
    *landAll() {
      for (const key of [...flights.keys()]) yield* land(key);
    },
  };
}

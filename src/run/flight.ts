import type { Flow } from '../port/index.js';
import type { LiveCase } from './live-case.js';

/** A flow whose call has been issued and is kept in flight. */
export interface Flight<T> {
  /** Lets the call return, and goes on to the end of the flow. */
  land(): Flow<T>;
}

/**
 * Begins a flow, and does not wait for the return of its first call. Others can act before it lands; where the provider
 * answers at once, there is nothing to wait for, and the flow is done.
 */
export function launch<T>(
  live: Pick<LiveCase, 'hold'>,
  flow: Flow<T>,
): { readonly done: T } | { readonly flight: Flight<T> } {
  const release = live.hold();
  const first = flow.next();
  if (first.done === true) {
    release();
    return { done: first.value };
  }
  return {
    flight: {
      *land() {
        release();
        yield first.value;
        return yield* flow;
      },
    },
  };
}

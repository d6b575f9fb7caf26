import type { Flow } from '../port/index.js';
import type { LiveCase } from './live-case.js';

/** A flow whose call has been issued and is kept in flight. */
export interface Flight<T> {
  /** Lets the call return, and goes on to the end of the flow. */
  land(): Flow<T>;
}

/** What has become of a flow that was begun. */
export type Launched<T> =
  | { readonly flight: Flight<T> }
  /** Nothing had to be waited for. */
  | { readonly done: T }
  /** Its call was answered at once, and something else has to be waited for, which is no call: what is left of it. */
  | { readonly rest: Flow<T> };

/**
 * Begins a flow, and does not wait for the return of its first call. Others can act before it lands, unless the provider
 * answers that call at once.
 */
export function launch<T>(live: Pick<LiveCase, 'hold' | 'kept'>, flow: Flow<T>): Launched<T> {
  const kept = live.kept();
  const release = live.hold();
  const first = flow.next();
  if (first.done === true) {
    release();
    return { done: first.value };
  }
  function* onwards({ value }: { readonly value: Promise<void> }): Flow<T> {
    release();
    yield value;
    return yield* flow;
  }
  if (live.kept() > kept) return { flight: { land: () => onwards(first) } };
  // Else the next call of whomever would be kept in its place, and nobody would ever let that one return.
  release();
  return { rest: onwards(first) };
}

import { performance } from 'node:perf_hooks';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { wait, type Awaitable, type Flow } from '../port/index.js';

// The only place where a run meets the clock. Nothing here decides a verdict: it bounds waiting.

/** The value, or `too late` if it takes longer than so many milliseconds. A value that is there is given at once. */
export function withDeadline<T>(value: Awaitable<T>, ms: number): Awaitable<T | 'too late'> {
  if (!(value instanceof Promise)) return value;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve('too late');
    }, ms);
    const stop = (): void => {
      clearTimeout(timer);
    };
    value.then(stop, stop);
    value.then(resolve, reject);
  });
}

/** Time to wait for what must happen. */
export interface Deadline {
  elapsed(): number;
  passed(): boolean;
  /** Lets so many milliseconds pass, and takes in what has come in meanwhile, however late this process gets to it. */
  pause(ms: number): Promise<void>;
}

/** A deadline that begins now. */
export function deadline(ms: number): Deadline {
  const from = performance.now();
  const elapsed = (): number => performance.now() - from;
  return {
    elapsed,
    passed: () => elapsed() >= ms,
    async pause(span) {
      await pause(span);
      // When a timer is due, input may be waiting that was there before.
      await turn();
    },
  };
}

/** Lets so many milliseconds pass; 0 lets what is ready in this turn of the event loop happen. */
export function* silence(ms: number): Flow<void> {
  yield* wait(pause(ms));
}

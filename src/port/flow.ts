/** A value now, or a promise of it. */
export type Awaitable<T> = T | Promise<T>;

/**
 * An algorithm that waits only where a provider makes it wait. Written once as a generator, it runs without a single
 * promise over a provider that answers at once, and as an async function would over one that does not.
 */
export type Flow<T> = Generator<Promise<void>, T, void>;

/** Waits for a value that may be there already. */
export function* wait<T>(value: Awaitable<T>): Flow<T> {
  if (!(value instanceof Promise)) return value;
  const arrived: T[] = [];
  yield value.then((it) => {
    arrived.push(it);
  });
  for (const it of arrived) return it;
  throw new Error('a flow was resumed before what it waits for had arrived');
}

/** What is made of a value: at once where it is there, and otherwise when it is. */
export function after<T, U>(value: Awaitable<T>, make: (value: T) => Awaitable<U>): Awaitable<U> {
  return value instanceof Promise ? value.then(make) : make(value);
}

/** Runs a flow: to its end if nothing has to be waited for, and otherwise to a promise of its end. */
export function run<T>(flow: Flow<T>): Awaitable<T> {
  return resume(flow, flow.next());
}

function resume<T>(flow: Flow<T>, state: IteratorResult<Promise<void>, T>): Awaitable<T> {
  if (state.done === true) return state.value;
  return state.value.then(
    () => resume(flow, flow.next()),
    (reason: unknown) => resume(flow, flow.throw(reason)),
  );
}

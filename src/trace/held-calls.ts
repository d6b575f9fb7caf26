import { arrivalIn } from './arrivals.js';
import type { CallEvent, ReturnEvent, Trace } from './events.js';
import { succeeded, type Descriptor, type NodeName } from './verbs.js';

/**
 * The calls that were kept in flight while something else was done, by id, and what they returned then; undefined where
 * they never did. On a blocking socket it is the provider that takes its time: those calls are not among them.
 */
export function heldCalls(trace: Trace): ReadonlyMap<number, ReturnEvent | undefined> {
  const blocking = new Set<string>();
  return passedBy(
    trace,
    (call) => mayBlock(blocking, call),
    (call, back) => {
      note(blocking, call, back);
    },
  );
}

/** The same with those on blocking sockets: all that had not returned when something else was done. */
export function lateCalls(trace: Trace): ReadonlyMap<number, ReturnEvent | undefined> {
  return passedBy(
    trace,
    () => false,
    () => undefined,
  );
}

function passedBy(
  trace: Trace,
  isExempt: (call: CallEvent) => boolean,
  returned: (call: CallEvent, back: ReturnEvent) => void,
): ReadonlyMap<number, ReturnEvent | undefined> {
  const late = new Map<number, ReturnEvent | undefined>();
  const open = new Map<number, CallEvent>();
  const pass = (): void => {
    for (const [id, call] of open) if (!isExempt(call)) late.set(id, undefined);
  };
  for (const event of trace) {
    if (event.kind === 'return') {
      const call = open.get(event.id);
      if (call !== undefined) returned(call, event);
      open.delete(event.id);
      if (!late.has(event.id)) continue;
      late.set(event.id, event);
      // That it was let return first is something that was done.
      pass();
    } else if (isDone(event)) {
      pass();
      if (event.kind === 'call') open.set(event.id, event);
    }
  }
  return late;
}

/** Whether an event is something that the suite does to the provider. */
export function isDone(event: Trace[number]): boolean {
  if (event.kind === 'note') return arrivalIn(event.text) !== undefined;
  return event.kind === 'call' || event.kind === 'settled';
}

function mayBlock(blocking: ReadonlySet<string>, { node, args }: CallEvent): boolean {
  return 'socket' in args && blocking.has(key(node, args.socket));
}

// What is born of a blocking socket is blocking, too; WSPEventSelect makes it nonblocking, if the provider is right.
function note(blocking: Set<string>, call: CallEvent, { result }: ReturnEvent): void {
  const given = succeeded<unknown>(result) ? result.ok : undefined;
  if (typeof given !== 'object' || given === null || !('socket' in given) || typeof given.socket !== 'number') return;
  const blocks = call.verb === 'socket' ? call.args.blocking : mayBlock(blocking, call);
  if (blocks) blocking.add(key(call.node, given.socket));
  else blocking.delete(key(call.node, given.socket));
}

function key(node: NodeName, socket: Descriptor): string {
  return `${node} ${socket}`;
}

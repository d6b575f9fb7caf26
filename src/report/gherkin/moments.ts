import {
  arrivalIn,
  heldCalls,
  succeeded,
  type CallEvent,
  type Descriptor,
  type NodeName,
  type ReturnEvent,
  type Trace,
} from '../../trace/index.js';

/** What somebody did, or what was waited for: all that a scenario tells of a trace. */
export type Moment =
  | {
      readonly is: 'call';
      readonly at: number;
      readonly call: CallEvent;
      readonly returned?: ReturnEvent;
      /** Others acted before it returned. */
      readonly held: boolean;
    }
  /** A call returned before which others had acted. */
  | { readonly is: 'return'; readonly at: number; readonly call: CallEvent; readonly returned: ReturnEvent }
  /** WSPRecv, so many times in a row; `emptied` if until nothing was left. */
  | {
      readonly is: 'receive';
      readonly at: number;
      readonly node: NodeName;
      readonly socket: Descriptor;
      readonly calls: number;
      readonly emptied: boolean;
    }
  /** So many messages were let through. */
  | { readonly is: 'arrive'; readonly at: number; readonly messages: number }
  /** The oldest message between two nodes was let through. */
  | { readonly is: 'reach'; readonly at: number; readonly from: NodeName; readonly to: NodeName }
  | { readonly is: 'quiet'; readonly at: number };

/** A call among the moments. */
export type CallMoment = Extract<Moment, { readonly is: 'call' }>;

/** The moments of a trace up to an event, with what goes together put together. */
export function momentsOf(trace: Trace, until: number): readonly Moment[] {
  const returns = new Map(trace.flatMap((event) => (event.kind === 'return' ? [[event.id, event] as const] : [])));
  const held = heldCalls(trace.slice(0, until + 1));
  const away = new Map<number, CallEvent>();
  const moments: Moment[] = [];
  for (const [at, event] of trace.slice(0, until + 1).entries()) {
    const latest = moments.at(-1);
    if (event.kind === 'call') {
      // One more copy of a text that may be lost says nothing new, and is sent again by the same sentence.
      if (event.verb === 'send' && latest?.is === 'call' && isCopy(latest.call, event)) continue;
      const returned = returns.get(event.id);
      const isHeld = held.has(event.id);
      if (isHeld) away.set(event.id, event);
      if (event.verb === 'recv' && !isHeld) {
        // Whoever receives goes on until a call fails, which the end of the story may cut short.
        const failed = returned === undefined || !succeeded<unknown>(returned.result);
        const goesOn = latest?.is === 'receive' && !latest.emptied && isOn(latest, event);
        if (goesOn) moments.pop();
        const { node, args } = event;
        const first = goesOn ? latest : { at, calls: 0 };
        const calls = first.calls + 1;
        moments.push({ is: 'receive', at: first.at, node, socket: args.socket, calls, emptied: failed });
      } else
        moments.push({ is: 'call', at, call: event, held: isHeld, ...(returned === undefined ? {} : { returned }) });
    } else if (event.kind === 'return') {
      const call = away.get(event.id);
      if (call !== undefined) moments.push({ is: 'return', at, call, returned: event });
    } else if (event.kind === 'settled' && latest?.is !== 'quiet') {
      moments.push({ is: 'quiet', at });
    } else if (event.kind === 'note') {
      const arrival = arrivalIn(event.text);
      if (arrival === undefined) continue;
      if ('from' in arrival) {
        moments.push({ is: 'reach', at, from: arrival.from, to: arrival.to });
        continue;
      }
      const before = latest?.is === 'arrive' ? latest.messages : 0;
      if (before > 0) moments.pop();
      moments.push({ is: 'arrive', at, messages: before + arrival.messages });
    }
  }
  return moments;
}

function isCopy(one: CallEvent, { node, args }: CallEvent & { verb: 'send' }): boolean {
  if (one.verb !== 'send' || one.node !== node) return false;
  return one.args.socket === args.socket && one.args.data === args.data;
}

function isOn(one: Extract<Moment, { readonly is: 'receive' }>, { node, args }: CallEvent & { verb: 'recv' }): boolean {
  return one.node === node && one.socket === args.socket;
}

import type { IndicationEvent, ReturnEvent, Trace, TraceEvent } from '../../trace/index.js';
import type { Dice } from './random-runs.js';

/** A trace that a provider might have left behind, had it done one thing otherwise. */
export interface Departure {
  readonly what: string;
  readonly trace: Trace;
  /** The first event that is not as it was. */
  readonly from: number;
}

const ERRORS = ['WSAECONNREFUSED', 'WSAEALREADY', 'WSAEWOULDBLOCK', 'WSAEINVAL', 'NO_ERROR', 'WSAETIMEDOUT'] as const;
const EVENTS = ['FD_CONNECT', 'FD_ACCEPT', 'FD_CLOSE', 'FD_READ', 'FD_WRITE'] as const;

/** One thing done otherwise, somewhere: an indication or a return is lost, comes twice, comes early, or differs. */
export function departureOf(trace: Trace, dice: Dice): Departure {
  const places = trace.flatMap((event, at) => (event.kind === 'indication' || event.kind === 'return' ? [at] : []));
  const central = places.filter((at) => isCentral(trace[at]));
  const at = dice.pick(central.length === 0 || dice.once(4) ? places : central);
  const event = trace[at];
  if (event?.kind === 'indication') return otherIndication(trace, at, event, dice);
  if (event?.kind === 'return') return otherReturn(trace, at, event, dice);
  throw new RangeError(`nothing that a provider did stands at #${at}`);
}

// What joins are told by; most of the other returns are of calls that prepare or look.
function isCentral(event: TraceEvent | undefined): boolean {
  if (event?.kind === 'indication') return event.event !== 'FD_READ';
  return event?.kind === 'return' && (event.verb === 'joinLeaf' || event.verb === 'accept');
}

function otherIndication(trace: Trace, at: number, event: IndicationEvent, dice: Dice): Departure {
  const told = `${event.event} ${event.error} on ${event.socket} of ${event.node} (#${at})`;
  const sooner = Math.max(1, at - 1 - dice.throw(12));
  const later = Math.min(trace.length - 1, at + 1 + dice.throw(12));
  switch (dice.throw(7)) {
    case 0:
      return { what: `no ${told}`, from: at, trace: trace.toSpliced(at, 1) };
    case 1:
      return { what: `again ${told} at #${later}`, from: later, trace: trace.toSpliced(later, 0, event) };
    case 2:
      return { what: `${told} at #${sooner}`, from: sooner, trace: trace.toSpliced(at, 1).toSpliced(sooner, 0, event) };
    case 3:
      return { what: `${told} at #${later}`, from: at, trace: trace.toSpliced(at, 1).toSpliced(later, 0, event) };
    case 4: {
      const error = dice.pick(ERRORS);
      return { what: `${told} with ${error}`, from: at, trace: trace.with(at, { ...event, error }) };
    }
    case 5: {
      const other = dice.pick(EVENTS);
      return { what: `${told} as ${other}`, from: at, trace: trace.with(at, { ...event, event: other }) };
    }
    default: {
      const socket = event.socket + dice.pick([-2, -1, 1, 2]);
      return { what: `${told} on ${socket}`, from: at, trace: trace.with(at, { ...event, socket }) };
    }
  }
}

function otherReturn(trace: Trace, at: number, event: ReturnEvent, dice: Dice): Departure {
  const was = 'ok' in event.result ? 'success' : event.result.error;
  const returned = `${event.verb} ${was} (#${at})`;
  // A result of the same verb: TypeScript cannot see that through the union.
  const instead = (what: string, result: object): Departure => ({
    what: `${returned} ${what}`,
    from: at,
    trace: trace.with(at, { ...event, result } as ReturnEvent),
  });
  const { result } = event;
  if ('error' in result || dice.once(2)) {
    const error = dice.pick(ERRORS);
    return instead(`as ${error}`, 'error' in result ? { ...result, error } : { error });
  }
  if ('socket' in result.ok) {
    const socket = dice.pick([0, result.ok.socket + 1, result.ok.socket - 1, 9999]);
    return instead(`with socket ${socket}`, { ok: { ...result.ok, socket } });
  }
  if ('data' in result.ok) {
    const data = dice.pick(['', 'never sent', 'text 1']);
    return instead(`with "${data}"`, { ok: { ...result.ok, data } });
  }
  const later = Math.min(trace.length - 1, at + 1 + dice.throw(6));
  return { what: `${returned} at #${later}`, from: at, trace: trace.toSpliced(at, 1).toSpliced(later, 0, event) };
}

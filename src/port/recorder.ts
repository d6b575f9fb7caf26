import type {
  Args,
  CallEvent,
  FaultEvent,
  Gives,
  NodeName,
  Result,
  ReturnEvent,
  TraceEvent,
  Verb,
} from '../trace/index.js';
import { checkAnswer, checkIndication, shown } from './answers.js';
import { faultEvent, isPortFault, type PortFault } from './fault.js';
import type { Awaitable } from './flow.js';
import type { Gate } from './gate.js';
import type { Limits } from './limits.js';
import type { CaseSetup, PortVerbs, Provider, Testbed } from './provider.js';

/** A call that has been issued. */
export interface IssuedCall<V extends Verb> {
  readonly id: number;
  /** Its result, at once or when the call returns; undefined if a fault took its place. */
  readonly returned: Awaitable<Result<Gives<V>> | undefined>;
}

/** The recorder in front of a provider: every call, return and indication passes through it into the trace. */
export interface Recorder {
  readonly testbed: Testbed;
  /** A result that comes by promise is told only when the gate is open, if one is given: until then the call is in flight. */
  issue<V extends Verb>(node: NodeName, verb: V, args: Args<V>, gate?: Gate): IssuedCall<V>;
  /** How many calls have not returned. */
  inFlight(): number;
  /** Remembers what it knows, and gives what goes back to that. To be asked while no call is in flight. */
  checkpoint(): () => void;
  /** Reports indications on sockets that no call has ever returned. To be asked when all is quiet. */
  strangers(): readonly string[];
}

/** A provider's case, opened, or the fault that prevented it. */
export type Opened = { readonly recorder: Recorder } | { readonly fault: FaultEvent };

/**
 * Opens a case on a provider, with a recorder in front.
 *
 * `emit` is called for each event at the moment at which the suite sees it.
 */
export function open(
  provider: Provider,
  setup: Omit<CaseSetup, 'indicate' | 'fault'>,
  limits: Limits,
  emit: (event: TraceEvent) => void,
): Awaitable<Opened> {
  const known = new Set<string>();
  const strange = new Map<string, string>();
  let flying = 0;
  let ids = 0;
  let emitted = 0;
  let over = false;

  const trace = (event: TraceEvent): void => {
    if (over) return;
    emitted += 1;
    if (emitted > limits.eventsPerCase) {
      over = true;
      emit(faultEvent('limit', `more than ${limits.eventsPerCase} events in one case`));
      return;
    }
    emit(event);
  };

  // One fault of the wire fails every call that is under way: it is told once.
  const told = new Set<PortFault>();
  const fault = (given: unknown, during?: string): void => {
    if (!isPortFault(given)) {
      trace(faultEvent('rubbish', `a fault was told that is none: ${shown(given)}`));
      return;
    }
    if (told.has(given)) return;
    told.add(given);
    const { what, detail } = given;
    trace(faultEvent(what, during === undefined ? detail : `${during}: ${detail}`));
  };

  const indicate = (given: unknown): void => {
    const checked = checkIndication(given);
    if ('wrong' in checked) {
      trace(faultEvent('rubbish', `an indication is malformed: ${checked.wrong}`));
      return;
    }
    const { node, socket, event, error } = checked.value;
    const key = `${node} ${socket}`;
    // An indication may overtake the return that tells of its socket, so a stranger is only noted here.
    if (!known.has(key)) strange.set(key, `${event} on socket ${socket} of ${node}, which no call has returned`);
    trace({ kind: 'indication', node, socket, event, error });
  };

  const recorderOf = (testbed: Testbed): Recorder => ({
    testbed,
    inFlight: () => flying,
    checkpoint() {
      const then = { ids, emitted, known: known.size, strange: [...strange] };
      return () => {
        ({ ids, emitted } = then);
        // Nothing that is known is ever forgotten otherwise.
        if (known.size > then.known) for (const key of [...known].slice(then.known)) known.delete(key);
        if (strange.size > 0) strange.clear();
        for (const [key, what] of then.strange) strange.set(key, what);
      };
    },
    strangers: () => [...strange.values()],
    issue<V extends Verb>(node: NodeName, verb: V, args: Args<V>, gate?: Gate): IssuedCall<V> {
      ids += 1;
      const id = ids;
      // One event type per verb is a union that TypeScript cannot see through a generic; the fields are its own.
      const call = { kind: 'call', id, node, verb, args } satisfies Omit<CallEvent, 'verb' | 'args'> & {
        verb: V;
        args: Args<V>;
      };
      trace(call as CallEvent);

      const returned = (answer: unknown): Result<Gives<V>> | undefined => {
        const checked = checkAnswer(verb, answer);
        if ('wrong' in checked) {
          trace(faultEvent('rubbish', `${verb} on ${node} answered nonsense: ${checked.wrong}`));
          return undefined;
        }
        const result = checked.value;
        if ('ok' in result && 'socket' in result.ok) {
          const key = `${node} ${String(result.ok.socket)}`;
          known.add(key);
          strange.delete(key);
        }
        trace({ kind: 'return', id, verb, result } as ReturnEvent);
        return result;
      };
      const threw = (reason: unknown): undefined => {
        if (isPortFault(reason)) {
          fault(reason, `${verb} on ${node}`);
          return undefined;
        }
        const detail = reason instanceof Error ? `${reason.name}: ${reason.message}` : shown(reason);
        trace(faultEvent('threw', `${verb} on ${node} threw ${detail}`));
        return undefined;
      };

      const method = (testbed as Partial<PortVerbs>)[verb] as ((node: NodeName, args: Args<V>) => unknown) | undefined;
      if (method === undefined) return { id, returned: returned({ error: 'WSAEOPNOTSUPP' }) };
      let answer: unknown;
      try {
        answer = method.call(testbed, node, args);
      } catch (reason) {
        return { id, returned: threw(reason) };
      }
      if (!(answer instanceof Promise)) return { id, returned: returned(answer) };
      flying += 1;
      const told = (tell: () => Result<Gives<V>> | undefined): Result<Gives<V>> | undefined => {
        flying -= 1;
        return tell();
      };
      if (gate === undefined) {
        return {
          id,
          returned: answer.then(
            (value) => told(() => returned(value)),
            (reason: unknown) => told(() => threw(reason)),
          ),
        };
      }
      const answered = answer.then(
        (value) => () => returned(value),
        (reason: unknown) => () => threw(reason),
      );
      return { id, returned: gate.opened().then(async () => told(await answered)) };
    },
  });

  const couldNot = (reason: unknown): Opened => {
    if (isPortFault(reason)) return { fault: faultEvent(reason.what, reason.detail) };
    const detail = reason instanceof Error ? `${reason.name}: ${reason.message}` : shown(reason);
    return { fault: faultEvent('open-failed', `the provider could not open a case: ${detail}`) };
  };
  const opened = (testbed: unknown): Opened => {
    if (!isTestbed(testbed)) return couldNot(`open() gave no testbed but ${shown(testbed)}`);
    const homeless = setup.nodes.find((node) => testbed.addresses[node] === undefined);
    if (homeless !== undefined) return couldNot(`addresses has no entry for node ${homeless}`);
    return { recorder: recorderOf(testbed) };
  };
  try {
    const answer: unknown = provider.open({ indicate, fault: (given) => fault(given), ...setup });
    return answer instanceof Promise ? answer.then(opened).catch(couldNot) : opened(answer);
  } catch (reason) {
    return couldNot(reason);
  }
}

function isTestbed(value: unknown): value is Testbed {
  return (
    typeof value === 'object' &&
    value !== null &&
    'addresses' in value &&
    typeof value.addresses === 'object' &&
    value.addresses !== null &&
    ['socket', 'bind', 'joinLeaf', 'eventSelect', 'closeSocket', 'getSockName', 'close'].every(
      (verb) => typeof Reflect.get(value, verb) === 'function',
    )
  );
}

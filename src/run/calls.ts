import { faultEvent, gate, type Awaitable, type Gate, type Limits, type Recorder } from '../port/index.js';
import type { Args, Gives, NodeName, Result, TraceEvent, Verb } from '../trace/index.js';
import { withDeadline } from './clock.js';

/** A call that has been issued, and its result once there is one. */
export interface Issued<V extends Verb> {
  readonly id: number;
  result(): Result<Gives<V>> | undefined;
}

/** The ways in which a case issues calls. */
export interface Calls {
  /** Issues a call: the result at once, where the provider gives it at once. Throws CaseOver on a fault. */
  ask<V extends Verb>(node: NodeName, verb: V, args: Args<V>): Awaitable<Result<Gives<V>>>;
  /** Issues a call and goes on, whether it has returned or not: for blocking sockets. */
  begin<V extends Verb>(node: NodeName, verb: V, args: Args<V>): Issued<V>;
  /**
   * Keeps the next call that the provider answers by promise in flight: it returns, for everybody, only when what this
   * gives has been called. Where all is answered at once, nothing is ever in flight.
   */
  hold(): () => void;
  /** How many calls are kept in flight. */
  kept(): number;
  /** Whether the provider has answered a call by promise. */
  answersLater(): boolean;
}

/** What of a case it takes to issue calls in it. */
interface Surroundings {
  readonly recorder: Recorder;
  readonly limits: Limits;
  readonly emit: (event: TraceEvent) => void;
  /** Throws if there was a fault. */
  readonly overIfFaulty: () => void;
}

/** Issues calls in a case. */
export function callsIn({ recorder, limits, emit, overIfFaulty }: Surroundings): Calls {
  let next: Gate | undefined;
  const shut = new Set<Gate>();
  let later = false;

  return {
    ask(node, verb, args) {
      overIfFaulty();
      const kept = next;
      const { returned } = recorder.issue(node, verb, args, kept);
      const returns = (result: Result<Gives<typeof verb>> | 'too late' | undefined): Result<Gives<typeof verb>> => {
        if (result === 'too late') {
          emit(faultEvent('no-answer', `${verb} on ${node} did not return within ${limits.callMs} ms`));
        } else if (result !== undefined) {
          return result;
        }
        overIfFaulty();
        throw new Error('a call without a result is a fault');
      };
      if (!(returned instanceof Promise)) return returns(returned);
      later = true;
      if (kept === undefined) return Promise.resolve(withDeadline(returned, limits.callMs)).then(returns);
      next = undefined;
      shut.add(kept);
      // While it is we who keep the call in flight, the provider's time does not run.
      return kept
        .opened()
        .then(() => withDeadline(returned, limits.callMs))
        .then(returns);
    },
    begin(node, verb, args) {
      overIfFaulty();
      const { id, returned } = recorder.issue(node, verb, args);
      let result: Result<Gives<typeof verb>> | undefined;
      if (returned instanceof Promise) void returned.then((it) => (result = it));
      else result = returned;
      return { id, result: () => result };
    },
    hold() {
      const it = gate();
      next = it;
      return () => {
        if (next === it) next = undefined;
        shut.delete(it);
        it.open();
      };
    },
    kept: () => shut.size,
    answersLater: () => later,
  };
}

import type { Expectation, TraceEvent } from '../trace/index.js';
import type { Automaton } from './automaton.js';
import type { Monitor } from './monitor.js';
import { awaits, finish, owed, start, step, type OracleState } from './oracle.js';
import type { Violation } from './types.js';

/** A trace being judged while it grows. */
export interface Judging {
  /** The violations that the latest event of the trace brought to light. */
  see(event: TraceEvent): readonly Violation[];
  /** What the oracle knows by now. */
  state(): OracleState;
  /** What is still to come, in words. */
  owed(): readonly string[];
  /** Whether some of what is expected may still come. */
  awaits(expectations: readonly Expectation[]): boolean;
  /** What was still owed when the trace ended. */
  finish(): readonly Violation[];
  /** Remembers what was judged, and gives what goes back to it, once the trace has been shortened to what it was. */
  checkpoint(): () => void;
}

const FINE: readonly Violation[] = [];

/**
 * Judges a trace, given as the list to which each event is added before it is seen. Where there is an automaton, what
 * it knows to be right is not judged again; as soon as it does not, the oracle judges from the first event on.
 */
export function judging(
  trace: readonly TraceEvent[],
  monitors: readonly Monitor[] | undefined,
  known?: Automaton,
): Judging {
  const cursor = known?.begin();
  let state = start(monitors);
  let judged = 0;
  const catchUp = (): readonly Violation[] => {
    const violations: Violation[] = [];
    for (const event of judged === 0 ? trace : trace.slice(judged)) {
      const next = step(state, event);
      state = next.state;
      if (next.violations.length > 0) violations.push(...next.violations);
    }
    judged = trace.length;
    return violations;
  };
  return {
    see: (event) => (cursor?.read(event) === true ? FINE : catchUp()),
    state() {
      catchUp();
      return state;
    },
    owed() {
      catchUp();
      return owed(state);
    },
    awaits(expectations) {
      catchUp();
      return awaits(state, expectations);
    },
    checkpoint() {
      const back = cursor?.checkpoint();
      const [stateThen, judgedThen] = [state, judged];
      return () => {
        back?.();
        state = stateThen;
        judged = judgedThen;
      };
    },
    finish() {
      if (cursor?.ends() === true) return FINE;
      const late = catchUp();
      return late.length === 0 ? finish(state) : [...late, ...finish(state)];
    },
  };
}

import type { Header, TraceEvent } from '../trace/index.js';
import { canonicalText } from './canonical.js';
import type { Monitor } from './monitor.js';
import { MONITORS } from './monitors/index.js';
import { finish, start, step, type OracleState } from './oracle.js';
import { sameHeader, sameStep } from './same-step.js';

/** What is remembered of a state: one oracle that is in it, and the steps from it that have been made before. */
interface Known {
  readonly state: OracleState;
  readonly steps: Step[];
  /** Whether nothing is owed when a trace ends here; undefined as long as nobody has asked. */
  clear: boolean | undefined;
}

interface Step {
  readonly event: TraceEvent;
  /** For a return: the place of its call among those in flight. */
  readonly place: number;
  /** Undefined where the event breaks a clause, or can only be judged by the oracle itself. */
  readonly to: Known | undefined;
}

/**
 * Remembers the oracle's steps, so that what has been judged before need not be judged again. It only ever says that
 * nothing is wrong; whatever it does not know to be right is for the oracle to judge, on the whole trace.
 */
export interface Automaton {
  readonly monitors: readonly Monitor[];
  /** A cursor before the first event of a trace. */
  begin(): Cursor;
  /** How many states are known. */
  size(): number;
}

/** A place in an automaton, while a trace is read. */
export interface Cursor {
  /** Reads one event; false if the oracle has to judge the trace, this event included. */
  read(event: TraceEvent): boolean;
  /** Whether nothing is owed at the end of the trace; false if the oracle has to say. */
  ends(): boolean;
  /** Remembers the place, and gives what goes back to it. */
  checkpoint(): () => void;
}

/** So many states are remembered. What leads beyond them is judged anew each time. */
const MOST_STATES = 60_000;

/** An automaton that knows nothing yet. It grows as it is used. */
export function automaton(monitors: readonly Monitor[] = MONITORS, most: number = MOST_STATES): Automaton {
  const byText = new Map<string, Known>();
  const origin: Known = { state: start(monitors), steps: [], clear: undefined };
  const headers = new Map<Header | undefined, number>();
  const words = new Map<string, number>();
  const word = (text: string): string | number => {
    const known = words.get(text);
    if (known !== undefined || words.size >= most) return known ?? text;
    words.set(text, words.size);
    return words.size - 1;
  };
  // A call needs an id that none has in any state that it may be remembered in.
  let calls = 0;
  let states = 0;

  const learn = (from: Known, event: TraceEvent, place: number): Step => {
    const renamed = inWordsOf(from.state, event, place, () => (calls += 1));
    const next = renamed === undefined ? undefined : step(from.state, renamed);
    const right = next?.violations.length === 0 && !next.state.over ? next.state : undefined;
    // A call is in flight in the state after it, and in hardly any other: it is when it has returned that states are alike.
    const to = right === undefined ? undefined : event.kind === 'call' ? made(right) : known(right);
    const learnt = { event, place, to };
    from.steps.push(learnt);
    return learnt;
  };

  const made = (state: OracleState): Known | undefined => {
    if (states >= most) return undefined;
    states += 1;
    return { state: lean(state), steps: [], clear: undefined };
  };

  const known = (state: OracleState): Known | undefined => {
    const { header } = state.model;
    if (!headers.has(header)) headers.set(header, headers.size);
    const text = `${headers.get(header)} ${canonicalText(state, word)}`;
    const found = byText.get(text) ?? made(state);
    if (found !== undefined) byText.set(text, found);
    return found;
  };

  return {
    monitors,
    size: () => states,
    begin() {
      let here: Known | undefined = origin;
      const flying: number[] = [];
      return {
        read(event) {
          // An expectation looks back further than a state is remembered, and names calls by their ids.
          if (event.kind === 'expect' || event.kind === 'fault') here = undefined;
          if (here === undefined) return false;
          const place = event.kind === 'return' ? flying.indexOf(event.id) : -1;
          if (event.kind === 'call') flying.push(event.id);
          // Nearly always it is the latest that returns.
          if (place >= 0 && place === flying.length - 1) flying.pop();
          else if (place >= 0) flying.splice(place, 1);
          const from = here;
          const step = stepFor(from.steps, event, place) ?? learn(from, event, place);
          here = step.to;
          return here !== undefined;
        },
        checkpoint() {
          const [known, calls] = [here, [...flying]];
          return () => {
            here = known;
            if (flying.length > 0 || calls.length > 0) flying.splice(0, flying.length, ...calls);
          };
        },
        ends() {
          if (here === undefined) return false;
          here.clear ??= finish(here.state).length === 0;
          return here.clear;
        },
      };
    },
  };
}

function stepFor(steps: readonly Step[], event: TraceEvent, place: number): Step | undefined {
  for (const step of steps) {
    if (step.place !== place) continue;
    if (event.kind === 'header' ? sameHeader(step.event, event) : sameStep(step.event, event)) return step;
  }
  return undefined;
}

/** The event as it would read in the trace of a remembered state; undefined where only the oracle itself can judge it. */
function inWordsOf(
  { model }: OracleState,
  event: TraceEvent,
  place: number,
  nextCall: () => number,
): TraceEvent | undefined {
  switch (event.kind) {
    case 'call':
      return { ...event, id: nextCall() };
    case 'return': {
      const id = [...model.flying.keys()][place];
      return id === undefined ? undefined : { ...event, id };
    }
    default:
      return event;
  }
}

/** Without what only expectations look at: it would be kept for each state. */
function lean(state: OracleState): OracleState {
  return { ...state, model: { ...state.model, returned: [] } };
}

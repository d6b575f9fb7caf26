import type { Expectation, ReturnEvent, Trace, TraceEvent, Verb } from '../trace/index.js';
import { isToCome, judgeExpectation } from './expectations.js';
import { advance, NOTHING } from './model/advance.js';
import type { Model } from './model/facts.js';
import { socketAt, socketOf } from './model/queries.js';
import { undelivered } from './model/session.js';
import { NONE, type Answer, type Monitor } from './monitor.js';
import { MONITORS } from './monitors/index.js';
import { counting, unknownRevision, watching } from './revision.js';
import type { Finding, Judgement, Violation } from './types.js';

/** The oracle between two events. It is never changed: each step gives a new one. */
export interface OracleState {
  readonly model: Model;
  /** A provider that has left the specification is not judged by what follows from that. */
  readonly over: boolean;
  readonly monitors: readonly Monitor[];
}

/** An oracle that has seen nothing yet. Leaving monitors out is for showing that they are needed. */
export function start(monitors: readonly Monitor[] = MONITORS): OracleState {
  return { model: NOTHING, over: false, monitors };
}

/** What one event brings: the oracle after it, and the violations that it brought to light. */
export interface Step {
  readonly state: OracleState;
  readonly violations: readonly Violation[];
}

const FINE: readonly Violation[] = [];

/**
 * Judges one event. A case is judged up to the first event that breaks a clause, and no further:
 *
 *     #3 root WSPJoinLeaf → leaf-1     #4 root ◀ FD_CONNECT 0   ✗ JOIN-2.6, before the leaf accepted
 *     #5 root WSPJoinLeaf → leaf-1     which the first fault alone lets succeed: no WSAEALREADY is due any more
 *
 * What the header claims is judged too, and does not end the case.
 */
export function step(state: OracleState, event: TraceEvent): Step {
  if (state.over) return { state, violations: FINE };
  const { model } = state;
  const monitors = event.kind === 'header' ? watching(state.monitors, event) : state.monitors;
  const found = counting(findingsOf(monitors, model, event), event.kind === 'header' ? event : model.header);
  const next = advance(model, event);
  if (found.length === 0) return { state: { model: next, over: event.kind === 'fault', monitors }, violations: FINE };
  const violations = unique(found).map((it) => ({ ...it, at: model.index }));
  return { state: { model: next, over: event.kind !== 'header', monitors }, violations };
}

function findingsOf(monitors: readonly Monitor[], model: Model, event: TraceEvent): readonly Finding[] {
  switch (event.kind) {
    case 'call':
    case 'note':
    case 'fault':
      return [];
    case 'expect':
      return judgeExpectation(model, event);
    case 'settled':
      return debts(monitors, model);
    case 'header':
      return gathered(monitors, (monitor) => monitor.header?.(event));
    case 'indication': {
      const socket = socketAt(model, event.node, event.socket);
      return socket === undefined
        ? gathered(monitors, (monitor) => monitor.toldAstray?.(model, event))
        : gathered(monitors, (monitor) => monitor.told?.({ model, event, socket }));
    }
    case 'return':
      return answered(monitors, model, event);
  }
}

function answered(monitors: readonly Monitor[], model: Model, { id, verb, result }: ReturnEvent): readonly Finding[] {
  const flight = model.flying.get(id);
  if (flight?.event.verb !== verb) return [];
  const { event: call, at, on, standing } = flight;
  const socket = socketOf(model, on);
  if (socket === undefined && 'socket' in call.args) {
    // Closed since the call was issued: whatever it answers then.
    if (on !== undefined) return [];
    return gathered(monitors, (monitor) => monitor.answeredAstray?.(model, call, result, at));
  }
  // The verb of the call, of its result and of the function is one; TypeScript cannot see that through the unions.
  const answer = { model, call, result, at, standing, socket } as unknown as Answer<Verb>;
  return gathered(monitors, (monitor) => {
    const look = monitor.answers?.[verb] as ((answer: Answer<Verb>) => readonly Finding[]) | undefined;
    return look?.(answer);
  });
}

/** What all of them find. Nearly always that is nothing: no list is made then. */
function gathered(
  monitors: readonly Monitor[],
  look: (monitor: Monitor) => readonly Finding[] | undefined,
): readonly Finding[] {
  let found: readonly Finding[] = NONE;
  for (const monitor of monitors) {
    const more = look(monitor);
    if (more !== undefined && more.length > 0) found = [...found, ...more];
  }
  return found;
}

function debts(monitors: readonly Monitor[], model: Model): readonly Finding[] {
  return counting(
    gathered(monitors, (monitor) => monitor.owes?.(model)),
    model.header,
  );
}

// Two monitors may come to the same finding by different ways; it is one violation.
function unique(found: readonly Finding[]): readonly Finding[] {
  return found.filter((it, index) => found.findIndex((other) => other.clause === it.clause) === index);
}

/**
 * What is still to come, in words; empty when there is nothing to wait for. A provider that cannot say that it is
 * settled is given time until then.
 */
export function owed({ model, over, monitors }: OracleState): readonly string[] {
  return over ? [] : [...debts(monitors, model).map(({ expected }) => expected), ...undelivered(model)];
}

/** Whether something that is expected may still come. A provider that cannot say that it is settled is given time for it. */
export function awaits({ model, over }: OracleState, expectations: readonly Expectation[]): boolean {
  return !over && expectations.some((it) => isToCome(model, it));
}

/**
 * What was still owed when the trace ended. Only quiet shows that something is missing, so a trace that ends without
 * it owes nothing that could be judged.
 */
export function finish({ model, over, monitors }: OracleState): readonly Violation[] {
  if (over || model.settledAt !== model.index - 1) return FINE;
  return unique(debts(monitors, model)).map((it) => ({ ...it, at: model.index - 1 }));
}

/** Judges a whole trace, by the revision of the specification that it was made under. */
export function judge(trace: Trace, monitors: readonly Monitor[] = MONITORS): Judgement {
  const unknown = unknownRevision(trace);
  if (unknown !== undefined) return { violations: [], fault: unknown };
  const violations: Violation[] = [];
  let state = start(monitors);
  let fault: Judgement['fault'];
  for (const [at, event] of trace.entries()) {
    if (event.kind === 'fault') fault ??= { at, what: event.what, detail: event.detail };
    const next = step(state, event);
    state = next.state;
    violations.push(...next.violations);
  }
  violations.push(...finish(state));
  return fault === undefined ? { violations } : { violations, fault };
}

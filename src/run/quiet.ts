import { faultEvent, isPortFault, wait, type Awaitable, type Flow, type Limits, type Recorder } from '../port/index.js';
import type { TraceEvent } from '../trace/index.js';
import { deadline, silence, withDeadline } from './clock.js';

/** What of a case it takes to know that all is quiet in it. */
export interface Surroundings {
  readonly recorder: Recorder;
  readonly limits: Limits;
  /** Records an event. */
  readonly emit: (event: TraceEvent) => void;
  /** Throws if there was a fault. */
  readonly overIfFaulty: () => void;
  /** How many events there are. */
  readonly events: () => number;
  readonly owesNothing: () => boolean;
  readonly isFaulty: () => boolean;
}

/** Lets everything that is under way happen, and records the evidence of quiet. */
export function* quietIn(surroundings: Surroundings): Flow<void> {
  const { recorder, limits, emit, overIfFaulty } = surroundings;
  const { testbed } = recorder;
  overIfFaulty();
  if (testbed.settle !== undefined) {
    const answer = yield* wait(
      withDeadline(
        guarded(() => testbed.settle?.(), emit),
        limits.callMs,
      ),
    );
    if (answer === 'too late') {
      emit(faultEvent('no-answer', `settle() did not answer within ${limits.callMs} ms`));
    }
    // The promise of a call that has just come to its end tells us only after this turn of the event loop.
    if (recorder.inFlight() > 0) yield* silence(0);
    emit({ kind: 'settled', by: 'provider' });
  } else {
    yield* wait(watched(surroundings));
  }
  for (const stranger of recorder.strangers()) {
    emit(faultEvent('unknown-socket', `indicated ${stranger}`));
  }
  overIfFaulty();
}

// Without settle(): wait until nothing is owed and nothing has happened for a while, or the deadline has passed.
async function watched({ limits, emit, events, owesNothing, isFaulty }: Surroundings): Promise<void> {
  const late = deadline(limits.mustMs);
  const from = late.elapsed();
  for (;;) {
    const before = events();
    await late.pause(limits.mustNotMs);
    if (isFaulty()) return;
    if (events() === before && (owesNothing() || late.passed())) break;
    // A provider that never falls silent has used up its time twice over: judge it by what it has done.
    if (late.elapsed() > 2 * limits.mustMs) break;
  }
  emit({ kind: 'settled', by: 'deadline', waited: Math.round(late.elapsed() - from) });
}

/** What the testbed gives when it is asked; undefined if it threw, which is then recorded. */
export function guarded<T>(ask: () => Awaitable<T>, emit: (event: TraceEvent) => void): Awaitable<T | undefined> {
  const threw = (reason: unknown): undefined => {
    if (isPortFault(reason)) {
      emit(faultEvent(reason.what, reason.detail));
      return undefined;
    }
    const detail = reason instanceof Error ? reason.message : String(reason);
    emit(faultEvent('threw', `the testbed threw: ${detail}`));
    return undefined;
  };
  try {
    const answer = ask();
    return answer instanceof Promise ? answer.catch(threw) : answer;
  } catch (reason) {
    return threw(reason);
  }
}

import { faultEvent, wait, type Flow, type Recorder } from '../port/index.js';
import type { Expectation, TraceEvent } from '../trace/index.js';
import { answered, type Asker } from './asked.js';
import { deadline, silence } from './clock.js';

/** What of a case it takes to know that all is quiet in it. */
export interface Surroundings extends Asker {
  readonly recorder: Recorder;
  /** What has been recorded so far. */
  readonly events: readonly TraceEvent[];
  readonly owesNothing: () => boolean;
  /** Whether some of what is expected may still come. */
  readonly awaits: (expected: readonly Expectation[]) => boolean;
  readonly isFaulty: () => boolean;
}

/** Lets everything that is under way happen, what is expected included, and records the evidence of quiet. */
export function* quietIn(surroundings: Surroundings, expected: readonly Expectation[]): Flow<void> {
  const { recorder, emit, overIfFaulty } = surroundings;
  const { testbed } = recorder;
  overIfFaulty();
  if (testbed.settle !== undefined) {
    const settling = answered(surroundings, 'settle()', () => testbed.settle?.());
    if (settling instanceof Promise) yield* wait(settling);
    // The promise of a call that has just come to its end tells us only after this turn of the event loop.
    if (recorder.inFlight() > 0) yield* silence(0);
    emit({ kind: 'settled', by: 'provider' });
  } else {
    yield* wait(watched(surroundings, expected));
  }
  for (const stranger of recorder.strangers()) {
    emit(faultEvent('unknown-socket', `indicated ${stranger}`));
  }
  overIfFaulty();
}

/** Silence is watched in so many parts: what comes meanwhile begins it anew, however late this process gets to it. */
const PARTS = 8;

// Without settle(): wait until nothing is owed or expected and nothing has happened for a while, or the deadline has
// passed. Where nothing has been done since all was quiet, it still is.
async function watched(surroundings: Surroundings, expected: readonly Expectation[]): Promise<void> {
  const { limits, emit, events, owesNothing, awaits, isFaulty } = surroundings;
  if (isUndisturbed(events) && !awaits(expected)) return;
  const late = deadline(limits.mustMs);
  const part = Math.max(1, limits.mustNotMs / PARTS);
  let [seen, silent] = [events.length, 0];
  for (;;) {
    await late.pause(part);
    if (isFaulty()) return;
    silent = events.length === seen ? silent + part : 0;
    seen = events.length;
    if (silent >= limits.mustNotMs && (late.passed() || (owesNothing() && !awaits(expected)))) break;
    // A provider that never falls silent has used up its time twice over: judge it by what it has done.
    if (late.elapsed() > 2 * limits.mustMs) break;
  }
  emit({ kind: 'settled', by: 'deadline', waited: Math.round(late.elapsed()) });
}

/** Whether nothing but expectations and notes has been recorded since all was quiet. */
function isUndisturbed(events: readonly TraceEvent[]): boolean {
  return events.findLast(({ kind }) => kind !== 'expect' && kind !== 'note')?.kind === 'settled';
}

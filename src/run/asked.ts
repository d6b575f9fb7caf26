import { after, faultEvent, isPortFault, type Awaitable, type Limits } from '../port/index.js';
import type { TraceEvent } from '../trace/index.js';
import { withDeadline } from './clock.js';

/** What of a case it takes to ask its testbed for something. */
export interface Asker {
  readonly limits: Limits;
  /** Records an event. */
  readonly emit: (event: TraceEvent) => void;
  /** Throws if there was a fault. */
  readonly overIfFaulty: () => void;
}

/**
 * What the testbed gives when it is asked for something that is not a verb. Undefined if it threw, or took longer than a
 * call may: then that is recorded.
 */
export function asked<T>(asker: Asker, what: string, ask: () => Awaitable<T>): Awaitable<T | undefined> {
  return inTime(asker, what, ask, () => undefined);
}

/** The same, but the case is over if there was a fault, whoever told of it. */
export function answered<T>(asker: Asker, what: string, ask: () => Awaitable<T>): Awaitable<T | undefined> {
  return inTime(asker, what, ask, asker.overIfFaulty);
}

function inTime<T>(
  { limits, emit }: Asker,
  what: string,
  ask: () => Awaitable<T>,
  then: () => void,
): Awaitable<T | undefined> {
  const answer = guarded(ask, emit);
  if (!(answer instanceof Promise)) {
    then();
    return answer;
  }
  return after(withDeadline(answer, limits.callMs), (it) => {
    if (it === 'too late') emit(faultEvent('no-answer', `${what} did not answer within ${limits.callMs} ms`));
    then();
    return it === 'too late' ? undefined : it;
  });
}

/** The same as `asked` for what may take as long as it likes. */
export function guarded<T>(ask: () => Awaitable<T>, emit: Asker['emit']): Awaitable<T | undefined> {
  try {
    const answer = ask();
    return answer instanceof Promise ? answer.catch((reason: unknown) => threw(reason, emit)) : answer;
  } catch (reason) {
    return threw(reason, emit);
  }
}

function threw(reason: unknown, emit: Asker['emit']): undefined {
  if (isPortFault(reason)) {
    emit(faultEvent(reason.what, reason.detail));
    return undefined;
  }
  const detail = reason instanceof Error ? reason.message : String(reason);
  emit(faultEvent('threw', `the testbed threw: ${detail}`));
  return undefined;
}

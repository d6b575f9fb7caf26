import type { Flow } from '../port/index.js';
import type { Judgement, Violation } from '../oracle/index.js';
import { CaseOver, openCase, type CaseOptions, type LiveCase } from '../run/index.js';
import type { Trace } from '../trace/index.js';
import { CannotPlay } from './set-scene.js';

/** How a case went. */
export interface Played<T> {
  readonly trace: Trace;
  readonly judgement: Judgement;
  /** What was to come of it; not there if the case ended before. */
  readonly done?: T;
  /** Why there was nothing to judge, if there was not: no sockets, or a fault of the provider's port. */
  readonly obstacle?: string;
}

/** Opens a case, does something in it, and ends it. A fault of the provider does not throw: it is the obstacle. */
export function* inCase<T>(options: CaseOptions, work: (live: LiveCase) => Flow<T>): Flow<Played<T>> {
  let live;
  try {
    live = yield* openCase(options);
  } catch (reason) {
    if (!(reason instanceof CaseOver)) throw reason;
    const { what, detail } = reason.fault;
    const judgement = { violations: [], fault: { at: 0, what, detail } };
    // Without a header it is no trace, and nobody could read it.
    return { trace: [], judgement, obstacle: detail };
  }
  let ended: Pick<Played<T>, 'done' | 'obstacle'>;
  try {
    ended = { done: yield* work(live) };
  } catch (reason) {
    if (!(reason instanceof CaseOver || reason instanceof CannotPlay)) {
      yield* live.end();
      throw reason;
    }
    ended = { obstacle: reason.message };
  }
  const judgement = yield* live.end();
  const { fault } = judgement;
  return { trace: live.trace(), judgement, ...ended, ...(fault === undefined ? {} : { obstacle: fault.detail }) };
}

/** The violations that an execution brought to light. Those of the header are the same for every one: not its doing. */
export function counting({ judgement }: Pick<Played<unknown>, 'judgement'>): readonly Violation[] {
  return judgement.violations.filter(counts);
}

/** Whether an execution that is under way has brought one to light. */
export function isBroken({ live }: { readonly live: Pick<LiveCase, 'judgement'> }): boolean {
  const { violations } = live.judgement();
  return violations.length > 0 && violations.some(counts);
}

/** Whether a violation is an execution's doing. */
export function counts({ at }: Violation): boolean {
  return at > 0;
}

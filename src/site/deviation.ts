import type { Trace } from '../trace/index.js';

/** So many events are told after the first one that differs, of the trace that is right. */
const MORE = 8;

/** Two traces of one case, held against each other. */
export interface Deviation {
  /** The index of the first event that is not the same in both; undefined if there is none. */
  readonly at: number | undefined;
  /** The last event that is worth telling of the one that is right. */
  readonly until: number;
}

/** Where two traces of one case part. That the headers name two providers is no difference. */
export function deviationOf(right: Trace, wrong: Trace): Deviation {
  const shorter = Math.min(right.length, wrong.length);
  let at = 1;
  while (at < shorter && JSON.stringify(right[at]) === JSON.stringify(wrong[at])) at += 1;
  const same = at >= right.length && at >= wrong.length;
  return { at: same ? undefined : at, until: Math.min(right.length - 1, (same ? right.length : at) + MORE) };
}

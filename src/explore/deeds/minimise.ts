import { run, type Awaitable } from '../../port/index.js';
import type { Violation } from '../../oracle/index.js';
import type { CaseOptions } from '../../run/index.js';
import { counting, counts, inCase, type Played } from '../in-case.js';
import { minimal } from '../minimal.js';
import type { Trace } from '../../trace/index.js';
import { effort, type Effort } from './effort.js';
import { doingsIn, type Doings } from './deeds.js';
import { playDeeds } from './play.js';
import { DOINGS } from './simpler.js';

/** With what a case is played again. */
export type MinimiseOptions = Omit<CaseOptions, 'nodes' | 'seed'>;

/** The shortest story that shows the same, and how it went. */
export interface Minimal extends Pick<Played<void>, 'trace' | 'judgement'> {
  readonly doings: Doings;
  /** The violation that it shows. */
  readonly violation: Violation;
  /** How many executions it took to find it. */
  readonly executions: number;
  /** Whether nothing that is simpler by one step shows the same; else the effort had come to its end. */
  readonly isLeast: boolean;
}

/**
 * Makes a recorded case of whatever kind as simple as it can be while it breaks the same clause, always in the same way.
 * Undefined where that cannot be: only what the oracle demands of every trace is made shorter. What a case expects it
 * expects after all that was done in it; without that, anybody would seem to fail.
 *
 * The clause is broken as plainly as before: first of all, where it was the first. Without `most`, it takes as long as it
 * takes.
 */
export async function minimised(
  trace: Trace,
  violation: Violation,
  options: MinimiseOptions,
  most: () => Effort = () => ({ executions: Number.POSITIVE_INFINITY }),
): Promise<Minimal | undefined> {
  const doings = doingsIn(trace.slice(0, violation.at + 1));
  if (doings === undefined || violation.at === 0 || trace[violation.at]?.kind === 'expect') return undefined;
  const { clause } = violation;
  const spent = effort(most);
  const isIt = (it: Violation): boolean => counts(it) && it.clause === clause;
  let best: Omit<Minimal, 'executions' | 'isLeast'> | undefined;
  let plain = 1;
  const shows = async (it: Doings): Promise<boolean> => {
    if (spent.isOver()) return false;
    const played = await spent.on(playDoings(it, options, plain > 1 ? undefined : isIt));
    const found = played.judgement.violations.find(isIt);
    if (found === undefined || plainness(played, clause) < plain) return false;
    best = { trace: played.trace, judgement: played.judgement, doings: it, violation: found };
    return true;
  };
  if (!(await shows(doings)) || best === undefined) return undefined;
  plain = plainness(best, clause);
  await minimal(doings, DOINGS, shows);
  return { ...best, executions: spent.executions(), isLeast: !spent.isOver() };
}

/** Plays what was done in a case, up to the first violation, or the first that is looked for. */
export function playDoings(
  doings: Doings,
  options: MinimiseOptions,
  isEnough?: (violation: Violation) => boolean,
): Awaitable<Played<void>> {
  const { header, nodes } = doings;
  return run(inCase({ ...options, nodes, seed: header.seed }, (live) => playDeeds(live, doings, isEnough)));
}

/** How plainly a clause was broken: 3 first of all, 2 together with the first, 1 after others, 0 not at all. */
export function plainness(played: Pick<Played<void>, 'judgement'>, clause: string): number {
  const violations = counting(played);
  const [first] = violations;
  const its = violations.find((it) => it.clause === clause);
  if (first === undefined || its === undefined) return 0;
  return its === first ? 3 : its.at === first.at ? 2 : 1;
}

/** Whether this clause was broken, and none before it. */
export function breaks(played: Pick<Played<void>, 'judgement'>, clause: string): boolean {
  return plainness(played, clause) === 3;
}

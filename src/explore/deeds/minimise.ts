import { run } from '../../port/index.js';
import type { Violation } from '../../oracle/index.js';
import type { CaseOptions } from '../../run/index.js';
import { inCase, type Played } from '../in-case.js';
import { minimal } from '../minimal.js';
import type { Trace } from '../../trace/index.js';
import { doingsIn, type Doings } from './deeds.js';
import { playDeeds } from './play.js';
import { DOINGS } from './simpler.js';

/** With what a case is played again. */
export type MinimiseOptions = Omit<CaseOptions, 'nodes' | 'seed'>;

/** The shortest story that shows the same, and how it went. */
export interface Minimal extends Pick<Played<void>, 'trace' | 'judgement'> {
  readonly doings: Doings;
}

/**
 * Makes a recorded case of whatever kind as simple as it can be while it breaks the same clause, always in the same way.
 * Undefined where that cannot be: only what the oracle demands of every trace is made shorter. What a case expects it
 * expects after all that was done in it; without that, anybody would seem to fail.
 */
export async function minimised(
  trace: Trace,
  violation: Violation,
  options: MinimiseOptions,
): Promise<Minimal | undefined> {
  const doings = doingsIn(trace.slice(0, violation.at + 1));
  if (doings === undefined || violation.at === 0 || trace[violation.at]?.kind === 'expect') return undefined;
  let best: Minimal | undefined;
  const shows = async (it: Doings): Promise<boolean> => {
    const played = await playDoings(it, options);
    if (!breaks(played, violation.clause)) return false;
    best = { trace: played.trace, judgement: played.judgement, doings: it };
    return true;
  };
  if (await shows(doings)) await minimal(doings, DOINGS, shows);
  return best;
}

/** Plays what was done in a case. */
export async function playDoings(doings: Doings, options: MinimiseOptions): Promise<Played<void>> {
  const { header, nodes } = doings;
  return run(inCase({ ...options, nodes, seed: header.seed }, (live) => playDeeds(live, doings)));
}

/** Whether this clause was broken, and none before it. */
export function breaks({ judgement }: Pick<Played<void>, 'judgement'>, clause: string): boolean {
  return judgement.violations.find(({ at }) => at > 0)?.clause === clause;
}

import { CLAUSE_IDS, type ClauseId } from '../clauses/index.js';
import type { Report } from '../report/index.js';
import type { Run } from './data.js';

type Verdict = Report['clauses'][string];

/** A clause on which two reports differ. */
export interface Change {
  readonly id: ClauseId;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** Two reports on one provider, the later against the earlier. */
export interface Comparison {
  readonly fixed: readonly Change[];
  readonly broke: readonly Change[];
  /** Neither better nor worse: another claim, a run that did not come to its end, … */
  readonly other: readonly Change[];
  readonly same: number;
}

/** What was fixed, and what broke, between two reports. */
export function compared(before: Report, after: Report): Comparison {
  const changes = CLAUSE_IDS.map((id): Change => ({
    id,
    before: before.clauses[id] ?? 'inconclusive',
    after: after.clauses[id] ?? 'inconclusive',
  }));
  const differing = changes.filter((change) => change.before !== change.after);
  const fixed = differing.filter(({ before: was, after: now }) => was === 'failed' && now === 'passed');
  const broke = differing.filter(({ after: now }) => now === 'failed');
  return {
    fixed,
    broke,
    other: differing.filter((it) => !fixed.includes(it) && !broke.includes(it)),
    same: changes.length - differing.length,
  };
}

/** A pair of runs of one provider that follow upon each other in the order in which they were named. */
export interface Pair {
  readonly before: Run;
  readonly after: Run;
  /** Their places among all runs. */
  readonly places: readonly [number, number];
}

/** Every run of a provider with the one of it before. */
export function pairsOf(runs: readonly Run[]): readonly Pair[] {
  return runs.flatMap((after, place) => {
    const earlier = runs.findLastIndex(
      ({ report }, at) => at < place && report.provider.name === after.report.provider.name,
    );
    const before = runs[earlier];
    return before === undefined ? [] : [{ before, after, places: [earlier, place] as const }];
  });
}

import { counts } from '../formats/results.js';
import type { Report } from '../schema.js';

type Unexpected = NonNullable<Report['gate']>['unexpected'][number];

/** What passed in an earlier report, and can no longer be said to. What fails anew shows in the failures already. */
export function againstBaseline(report: Report, before: Report): readonly Unexpected[] {
  return Object.entries(report.clauses)
    .filter(([id, verdict]) => before.clauses[id] === 'passed' && verdict !== 'passed' && verdict !== 'failed')
    .filter(([id]) => counts(report, id))
    .map(([clause, verdict]) => ({
      clause,
      case: report.details[clause]?.cases[0] ?? 'no case',
      kind: verdict,
      why: `it passed in the earlier report, and is ${verdict} now: ${report.details[clause]?.reason ?? 'no reason given'}`,
    }));
}

/** Why an earlier report says nothing about what is new in a run; undefined if it does. */
export function unfit(before: Report, now: Pick<Report, 'provider' | 'filter' | 'level'>): string | undefined {
  if (before.provider.name !== now.provider.name) {
    return `it is about ${before.provider.name}, and this is ${now.provider.name}`;
  }
  if (before.unfinished === true) return 'its run did not come to its end';
  const blind =
    (before.level === 'core' && now.level === 'full' && now.filter === undefined) ||
    (before.filter !== undefined && !(now.filter?.every((id) => before.filter?.includes(id)) ?? false));
  return blind ? 'its run was asked about less than this one' : undefined;
}

import { counts } from '../formats/results.js';
import type { Report } from '../schema.js';
import type { KnownFailure, KnownFailures } from './shape.js';

type Stale = NonNullable<Report['gate']>['stale'][number];

/** The entries of a list that did not fail as they say, and why that is known. */
export function staleIn(report: Report, list: KnownFailures): readonly Stale[] {
  return list.failures
    .filter(({ clause }) => counts(report, clause))
    .flatMap((entry) => (entry.cases === undefined ? inAny(report, entry) : inCases(report, entry, entry.cases, list)));
}

/** Whether the run took every case that there is. In another one, a case that is missing says nothing. */
function isWhole({ filter, level, unfinished, part }: Report): boolean {
  return filter === undefined && level === 'full' && unfinished !== true && part === undefined;
}

/** Whether what became of a case says nothing about it. */
export function isUnseen({ outcome }: Report['evidence'][number]): boolean {
  return outcome === 'inconclusive' || outcome === 'unstable';
}

function inAny(report: Report, { clause, kind, sometimes }: KnownFailure): readonly Stale[] {
  const its = report.failures.filter((one) => one.clause === clause);
  if (sometimes === true || its.some((one) => one.kind === kind) || !isWhole(report)) return [];
  const open = report.evidence.some((it) => isUnseen(it) && it.clauses.includes(clause));
  if (open) return [];
  const kinds = [...new Set(its.map((one) => one.kind))];
  const why = kinds.length === 0 ? 'it no longer fails' : `it fails otherwise: ${kinds.join(', ')}`;
  return [{ clause, kind, why }];
}

function inCases(
  report: Report,
  { clause, kind, sometimes }: KnownFailure,
  cases: readonly string[],
  list: KnownFailures,
): readonly Stale[] {
  return cases.flatMap((id) => {
    const why = whyStale(report, id, { clause, kind }, list);
    if (why === undefined || (sometimes === true && why !== NO_CASE)) return [];
    return [{ clause, kind, case: id, why }];
  });
}

const NO_CASE = 'there is no such case';

function whyStale(
  report: Report,
  id: string,
  { clause, kind }: Pick<KnownFailure, 'clause' | 'kind'>,
  { seed = report.seed, runs = report.runs }: KnownFailures,
): string | undefined {
  const its = report.failures.filter((one) => one.case === id);
  if (its.some((one) => one.clause === clause && one.kind === kind)) return undefined;
  const evidence = report.evidence.find((it) => it.id === id);
  if (evidence === undefined) return isWhole(report) ? NO_CASE : undefined;
  // Other orderings may well not come upon what those of another seed did.
  if (evidence.kind !== 'scenario' && (seed !== report.seed || runs !== report.runs)) return undefined;
  switch (evidence.outcome) {
    case 'passed':
      return 'it no longer fails';
    case 'violated':
      return `it fails otherwise: ${its.map((one) => `${one.clause} ${one.kind}`).join(', ')}`;
    case 'not-applicable':
      return `the case does not apply: ${evidence.reason ?? 'it is not about this provider'}`;
    case 'inconclusive':
    case 'unstable':
      return undefined;
  }
}

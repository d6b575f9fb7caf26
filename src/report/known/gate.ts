import { counts } from '../formats/results.js';
import type { Report } from '../schema.js';
import { againstBaseline } from './baseline.js';
import { isUnseen, staleIn } from './stale.js';
import type { KnownFailure, KnownFailures } from './shape.js';

type Gate = NonNullable<Report['gate']>;
type Failure = Report['failures'][number];

/** What a run is expected to show, with the names of the files that say so. */
export interface Expected {
  readonly known?: { readonly file: string; readonly list: KnownFailures };
  readonly baseline?: { readonly file: string; readonly report: Report };
}

/**
 * Holds a report against what was expected of the run. The verdict on the provider stays what it is; the gate says
 * whether the run went as it was expected to.
 */
export function heldAgainst(report: Report, { known, baseline }: Expected): Report {
  if (known === undefined && baseline === undefined) return report;
  const list = known?.list.failures ?? [];
  const failures = report.failures.map((failure): Failure => {
    const entry = list.find((it) => covers(it, failure));
    if (entry !== undefined) return { ...failure, known: about(entry) };
    const before = baseline?.report.failures.some((it) => sameFailure(it, failure)) === true;
    return before ? { ...failure, known: { reason: 'it failed so in the earlier report' } } : failure;
  });
  const counting = failures.filter(({ clause }) => counts(report, clause));
  const unexpected = counting
    .filter((failure) => failure.known === undefined)
    .map((failure) => ({ clause: failure.clause, case: failure.case, kind: failure.kind, why: whyNew(failure, list) }));
  const held = {
    unexpected: [...unexpected, ...(baseline === undefined ? [] : againstBaseline(report, baseline.report))],
    stale: known === undefined ? [] : [...staleIn(report, known.list)],
  };
  const gate: Gate = {
    verdict: verdictOf(report, held),
    ...(known === undefined ? {} : { knownFailures: known.file }),
    ...(baseline === undefined ? {} : { baseline: baseline.file }),
    known: counting.length - unexpected.length,
    ...held,
  };
  return { ...report, failures, gate };
}

/** Whether an entry of the list is about a failure. */
export function covers(
  { clause, kind, cases }: KnownFailure,
  failure: Pick<Failure, 'clause' | 'kind' | 'case'>,
): boolean {
  return clause === failure.clause && kind === failure.kind && (cases?.includes(failure.case) ?? true);
}

function sameFailure(one: Failure, other: Failure): boolean {
  return one.clause === other.clause && one.kind === other.kind && one.case === other.case;
}

function about({ reason, link }: KnownFailure): NonNullable<Failure['known']> {
  return { reason, ...(link === undefined ? {} : { link }) };
}

function whyNew({ clause, case: id }: Failure, list: readonly KnownFailure[]): string {
  const otherwise = list.filter((it) => it.clause === clause && (it.cases?.includes(id) ?? true));
  if (otherwise.length === 0) return 'it is not known';
  return `it is known to fail otherwise: ${otherwise.map(({ kind }) => kind).join(', ')}`;
}

function verdictOf(report: Report, { unexpected, stale }: Pick<Gate, 'unexpected' | 'stale'>): Gate['verdict'] {
  if (unexpected.length > 0 || stale.length > 0) return 'failed';
  return report.verdict === 'inconclusive' || isOpen(report) ? 'inconclusive' : 'passed';
}

/**
 * Whether something that was asked about could not be seen, behind the failures. That a case ended at a failure which
 * is known is no reason: what it would have shown after that nobody can expect.
 */
function isOpen(report: Report): boolean {
  const { evidence, clauses, stopped } = report;
  const asked = Object.keys(clauses).filter((id) => counts(report, id));
  const unseen = evidence.some((it) => isUnseen(it) && it.clauses.some((id) => asked.includes(id)));
  const open = asked.filter((id) => clauses[id] === 'inconclusive');
  const hidden = open.some((id) => !evidence.some((it) => it.outcome === 'violated' && it.clauses.includes(id)));
  return stopped !== undefined || unseen || hidden;
}

import { judge, type Violation } from '../oracle/index.js';
import type { CaseRecord } from '../run/index.js';

/** What the oracle says of the claims counts in the cases about those claims: it is the same in all others. */
export function countingIn(violations: readonly Violation[], clauses: readonly string[]): readonly Violation[] {
  return violations.filter(({ at, clause }) => at > 0 || clauses.includes(clause));
}

/**
 * Judges a case again by its trace alone. What no trace can show stays as it was recorded: that the provider does not
 * claim what the case needs, or that something beyond the trace kept it from running.
 */
export function rejudged(record: Omit<CaseRecord, 'violations'>): CaseRecord {
  const { outcome, trace, clauses } = record;
  if (outcome === 'not-applicable' || trace.length === 0) return { ...record, violations: [] };
  const { violations: all, fault } = judge(trace);
  const violations = countingIn(all, clauses);
  // That it went otherwise another time, the trace of one time cannot show.
  if (outcome === 'unstable') return { ...record, violations };
  const [first] = violations;
  if (first !== undefined && (fault === undefined || first.at < fault.at)) {
    return { ...record, outcome: 'violated', violations };
  }
  if (fault !== undefined) return { ...record, outcome: 'inconclusive', reason: fault.detail, violations };
  return { ...record, outcome: outcome === 'inconclusive' ? outcome : 'passed', violations };
}

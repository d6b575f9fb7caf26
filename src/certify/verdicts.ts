import {
  applies,
  CLAUSE_IDS,
  forEveryClause,
  CLAUSES,
  notIn,
  SPEC_REVISION,
  type ClauseId,
  type Level,
  type Revision,
} from '../clauses/index.js';
import type { CaseRecord } from '../run/index.js';
import type { Capabilities } from '../trace/index.js';

/** The verdict on one clause. */
export type ClauseVerdict = 'passed' | 'failed' | 'not-applicable' | 'untested' | 'inconclusive' | 'definition';

/** The verdict on a provider. */
export type Verdict = 'conformant' | 'nonconformant' | 'inconclusive';

/** A clause's verdict, why, and what it rests on. */
export interface ClauseResult {
  readonly verdict: ClauseVerdict;
  /** Why, for every verdict that is not passed or failed. */
  readonly reason?: string;
  /** The ids of the cases that show the clause or that failed it. */
  readonly cases: readonly string[];
}

/** A verdict on a provider, and why if it is inconclusive. */
export interface Overall {
  readonly verdict: Verdict;
  readonly reason?: string;
}

/** What a run was asked to certify. */
export interface Selection {
  /** `core` rests on the source article alone, `full` on its siblings too. */
  readonly level: 'core' | 'full';
  /** Only these clauses, if it was filtered. */
  readonly clauses?: readonly ClauseId[];
  /** By which revision of the specification; by the newest where it is not said. */
  readonly spec?: Revision;
}

/** The verdict on every clause. */
export type ClauseResults = Readonly<Record<ClauseId, ClauseResult>>;

/** Whether a selection asks for the clause. */
export function isSelected(id: ClauseId, { level, clauses }: Selection): boolean {
  if (clauses !== undefined) return clauses.includes(id);
  return counts(CLAUSES[id].level, level);
}

/** Whether clauses of this level count for that verdict. */
function counts(level: Level, verdict: 'core' | 'full'): boolean {
  return level === 'core' || (level === 'extended' && verdict === 'full');
}

/** Why nothing is known of a clause that nobody asked about. */
export const NOT_SELECTED = 'not selected';

/** The verdict on each clause: a fold over the cases, which adds no judgement of its own. */
export function verdictsOf(
  records: readonly CaseRecord[],
  capabilities: Capabilities,
  selection: Selection,
): ClauseResults {
  return forEveryClause((id) => resultOf(id, records, capabilities, selection));
}

function resultOf(
  id: ClauseId,
  records: readonly CaseRecord[],
  capabilities: Capabilities,
  selection: Selection,
): ClauseResult {
  const entry = CLAUSES[id];
  const failing = records.filter(({ violations }) => violations.some(({ clause }) => clause === id));
  // A violation counts wherever it shows, also for a clause that nobody set out to test.
  if (failing.length > 0) return { verdict: 'failed', cases: failing.map((record) => record.id) };
  const absent = notIn(entry.since, selection.spec ?? SPEC_REVISION);
  if (absent !== undefined) return { verdict: 'untested', reason: absent, cases: [] };
  if (entry.level === 'definition') {
    return { verdict: 'definition', reason: 'says how other clauses are to be read', cases: [] };
  }
  if (!applies(entry, capabilities)) {
    return { verdict: 'not-applicable', reason: 'about something that the provider does not claim', cases: [] };
  }
  if (entry.verified.by === 'nothing') return { verdict: 'untested', reason: entry.verified.why, cases: [] };
  // Some of its cases may have run for the sake of others: not all of them, so they say nothing.
  if (!isSelected(id, selection)) return { verdict: 'inconclusive', reason: NOT_SELECTED, cases: [] };

  const showing = records.filter(({ clauses }) => clauses.includes(id));
  const cases = showing.filter(({ outcome }) => outcome !== 'not-applicable').map((record) => record.id);
  const inconclusive = (reason: string): ClauseResult => ({ verdict: 'inconclusive', reason, cases });
  // One case that we could not see to its end may have hidden a failure, whatever the others showed.
  const unseen = showing.find(({ outcome }) => outcome === 'inconclusive' || outcome === 'unstable');
  if (unseen !== undefined) return inconclusive(unseen.reason ?? 'a case that shows it did not come to its end');
  if (showing.some(({ outcome }) => outcome === 'passed')) return { verdict: 'passed', cases };
  const cut = showing.find(({ outcome }) => outcome === 'violated');
  if (cut !== undefined) {
    const others = [...new Set(cut.violations.map(({ clause }) => clause))].join(', ');
    return inconclusive(`the cases that show it ended at a failure of ${others}`);
  }
  const skipped = showing.find(({ reason }) => reason !== undefined)?.reason;
  return inconclusive(skipped === undefined ? 'no case shows it' : `no case that shows it could run: ${skipped}`);
}

/** The verdict on the provider, at a level: on the selected clauses, if the run was filtered. */
export function overall(
  level: 'core' | 'full',
  results: ClauseResults,
  capabilities: Capabilities,
  { clauses }: Pick<Selection, 'clauses'>,
): Overall {
  const asked = CLAUSE_IDS.filter((id) => counts(CLAUSES[id].level, level) && (clauses?.includes(id) ?? true));
  const having = (verdict: ClauseVerdict): readonly ClauseId[] => asked.filter((id) => results[id].verdict === verdict);
  if (having('failed').length > 0) return { verdict: 'nonconformant' };
  const inconclusive = (reason: string): Overall => ({ verdict: 'inconclusive', reason });
  if (capabilities.schemes.length === 0) return inconclusive('the provider claims no scheme of joining');
  if (asked.length === 0) return inconclusive('no clause of this level was selected');
  const [first, ...more] = having('inconclusive');
  if (first !== undefined) {
    const others = more.length === 0 ? '' : `, and ${more.length} more`;
    return inconclusive(`${first}: ${results[first].reason ?? 'inconclusive'}${others}`);
  }
  if (having('passed').length === 0) return inconclusive('no selected clause could be tested');
  return { verdict: 'conformant' };
}

import { NOT_SELECTED } from '../../certify/index.js';
import { ARTICLES } from '../../clauses/index.js';
import type { Report } from '../schema.js';
import { plain, replayLines, storyHeading } from '../text.js';

type Evidence = Report['evidence'][number];
type Failure = Report['failures'][number];

/** What one case shows of one clause: what tools call a test. */
export interface Result {
  readonly clause: string;
  readonly title: string;
  readonly article: string;
  /** The case; none for a clause that no case shows. */
  readonly case?: Evidence;
  readonly outcome: 'passed' | 'failed' | 'known' | 'skipped' | 'inconclusive';
  /** Why, for every outcome but passed and failed. */
  readonly reason?: string;
  /** For failed and known. */
  readonly failure?: Failure;
}

/** An article with the results of its clauses. */
export interface Suite {
  readonly article: string;
  readonly title: string;
  readonly results: readonly Result[];
}

/** The results of a report, by article, in the order of the catalogue: one for each clause × case. */
export function suitesOf(report: Report): readonly Suite[] {
  const results = resultsOf(report);
  return Object.entries(ARTICLES)
    .map(([article, { title }]) => ({ article, title, results: results.filter((it) => it.article === article) }))
    .filter((suite) => suite.results.length > 0);
}

/** The results of a report; clauses that say how to read others, or were not asked about, have none. */
export function resultsOf(report: Report): readonly Result[] {
  const asked = Object.entries(report.details).filter(
    ([id, { reason }]) => report.clauses[id] !== 'definition' && reason !== NOT_SELECTED,
  );
  return asked.flatMap(([clause, { title, article, reason }]) => {
    const about = { clause, title, article };
    const cases = report.evidence.filter(
      (it) => it.clauses.includes(clause) || report.failures.some((one) => one.clause === clause && one.case === it.id),
    );
    if (cases.length > 0) return cases.map((it): Result => ({ ...about, case: it, ...resultOf(report, clause, it) }));
    const outcome = report.clauses[clause] === 'inconclusive' ? 'inconclusive' : 'skipped';
    return [{ ...about, outcome, reason: reason ?? 'no case shows it' }];
  });
}

function resultOf(report: Report, clause: string, it: Evidence): Pick<Result, 'outcome' | 'reason' | 'failure'> {
  const failure = report.failures.find((one) => one.clause === clause && one.case === it.id);
  if (failure !== undefined) {
    if (!counts(report, clause)) return { outcome: 'skipped', reason: `it fails, but was not asked about` };
    const { known } = failure;
    return known === undefined
      ? { outcome: 'failed', failure }
      : {
          outcome: 'known',
          failure,
          reason: `known failure: ${known.reason}${known.link === undefined ? '' : ` (${known.link})`}`,
        };
  }
  switch (it.outcome) {
    case 'passed':
      return { outcome: 'passed' };
    case 'violated': {
      const others = report.failures.filter((one) => one.case === it.id).map((one) => one.clause);
      return { outcome: 'skipped', reason: `the case ended at a failure of ${[...new Set(others)].join(', ')}` };
    }
    case 'not-applicable':
      return { outcome: 'skipped', reason: it.reason ?? 'not applicable' };
    case 'inconclusive':
    case 'unstable':
      return { outcome: 'inconclusive', reason: it.reason ?? it.outcome };
  }
}

/** Whether a failure of the clause counts for the verdict that was asked for. */
export function counts({ filter, level, details }: Report, clause: string): boolean {
  if (filter !== undefined && !filter.includes(clause)) return false;
  return details[clause]?.level === 'core' || level === 'full';
}

/**
 * The verdict as a result of its own. Tools that count tests would call a run green in which nothing failed because
 * nothing was seen; this one is not.
 */
export interface VerdictResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'known' | 'inconclusive';
  readonly reason?: string;
}

/** The verdict, or where the run was held against what was expected of it, the outcome of that. */
export function verdictResult(report: Report): VerdictResult {
  const { verdict, level, gate, reason } = report;
  const name = `the provider is conformant (${level})`;
  if (gate === undefined || gate.verdict === 'inconclusive') {
    if (verdict === 'conformant') return { name, outcome: 'passed' };
    if (verdict === 'nonconformant') return { name, outcome: 'failed', reason: 'clauses failed' };
    return { name, outcome: 'inconclusive', reason: reason ?? 'inconclusive' };
  }
  if (gate.verdict === 'failed') return { name, outcome: 'failed', reason: 'the run went otherwise than expected' };
  return verdict === 'conformant'
    ? { name, outcome: 'passed' }
    : { name, outcome: 'known', reason: 'it is not, in the ways that are known' };
}

/** What a failure says, in lines without colours. */
export function failureText(failure: Failure, command: string): string {
  const { expected, saw, ruling, step, excerpt } = failure;
  const digits = Math.max(0, ...excerpt.map(({ index }) => String(index).length));
  return [
    `expected  ${plain(expected)}`,
    `saw       ${plain(saw)}`,
    ...(ruling === undefined ? [] : [`ruling    ${ruling}`]),
    ...(step === undefined ? [] : [`failed at ${plain(step)}`]),
    storyHeading(failure),
    ...excerpt.map(
      ({ index, node, text, here }) =>
        `  ${`#${index}`.padStart(digits + 1)} ${plain(node)}  ${plain(text, 120)}${here ? '  ✗ here' : ''}`,
    ),
    ...replayLines(failure, command),
  ].join('\n');
}

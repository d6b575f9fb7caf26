import type { Report } from '../schema.js';
import { plain } from '../text.js';
import type { FormatContext, ReportFormat } from './format.js';
import { failureText, resultsOf, verdictResult, type Result } from './results.js';

/** The revision of CTRF that is written. */
const CTRF = '0.0.0';

const STATUS = {
  passed: 'passed',
  failed: 'failed',
  known: 'skipped',
  skipped: 'skipped',
  inconclusive: 'other',
} as const satisfies Record<Result['outcome'], string>;

/** The Common Test Report Format: JSON for test dashboards and pull request comments. */
export const ctrf: ReportFormat = {
  name: 'ctrf',
  about: 'Common Test Report Format (JSON), for dashboards',
  write(report, context) {
    const verdict = verdictResult(report);
    const tests = [
      ...resultsOf(report).map((it) => testOf(it, context)),
      ...staleTests(report),
      {
        name: verdict.name,
        status: STATUS[verdict.outcome],
        rawStatus: report.verdict,
        duration: 0,
        suite: ['verdict'],
        ...(verdict.reason === undefined ? {} : { message: plain(verdict.reason) }),
      },
    ];
    const at = context.now.getTime();
    const having = (status: string): number => tests.filter((test) => test.status === status).length;
    const summary = {
      tests: tests.length,
      passed: having('passed'),
      failed: having('failed'),
      skipped: having('skipped'),
      pending: 0,
      other: having('other'),
      suites: new Set(tests.map(({ suite }) => suite.join('\n'))).size,
      start: at - report.evidence.reduce((sum, { ms = 0 }) => sum + ms, 0),
      stop: at,
    };
    const { kit, spec, provider, seed, runs } = report;
    const whole = {
      reportFormat: 'CTRF',
      specVersion: CTRF,
      timestamp: context.now.toISOString(),
      generatedBy: 'joinleaf',
      results: {
        tool: { name: 'joinleaf', version: kit },
        summary,
        tests,
        environment: {
          appName: plain(provider.name),
          appVersion: plain(provider.version),
          extra: { specification: spec, seed, runs, verdict: report.verdict },
        },
      },
    };
    return `${JSON.stringify(whole, null, 2)}\n`;
  },
};

function testOf({ clause, title, article, case: it, outcome, reason, failure }: Result, context: FormatContext) {
  const said = failure === undefined ? reason : `expected ${failure.expected}; saw ${failure.saw}`;
  const message = outcome === 'known' ? reason : said;
  return {
    testId: it === undefined ? clause : `${clause} ${it.id}`,
    name: `${clause} ${plain(it?.name ?? title)}`,
    status: STATUS[outcome],
    rawStatus: outcome,
    duration: it?.ms ?? 0,
    suite: [article, `${clause} ${title}`],
    ...(it === undefined ? {} : { type: it.kind, ...(it.kind === 'scenario' ? { filePath: fileOf(it.id) } : {}) }),
    tags: [clause],
    ...(message === undefined ? {} : { message: plain(message) }),
    ...(failure === undefined ? {} : { trace: failureText(failure, context.replay) }),
  };
}

function fileOf(id: string): string {
  return id.split('#', 1).join('');
}

function staleTests({ gate }: Report) {
  return (gate?.stale ?? []).map(({ clause, kind, case: id = 'in any case', why }) => ({
    name: `${clause} known failure ${kind}: ${plain(id)}`,
    status: STATUS.failed,
    rawStatus: 'stale',
    duration: 0,
    suite: ['known failures'],
    message: plain(why),
  }));
}

import type { Certification } from '../certify/index.js';
import { CLAUSES, forEveryClause } from '../clauses/index.js';
import { excerptOf } from './excerpt.js';
import type { Report } from './schema.js';

/** The report on a certification. `traceOf` names the file that holds a case's trace, if it is kept. */
export function reportOf(
  certification: Certification,
  traceOf: (caseIndex: number) => string | undefined = () => undefined,
): Report {
  const { selection, cases, failures, clauses, reason, repeat, part, stopped, unfinished } = certification;
  const outcomes = (outcome: string): number => cases.filter((record) => record.outcome === outcome).length;
  return {
    format: 'joinleaf-report',
    version: 1,
    verdict: certification.verdict,
    ...(reason === undefined ? {} : { reason }),
    level: selection.level,
    ...(selection.clauses === undefined ? {} : { filter: [...selection.clauses] }),
    core: certification.core,
    full: certification.full,
    kit: certification.kit,
    spec: certification.spec,
    provider: certification.provider,
    capabilities: certification.capabilities,
    seed: certification.seed,
    runs: certification.runs,
    limits: certification.limits,
    ...(repeat === undefined ? {} : { repeat }),
    ...(part === undefined ? {} : { part }),
    ...(stopped === undefined ? {} : { stopped }),
    ...(unfinished === undefined ? {} : { unfinished }),
    clauses: forEveryClause((id) => clauses[id].verdict),
    details: forEveryClause((id) => {
      const { title, article, paragraph, level } = CLAUSES[id];
      const { reason: why, cases: shown } = clauses[id];
      return { title, article, paragraph, level, ...(why === undefined ? {} : { reason: why }), cases: [...shown] };
    }),
    failures: failures.map(
      ({ clause, kind, ruling, expected, saw, at, against, case: { id, name, trace, replay } }) => ({
        clause,
        kind,
        title: CLAUSES[clause].title,
        ...(ruling === undefined ? {} : { ruling }),
        expected,
        saw,
        case: id,
        name,
        at,
        against: [...against],
        events: trace.length,
        excerpt: [...excerptOf(trace, at, against)],
        replay,
      }),
    ),
    cases: {
      total: cases.length,
      passed: outcomes('passed'),
      violated: outcomes('violated'),
      'not-applicable': outcomes('not-applicable'),
      inconclusive: outcomes('inconclusive'),
      unstable: outcomes('unstable'),
    },
    evidence: cases.map(({ kind, id, name, clauses: shown, outcome, reason: why, trace, ...record }, index) => {
      const file = traceOf(index);
      return {
        kind,
        id,
        name,
        clauses: [...shown],
        outcome,
        ...(why === undefined ? {} : { reason: why }),
        ...(record.step === undefined ? {} : { step: record.step }),
        seed: record.seed,
        executions: record.executions,
        ...(record.covered === undefined ? {} : { covered: record.covered }),
        ...(record.driven === undefined ? {} : { driven: record.driven }),
        replay: record.replay,
        events: trace.length,
        ...(file === undefined ? {} : { trace: file }),
        ...(record.ms === undefined ? {} : { ms: record.ms }),
        ...(part === undefined || record.place === undefined ? {} : { place: record.place }),
      };
    }),
  };
}

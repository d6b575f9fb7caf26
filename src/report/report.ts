import type { Certification, Failure } from '../certify/index.js';
import { CLAUSES, forEveryClause } from '../clauses/index.js';
import { excerptOf } from './excerpt.js';
import type { Report } from './schema.js';

/**
 * The report on a certification. `traceOf` names the file that holds a case's trace, if it is kept; or that of the
 * shortest story of a clause.
 */
export function reportOf(
  certification: Certification,
  traceOf: (caseIndex: number, clause?: string) => string | undefined = () => undefined,
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
    failures: failures.map(reported),
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
      const shortest = record.shortest?.map(({ violation: { clause, at }, executions, isLeast, ...story }) => {
        const its = traceOf(index, clause);
        const { replay } = story;
        const told = { clause, at, events: story.trace.length, executions, isLeast, replay };
        return { ...told, ...(its === undefined ? {} : { trace: its }) };
      });
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
        ...(shortest === undefined ? {} : { shortest }),
        ...(record.ms === undefined ? {} : { ms: record.ms }),
        ...(part === undefined || record.place === undefined ? {} : { place: record.place }),
      };
    }),
  };
}

/** A failure as a report has it. */
export function reported(failure: Failure): Report['failures'][number] {
  const { clause, kind, case: its, story } = failure;
  const { violation, trace, replay } = story;
  const { ruling, expected, saw, at, against } = violation;
  const { step } = its;
  return {
    clause,
    kind,
    title: CLAUSES[clause].title,
    ...(ruling === undefined ? {} : { ruling }),
    expected,
    saw,
    case: its.id,
    name: its.name,
    ...(step === undefined ? {} : { step }),
    at,
    against: [...against],
    events: trace.length,
    excerpt: [...excerptOf(trace, at, against)],
    replay,
    ...(isShorter(failure) ? { scenario: { at: failure.at, events: its.trace.length, replay: its.replay } } : {}),
  };
}

/** Whether the story of a failure is not that of the case, but a shorter one. */
export function isShorter({ story, case: its }: Failure): boolean {
  return story.trace !== its.trace;
}

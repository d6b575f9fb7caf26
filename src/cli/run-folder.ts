import path from 'node:path';
import { rejudged, type RunFacts } from '../certify/index.js';
import { isClauseId } from '../clauses/index.js';
import { many, plain, type Report } from '../report/index.js';
import { judge } from '../oracle/index.js';
import type { CaseRecord, Shortest } from '../run/index.js';
import type { Trace } from '../trace/index.js';
import { WrongInput } from './exit.js';
import { REPORT_FILE } from './output.js';
import { readReport } from './read-report.js';
import { readTrace } from './read.js';

/** What `certify --out` has left in a folder, judged again. */
export interface RunFolder {
  readonly report: Report;
  readonly facts: RunFacts;
  /** The cases, each judged by its trace. */
  readonly cases: readonly CaseRecord[];
  /** Where a trace is not that of its case, or its case did not come to the outcome that the report gives it. */
  readonly differences: readonly string[];
}

/** Reads a report and the traces beside it, and judges each trace again. */
export function readRun(folder: string): RunFolder {
  const report = readReport(folder);
  const differences: string[] = [];
  const cases = report.evidence.map((entry): CaseRecord => {
    const { events, trace: file, shortest = [], ...record } = entry;
    const trace = file === undefined ? [] : readTrace(inside(folder, file));
    if (trace.length !== events) {
      differences.push(`${entry.id}: its trace has ${many(trace.length, 'event')}, the report says ${events}`);
    }
    differences.push(...strange(report, entry.id, trace));
    const again = rejudged({ ...record, trace });
    if (again.outcome !== entry.outcome) {
      differences.push(`${entry.id}: ${entry.outcome} in the report, ${again.outcome} by its trace`);
    }
    const stories = shortest.flatMap((story) => {
      const told = readShortest(folder, report, entry.id, story);
      if ('differs' in told) differences.push(...told.differs);
      return 'differs' in told ? [] : told;
    });
    return stories.length === 0 ? again : { ...again, shortest: stories };
  });
  return { report, facts: factsOf(report), cases, differences };
}

type Evidence = Report['evidence'][number];

/** The shortest story of a clause, judged again; or where it is not what the report says. */
function readShortest(
  folder: string,
  report: Report,
  id: string,
  { clause, at, events, executions, isLeast, replay, trace: file }: NonNullable<Evidence['shortest']>[number],
): Shortest | { readonly differs: readonly string[] } {
  // Its trace may not have been kept.
  if (file === undefined) return { differs: [] };
  const trace = readTrace(inside(folder, file));
  const differs = [...strange(report, id, trace)];
  if (trace.length !== events) {
    differs.push(
      `${id}: the shortest story of ${clause} has ${many(trace.length, 'event')}, the report says ${events}`,
    );
  }
  const violation = judge(trace).violations.find((it) => it.clause === clause && it.at === at);
  if (violation === undefined) differs.push(`${id}: what is to be the shortest story of ${clause} does not break it`);
  return violation === undefined || differs.length > 0
    ? { differs }
    : { violation, trace, replay, executions, isLeast };
}

/** A file that the report names; one that lies elsewhere is none of its traces. */
export function inside(folder: string, file: string): string {
  const whole = path.resolve(folder, file);
  if (!whole.startsWith(path.resolve(folder) + path.sep)) {
    throw new WrongInput(`${path.join(folder, REPORT_FILE)}: ${plain(file)} does not lie in this folder`);
  }
  return whole;
}

function factsOf(report: Report): RunFacts {
  const { provider, capabilities, spec, level, filter, seed, runs, limits, repeat, part, stopped, unfinished } = report;
  return {
    provider,
    capabilities,
    selection: { level, spec, ...(filter === undefined ? {} : { clauses: filter.filter(isClauseId) }) },
    seed,
    runs,
    limits,
    ...(repeat === undefined ? {} : { repeat }),
    ...(part === undefined ? {} : { part }),
    ...(stopped === undefined ? {} : { stopped }),
    ...(unfinished === undefined ? {} : { unfinished }),
  };
}

/** Where a trace is that of another case or provider than the report says. */
function strange(report: Report, id: string, [header]: Trace): readonly string[] {
  if (header?.kind !== 'header') return [];
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return [
    ...(header.case.id === id ? [] : [`${id}: its trace is that of ${header.case.id}`]),
    ...(same(header.provider, report.provider) ? [] : [`${id}: its trace is that of another provider`]),
    ...(header.spec === report.spec ? [] : [`${id}: its trace was made under another revision of the specification`]),
    ...(same(header.capabilities, report.capabilities) ? [] : [`${id}: its trace was made with other claims`]),
  ];
}

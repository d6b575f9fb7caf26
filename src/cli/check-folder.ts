import path from 'node:path';
import type pc from 'picocolors';
import { certificationOf, rejudged, type Certification } from '../certify/index.js';
import { CLAUSE_IDS, isClauseId } from '../clauses/index.js';
import { many, plain, type Report } from '../report/index.js';
import type { CaseRecord } from '../run/index.js';
import type { Trace } from '../trace/index.js';
import type { Checked } from './check-command.js';
import { WrongInput } from './exit.js';
import { REPORT_FILE } from './output.js';
import { readReport } from './read-report.js';
import { readTrace } from './read.js';

/** Judges the traces beside a report, folds the verdicts anew, and compares them with what the report says. */
export function checkFolder(folder: string, colours: ReturnType<typeof pc.createColors>): Checked {
  const report = readReport(folder);
  const differences: string[] = [];
  const cases = report.evidence.map((entry): CaseRecord => {
    const { events, trace: file, ...record } = entry;
    const trace = file === undefined ? [] : readTrace(inside(folder, file));
    if (trace.length !== events) {
      differences.push(`${entry.id}: its trace has ${many(trace.length, 'event')}, the report says ${events}`);
    }
    differences.push(...strange(report, entry.id, trace));
    return rejudged({ ...record, trace });
  });
  const again = certificationOf(factsOf(report), cases);
  differences.push(...cases.flatMap((it, index) => otherOutcome(it, report.evidence[index])));
  differences.push(...otherVerdicts(again, report));
  const mark = again.verdict === 'conformant' ? colours.green('✓') : colours.yellow('?');
  const judged = cases.filter(({ trace }) => trace.length > 0).length;
  return {
    file: folder,
    verdict: again.verdict,
    differences: differences.map((line) => plain(line)),
    lines: [
      `${again.verdict === 'nonconformant' ? colours.red('✗') : mark} ${folder}: ${again.verdict}, by ${many(judged, 'trace')}`,
      differences.length === 0
        ? '  every verdict of the report follows from the traces'
        : '  the report does not follow from its traces',
    ],
  };
}

/** A file that the report names; one that lies elsewhere is none of its traces. */
export function inside(folder: string, file: string): string {
  const whole = path.resolve(folder, file);
  if (!whole.startsWith(path.resolve(folder) + path.sep)) {
    throw new WrongInput(`${path.join(folder, REPORT_FILE)}: ${plain(file)} does not lie in this folder`);
  }
  return whole;
}

function factsOf({ provider, capabilities, level, filter, seed, runs, limits, stopped, unfinished }: Report) {
  return {
    provider,
    capabilities,
    selection: { level, ...(filter === undefined ? {} : { clauses: filter.filter(isClauseId) }) },
    seed,
    runs,
    limits,
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
    ...(same(header.capabilities, report.capabilities) ? [] : [`${id}: its trace was made with other claims`]),
  ];
}

function otherOutcome({ id, outcome }: CaseRecord, was: Report['evidence'][number] | undefined): readonly string[] {
  return was === undefined || was.outcome === outcome
    ? []
    : [`${id}: ${was.outcome} in the report, ${outcome} by its trace`];
}

function otherVerdicts(again: Certification, report: Report): readonly string[] {
  const clauses = CLAUSE_IDS.flatMap((id) => {
    const now = again.clauses[id].verdict;
    const was = report.clauses[id];
    return was === now ? [] : [`${id}: ${was ?? 'missing'} in the report, ${now} by the traces`];
  });
  const levels = (['core', 'full'] as const).flatMap((level) => {
    const now = again[level].verdict;
    const was = report[level].verdict;
    return was === now ? [] : [`the ${level} verdict: ${was} in the report, ${now} by the traces`];
  });
  const top =
    again.verdict === report.verdict
      ? []
      : [`verdict: ${report.verdict} in the report, ${again.verdict} by the traces`];
  return [...clauses, ...levels, ...top];
}

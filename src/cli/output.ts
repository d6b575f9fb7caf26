import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Certification } from '../certify/index.js';
import { reportOf, type Report } from '../report/index.js';
import { stringifyTrace, type Trace } from '../trace/index.js';
import { inOneLine } from '../transport/index.js';
import { WrongInput } from './exit.js';

/** The file that holds the report, in the folder of a run's output. */
export const REPORT_FILE = 'report.json';
/** The folder that holds the traces, in that folder. */
export const TRACES = 'traces';
const OURS = /^\d{4,}(?:-[a-z0-9-]*)?\.ndjson\.gz$/u;

/** Makes the folder, and clears away the traces of an earlier run: before the run, so that a mistake costs no time. */
export function prepare(folder: string): void {
  try {
    const traces = path.join(folder, TRACES);
    mkdirSync(traces, { recursive: true });
    for (const file of readdirSync(traces)) if (OURS.test(file)) rmSync(path.join(traces, file));
    rmSync(path.join(folder, REPORT_FILE), { force: true });
  } catch (reason) {
    throw new WrongInput(`cannot write to ${folder}: ${inOneLine(reason)}`);
  }
}

/** Writes the report, and beside it the trace of every case that has one, and of what was made short; gives the report back. */
export function writeOut(
  folder: string,
  certification: Certification,
  finished: (report: Report) => Report = (report) => report,
): Report {
  const names = certification.cases.map(({ id, trace }, index) =>
    trace.length === 0 ? undefined : `${TRACES}/${String(index + 1).padStart(4, '0')}-${slug(id)}.ndjson.gz`,
  );
  const nameOf = (index: number, clause?: string): string | undefined =>
    clause === undefined ? names[index] : names[index]?.replace(/(?=\.ndjson\.gz$)/u, `-shortest-${slug(clause)}`);
  const report = finished(reportOf(certification, nameOf));
  const write = (name: string | undefined, trace: Trace): void => {
    if (name !== undefined) writeFileSync(path.join(folder, name), gzipSync(stringifyTrace(trace)));
  };
  for (const [index, { trace, shortest = [] }] of certification.cases.entries()) {
    write(nameOf(index), trace);
    for (const it of shortest) write(nameOf(index, it.violation.clause), it.trace);
  }
  writeFileSync(path.join(folder, REPORT_FILE), jsonText(report));
  return report;
}

/** A value as a JSON text for people to read too. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A part of a file's name that is good on every system. */
function slug(id: string): string {
  return id
    .toLowerCase()
    .replace(/^features\//u, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, 60)
    .replace(/^-|-$/gu, '');
}

import { accessSync, appendFileSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { featureFiles } from '../certify/index.js';
import { plain, REPORT_FORMATS, type Report, type ReportFormat } from '../report/index.js';
import { inOneLine } from '../transport/index.js';
import { WrongInput } from './exit.js';
import type { Io } from './io.js';
import { nearest } from './near.js';

/** A report that is asked for. */
export interface Target {
  readonly format: ReportFormat;
  /** The file that it goes to; standard output where there is none. */
  readonly file?: string;
}

/** The reports that `--report` and `--json` ask for; without another one on standard output, one for people goes there. */
export function targetsOf(asked: readonly string[] = [], json = false): readonly Target[] {
  const targets = [...asked, ...(json ? ['json'] : [])].map(targetOf);
  const spoken = targets.filter(({ file }) => file === undefined);
  if (spoken.length > 1) {
    const names = spoken.map(({ format }) => format.name).join(' and ');
    throw new WrongInput(`only one report can go to standard output, and ${names} would: --report <format>=<file>`);
  }
  const files = targets.flatMap(({ file }) => (file === undefined ? [] : path.resolve(file)));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new WrongInput(`two reports would go to ${twice}`);
  return spoken.length > 0 ? targets : [...targets, targetOf('console')];
}

function targetOf(text: string): Target {
  const [name = '', ...rest] = text.split('=');
  const file = rest.join('=');
  const format = REPORT_FORMATS.find((one) => one.name === name);
  if (format === undefined) {
    const names = REPORT_FORMATS.map((one) => one.name);
    const near = nearest(name, names);
    const hint = near === undefined ? `known are ${names.join(', ')}` : `did you mean ${near}?`;
    throw new WrongInput(`unknown report format '${plain(name)}'; ${hint}`);
  }
  if (rest.length > 0 && file === '') throw new WrongInput(`--report ${plain(text)}: a file has to follow the '='`);
  return rest.length === 0 ? { format } : { format, file };
}

/** Makes sure, before the run, that the files can be written, and that none is left of an earlier run. */
export function prepareTargets(targets: readonly Target[]): void {
  for (const { file } of targets) {
    if (file === undefined || isAppended(file)) continue;
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      accessSync(path.dirname(file), constants.W_OK);
      rmSync(file, { force: true });
    } catch (reason) {
      throw new WrongInput(`cannot write to ${file}: ${inOneLine(reason)}`);
    }
  }
}

/** Writes the reports; those for standard output too, unless the process is about to end. */
export function writeReports(io: Io, targets: readonly Target[], report: Report, replay: string, quiet = false): void {
  const context = { now: new Date(), replay, features: featureFiles };
  for (const { format, file } of targets) {
    if (file === undefined) {
      if (!quiet) io.out(format.write(report, { ...context, colour: io.colour }));
      continue;
    }
    const text = format.write(report, { ...context, colour: false });
    if (isAppended(file)) appendFileSync(file, text);
    else writeFileSync(file, text);
  }
}

// The summary of a GitHub job belongs to all of its commands.
function isAppended(file: string): boolean {
  const summary = process.env.GITHUB_STEP_SUMMARY;
  return summary !== undefined && summary !== '' && path.resolve(summary) === path.resolve(file);
}

import { existsSync, writeFileSync } from 'node:fs';
import { emptyList, plain, unfitSource, updatedList } from '../report/index.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import { readKnown } from './expected.js';
import type { Io } from './io.js';
import { readReport } from './read-report.js';

/** `joinleaf known-failures update`: makes a list of known failures say what a report does. */
export function updateKnownFailures(io: Io, from: string, file: string | undefined): ExitCode {
  if (file === undefined) {
    throw new WrongInput('which list? --known-failures <file>, here or in a configuration file');
  }
  const report = readReport(from);
  const why = unfitSource(report);
  if (why !== undefined) throw new WrongInput(`${from}: ${plain(why)}`);
  const list = existsSync(file) ? readKnown(file) : emptyList();
  const { provider } = list.known;
  if (provider !== undefined && provider !== report.provider.name) {
    throw new WrongInput(
      `${file}: these are failures of ${plain(provider)}, and the report is about ${plain(report.provider.name)}`,
    );
  }
  const { text, added, removed, kept } = updatedList(list, report);
  writeFileSync(file, text);
  io.out(`${file}: ${added} added, ${removed} removed, ${kept} kept\n`);
  return EXIT.conformant;
}

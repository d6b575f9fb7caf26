import pc from 'picocolors';
import type { Verdict } from '../certify/index.js';
import { CLAUSES } from '../clauses/index.js';
import { judge } from '../oracle/index.js';
import { excerptOf, many, plain } from '../report/index.js';
import { excerptLines } from '../report/failures.js';
import { checkFolder } from './check-folder.js';
import { EXIT, exitFor, WrongInput, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { jsonText } from './output.js';
import { isFolder, readTrace } from './read.js';

/** What checking one file or folder has shown. */
export interface Checked {
  readonly file: string;
  readonly verdict: Verdict;
  /** Where a report does not follow from its traces. */
  readonly differences: readonly string[];
  /** For people: what was found, in lines. */
  readonly lines: readonly string[];
}

/** `joinleaf check`: judges recorded traces, without the provider. */
export function checkCommand(
  io: Io,
  files: readonly string[],
  { json = false }: { readonly json?: boolean },
): ExitCode {
  const colours = pc.createColors(io.colour && !json);
  const codes: ExitCode[] = [];
  const all: Checked[] = [];
  for (const file of files) {
    try {
      const checked = isFolder(file) ? checkFolder(file, colours) : checkTrace(file, colours);
      all.push(checked);
      codes.push(exitFor(checked.verdict));
      if (checked.differences.length > 0) codes.push(EXIT.wrong);
      if (!json) io.out([...checked.lines, ...checked.differences.map((it) => `  differs: ${it}`), ''].join('\n'));
    } catch (reason) {
      if (!(reason instanceof WrongInput)) throw reason;
      io.err(`joinleaf: ${plain(reason.message, 1000)}\n`);
      codes.push(EXIT.wrong);
    }
  }
  if (json) io.out(jsonText(all.map(({ file, verdict, differences }) => ({ file, verdict, differences }))));
  const worst = [EXIT.nonconformant, EXIT.wrong, EXIT.inconclusive].find((code) => codes.includes(code));
  return worst ?? EXIT.conformant;
}

function checkTrace(file: string, colours: ReturnType<typeof pc.createColors>): Checked {
  const trace = readTrace(file);
  const { violations, fault } = judge(trace);
  const verdict: Verdict =
    violations.length > 0 ? 'nonconformant' : fault === undefined ? 'conformant' : 'inconclusive';
  const found = violations.flatMap(({ clause, expected, saw, at, against }) => [
    `${colours.red('✗')} ${colours.bold(clause)}  ${CLAUSES[clause].title}`,
    `  expected  ${plain(expected)}`,
    `  saw       ${plain(saw)}`,
    ...excerptLines({ excerpt: [...excerptOf(trace, at, against)] }, colours),
  ]);
  const why = fault === undefined ? '' : `: ${plain(fault.detail)}`;
  return {
    file,
    verdict,
    differences: [],
    lines: [`${file}: ${verdict}, ${many(trace.length, 'event')}${verdict === 'inconclusive' ? why : ''}`, ...found],
  };
}

import type pc from 'picocolors';
import { certificationOf, type Certification } from '../certify/index.js';
import { clausesIn } from '../clauses/index.js';
import { many, plain, type Report } from '../report/index.js';
import type { Checked } from './check-command.js';
import { readRun } from './run-folder.js';

/** Judges the traces beside a report, folds the verdicts anew, and compares them with what the report says. */
export function checkFolder(folder: string, colours: ReturnType<typeof pc.createColors>): Checked {
  const { report, facts, cases, differences: found } = readRun(folder);
  const again = certificationOf(facts, cases);
  const differences = [...found, ...otherVerdicts(again, report)];
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

/** Where verdicts that were folded anew differ from those of a report. */
function otherVerdicts(again: Certification, report: Report): readonly string[] {
  const clauses = clausesIn(again.spec).flatMap((id) => {
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

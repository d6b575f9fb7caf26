import type { Report } from '../src/index.js';
import type { Shown } from './evidence.js';
import type { Outcome } from './run.js';

/** A table; what stands in a cell may not break it. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/gu, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** So many clauses have each verdict. */
export function countsOf({ clauses }: Pick<Report, 'clauses'>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const verdict of Object.values(clauses)) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

/** The clauses that fail, with their evidence. */
export function failureList(shown: readonly Shown[]): readonly string[] {
  if (shown.length === 0) return ['None.'];
  return shown.map(
    ({ clause, title, expected, saw, trace, diagram }) =>
      `- **${clause}**: ${title}. Expected: ${coded(expected)}. Seen: ${coded(saw)}. [Trace](${trace}), [diagram](${diagram}).`,
  );
}

// What the oracle says has flags and names in it that Markdown would read as emphasis.
function coded(text: string): string {
  return text.replace(/[\\`*_[\]<>]/gu, (character) => `\\${character}`);
}

const HEAD = [
  'provider',
  'version',
  'schemes',
  'core verdict',
  'full verdict',
  'passed',
  'failed',
  'inconclusive',
  'not applicable',
  'untested',
  'date',
] as const;

/** The table of all providers, one a row. */
export function summary(outcomes: readonly Outcome[]): readonly string[] {
  return tableOf(
    HEAD,
    outcomes.map((outcome) => [outcome.target.title, ...('report' in outcome ? figures(outcome) : [outcome.notRun])]),
  );
}

/** The same, to be printed. */
export function printed(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => [
    outcome.target.id,
    ...('report' in outcome ? figures(outcome) : [`not run: ${outcome.notRun}`]),
  ]);
  const all = [HEAD, ...rows];
  const widths = HEAD.map((_, at) =>
    Math.max(...all.filter((row) => row.length > 2).map((row) => row[at]?.length ?? 0)),
  );
  return all
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function figures({ report, date }: Extract<Outcome, { readonly report: Report }>): readonly string[] {
  const counts = countsOf(report);
  return [
    report.provider.version,
    report.capabilities.schemes.join(', '),
    report.core.verdict,
    report.full.verdict,
    ...['passed', 'failed', 'inconclusive', 'not-applicable', 'untested'].map((one) => String(counts[one] ?? 0)),
    date,
  ];
}

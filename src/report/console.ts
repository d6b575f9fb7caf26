import pc from 'picocolors';
import { NOT_SELECTED } from '../certify/index.js';
import { ARTICLES } from '../clauses/index.js';
import { failureLines } from './failures.js';
import { gateLines } from './gate-lines.js';
import type { Report } from './schema.js';
import { leftOut, many, plain } from './text.js';

/** How a report is to be printed. */
export interface ConsoleOptions {
  readonly colour: boolean;
  /** The command that replays a case, without its token: `joinleaf replay --provider reference:memory`. */
  readonly replay?: string;
}

/** The colours of a terminal, or of none. */
export type Colours = ReturnType<typeof pc.createColors>;

type Verdict = Report['clauses'][string];

/** The worst first: a paragraph is marked by the worst verdict in it. */
const MARKS: readonly (readonly [Verdict, mark: string, words: string])[] = [
  ['failed', '✗', 'failed'],
  ['inconclusive', '?', 'inconclusive'],
  ['passed', '✓', 'passed'],
  ['untested', '–', 'untested'],
  ['not-applicable', '–', 'not applicable'],
  ['definition', '–', 'definition'],
];

interface Row {
  readonly id: string;
  readonly verdict: Verdict;
  readonly reason: string | undefined;
  readonly title: string;
  readonly paragraph: string;
}

/** A report for people: a section an article, the failures, and the verdict last. */
export function consoleReport(report: Report, options: ConsoleOptions): string {
  const colours = pc.createColors(options.colour);
  const sections = Object.entries(ARTICLES).flatMap(([article, { title }]) => {
    const rows = rowsOf(report, article);
    return rows.length === 0 ? [] : [section(article, title, rows, colours)];
  });
  const failures = failureLines(report, options, colours);
  return [...head(report, colours), '', ...sections.flat(), ...failures, '', ...foot(report, colours), ''].join('\n');
}

function head({ kit, spec, seed, provider, capabilities, filter, level }: Report, colours: Colours): readonly string[] {
  const { schemes, dataPlanes, features } = capabilities;
  const claims = [schemes, dataPlanes, features].map((some) => some.join(', ')).filter(Boolean);
  return [
    `${colours.bold('joinleaf')} ${kit}, specification ${spec}, seed ${seed}`,
    `${colours.bold(plain(provider.name))} ${plain(provider.version)} claims ${claims.join('; ') || 'nothing'}`,
    ...leftOut(spec),
    ...(filter === undefined ? [] : [`filtered: only ${filter.join(', ')}`]),
    ...(level === 'core' ? ['core only: the siblings of the source article were not asked about'] : []),
  ];
}

function rowsOf({ clauses, details }: Report, article: string): readonly Row[] {
  return Object.entries(details)
    .filter(([, { article: its, reason }]) => its === article && reason !== NOT_SELECTED)
    .map(([id, { title, reason, paragraph }]) => ({
      id,
      verdict: clauses[id] ?? 'inconclusive',
      reason,
      title,
      paragraph,
    }));
}

function section(article: string, title: string, rows: readonly Row[], colours: Colours): readonly string[] {
  const paragraphs = [...new Set(rows.map(({ paragraph }) => paragraph))];
  const heading = `${marked(rows, colours)} ${colours.bold(article.padEnd(8))} ${title}: ${counted(rows)}`;
  // An article whose paragraphs hold one clause each says enough in its heading.
  const inside =
    paragraphs.length === rows.length
      ? []
      : paragraphs.map((paragraph) => {
          const its = rows.filter((row) => row.paragraph === paragraph);
          return `  ${marked(its, colours)} paragraph ${paragraph}: ${counted(its)}`;
        });
  return [heading, ...inside, ...remarks(rows, colours)];
}

/** What has to be said of single clauses: those that failed, and with their reasons those of which we know nothing. */
function remarks(rows: readonly Row[], colours: Colours): readonly string[] {
  const failed = rows.filter(({ verdict }) => verdict === 'failed');
  const unknown = rows.filter(({ verdict }) => verdict === 'inconclusive' || verdict === 'untested');
  const reasons = [...new Set(unknown.map(({ verdict, reason = '' }) => JSON.stringify([verdict, reason])))];
  return [
    ...failed.map((row) => `    ${marked([row], colours)} ${row.id}  ${row.title}`),
    ...reasons.map((key) => {
      const its = unknown.filter(({ verdict, reason = '' }) => JSON.stringify([verdict, reason]) === key);
      const [{ verdict, reason = '' } = { verdict: 'untested' }] = its;
      const ids = its.length > 4 ? `${its.length} clauses` : its.map(({ id }) => id).join(', ');
      return `    ${marked(its, colours)} ${ids}  ${colours.dim(`${verdict}: ${plain(reason)}`)}`;
    }),
  ];
}

function marked(rows: readonly Row[], colours: Colours): string {
  const [verdict, mark] = MARKS.find(([one]) => rows.some((row) => row.verdict === one)) ?? ['definition', '–'];
  if (verdict === 'failed') return colours.red(mark);
  if (verdict === 'inconclusive') return colours.yellow(mark);
  return verdict === 'passed' ? colours.green(mark) : colours.dim(mark);
}

function counted(rows: readonly Row[]): string {
  return MARKS.map(([verdict, , words]) => [rows.filter((row) => row.verdict === verdict).length, words] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(', ');
}

function foot(report: Report, colours: Colours): readonly string[] {
  const { verdict, level, core, full, cases, stopped, evidence, filter } = report;
  const outcomes = [
    [cases.passed, 'passed'],
    [cases.violated, 'failed'],
    [cases.unstable, 'unstable'],
    [cases.inconclusive, 'inconclusive'],
    [cases['not-applicable'], 'not applicable'],
  ] as const;
  const told = outcomes.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  const executions = evidence.reduce((sum, one) => sum + one.executions, 0);
  const paint = verdict === 'conformant' ? colours.green : verdict === 'nonconformant' ? colours.red : colours.yellow;
  const aside = filter === undefined ? [] : Object.keys(report.clauses).filter((id) => !filter.includes(id));
  const ignored = aside.filter((id) => report.clauses[id] === 'failed');
  const line = (name: string, one: Report['core']): string =>
    `${name}  ${one.verdict}${one.reason === undefined ? '' : `: ${plain(one.reason)}`}`;
  return [
    `${many(cases.total, 'case')}${told.length === 0 ? '' : `: ${told.join(', ')}`}; ${many(executions, 'execution')}`,
    ...(stopped === undefined ? [] : [`stopped before its time: ${plain(stopped)}`]),
    ...(ignored.length === 0 ? [] : [`failed, but not selected and so not counted: ${ignored.join(', ')}`]),
    line('core', core),
    ...(level === 'full' ? [line('full', full)] : []),
    ...gateLines(report, colours),
    colours.bold(paint(`verdict: ${verdict}`)),
  ];
}

import { counts, verdictResult } from './formats/results.js';
import type { Report } from './schema.js';
import { many, plain } from './text.js';

/** GitHub shows so many errors of a step, and drops the rest. */
const MOST = 10;

/** What GitHub Actions shows beside a run: its workflow commands, one a line, for what is wrong and not known. */
export function annotationsOf(report: Report): readonly string[] {
  const news = report.failures.filter(({ clause, known }) => known === undefined && counts(report, clause));
  const clauses = [...new Set(news.map(({ clause }) => clause))];
  const failures = clauses.flatMap((clause) => {
    const its = news.filter((one) => one.clause === clause);
    return its.slice(0, 1).map(({ title, expected, saw, name }) => {
      const more = its.length === 1 ? '' : `, and in ${many(its.length - 1, 'more case')}`;
      return error(`${clause} ${title}`, `expected ${expected}\nsaw ${saw}\nin ${name}${more}`);
    });
  });
  const stale = (report.gate?.stale ?? []).map(({ clause, kind, why }) =>
    error(`${clause}: a known failure is stale`, `${kind}: ${why}`),
  );
  const { outcome, reason = '' } = verdictResult(report);
  const open = outcome === 'inconclusive' ? [error('joinleaf: inconclusive', reason)] : [];
  const all = [...open, ...stale, ...failures];
  if (all.length <= MOST) return all;
  return [...all.slice(0, MOST - 1), error('joinleaf', `and ${all.length - MOST + 1} more; the report has them all`)];
}

function error(title: string, message: string): string {
  const lines = message.split('\n').map((line) => plain(line));
  return `::error title=${property(plain(title))}::${data(lines.join('\n'))}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

import { leftOut, many, plain } from '../text.js';
import type { Report } from '../schema.js';
import type { FormatContext, ReportFormat } from './format.js';
import { counts, failureText, suitesOf, type Suite } from './results.js';

/** A comment on a pull request may have 65536 characters. */
const MOST_FAILURES = 20;

/** Markdown as GitHub and GitLab show it: a comment on a pull request, or a job's summary. */
export const markdown: ReportFormat = {
  name: 'markdown',
  about: 'Markdown, for a pull request or a job summary',
  write(report, context) {
    return [
      ...head(report),
      ...table(suitesOf(report), report),
      ...unknowns(report),
      ...stale(report),
      ...failures(report, context),
    ]
      .join('\n')
      .concat('\n');
  },
};

const MARK = { conformant: '✅', nonconformant: '❌', inconclusive: '❔' } as const;

function head({ verdict, reason, level, kit, spec, seed, provider, filter, gate, cases }: Report): readonly string[] {
  const green = gate?.verdict === 'passed';
  return [
    `## ${green ? MARK.conformant : MARK[verdict]} joinleaf: ${escaped(provider.name)} is ${verdict}${green && verdict !== 'conformant' ? ', as is known' : ''}`,
    '',
    ...(reason === undefined ? [] : [escaped(reason), '']),
    `${escaped(provider.name)} ${escaped(provider.version)}, level ${level}, ${many(cases.total, 'case')}; ` +
      `joinleaf ${kit}, specification ${spec}, seed ${seed}`,
    '',
    ...leftOut(spec).flatMap((line) => [line, '']),
    ...(filter === undefined ? [] : [`Filtered: only ${filter.join(', ')}`, '']),
  ];
}

function table(suites: readonly Suite[], report: Report): readonly string[] {
  const rows = suites.map(({ article, title, results }) => {
    const clauses = [...new Set(results.map(({ clause }) => clause))];
    const known = (clause: string): boolean => {
      const failures = report.failures.filter((one) => one.clause === clause);
      return failures.length > 0 && failures.every((one) => one.known !== undefined);
    };
    const having = (verdict: Report['clauses'][string], isKnown = false): string => {
      const count = clauses.filter((id) => report.clauses[id] === verdict && known(id) === isKnown).length;
      return count === 0 ? '' : String(count);
    };
    return `| ${article} | ${title} | ${having('passed')} | ${having('failed')} | ${having('failed', true)} | ${having('inconclusive')} | ${having('untested')} | ${having('not-applicable')} |`;
  });
  return [
    '| clauses | article | passed | failed | known | inconclusive | untested | not applicable |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
  ];
}

function unknowns({ clauses, details }: Report): readonly string[] {
  const open = Object.entries(details).filter(
    ([id, { reason }]) => clauses[id] === 'inconclusive' && reason !== undefined && reason !== 'not selected',
  );
  if (open.length === 0) return [];
  return ['### Inconclusive', '', ...open.map(([id, { reason = '' }]) => `- **${id}** ${escaped(reason)}`), ''];
}

function stale({ gate }: Report): readonly string[] {
  if (gate === undefined || gate.stale.length === 0) return [];
  const lines = gate.stale.map(({ clause, kind, case: id, why }) => {
    const where = id === undefined ? '' : `, ${escaped(id)}`;
    return `- **${clause}** ${escaped(kind)}${where}: ${escaped(why)}`;
  });
  return ['### Known failures that are stale', '', ...lines, ''];
}

function failures(report: Report, { replay }: FormatContext): readonly string[] {
  const news = report.failures.filter(({ clause, known }) => known === undefined && counts(report, clause));
  const firsts = [...new Set(news.map(({ clause }) => clause))].flatMap((clause) => {
    const all = news.filter((one) => one.clause === clause);
    return all.slice(0, 1).map((first) => ({ first, more: all.length - 1 }));
  });
  if (firsts.length === 0) return [];
  const shown = firsts.slice(0, MOST_FAILURES).flatMap(({ first, more }) => {
    const also = more === 0 ? '' : `, and in ${many(more, 'more case')}`;
    return [
      `<details><summary><b>${first.clause}</b> ${html(first.title)}</summary>`,
      '',
      `${escaped(first.name)}${also}`,
      '',
      ...fenced(failureText(first, replay)),
      '',
      '</details>',
      '',
    ];
  });
  const left = firsts.length - MOST_FAILURES;
  return ['### Failures', '', ...shown, ...(left > 0 ? [`… and ${many(left, 'more clause')}`, ''] : [])];
}

/** A fence that no line of the text can end. */
function fenced(text: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, text, fence];
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Foreign text in one line, without a meaning in Markdown or HTML. */
function escaped(text: string): string {
  return html(plain(text)).replace(/[\\`*_{}[\]()#+!|~@]/gu, (mark) => `\\${mark}`);
}

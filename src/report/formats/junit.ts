import { element, written, type Element } from '../diagram/xml.js';
import type { Report } from '../schema.js';
import { plain } from '../text.js';
import type { FormatContext, ReportFormat } from './format.js';
import { failureText, suitesOf, verdictResult, type Result } from './results.js';

/** JUnit's XML, as Jenkins, GitLab and most CI servers read it: a suite an article, a case a clause × case of ours. */
export const junit: ReportFormat = {
  name: 'junit',
  about: 'JUnit XML, for CI servers',
  write(report, context) {
    const suites = [
      ...suitesOf(report).map(({ article, title, results }) =>
        suite(
          `${article} ${title}`,
          results.map((it) => caseOf(it, context)),
        ),
      ),
      ...gateSuite(report),
      suite('verdict', [verdictCase(report)], propertiesOf(report)),
    ];
    const root = element('testsuites', { name: 'joinleaf', ...totals(suites.flatMap(casesIn)) }, ...suites);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}\n`;
  },
};

function suite(name: string, cases: readonly Element[], properties: readonly Element[] = []): Element {
  const attributes = { name, ...totals(cases), skipped: count(cases, 'skipped') };
  return element('testsuite', attributes, ...properties, ...cases);
}

function totals(cases: readonly Element[]): Record<'tests' | 'failures' | 'errors', number> {
  return { tests: cases.length, failures: count(cases, 'failure'), errors: count(cases, 'error') };
}

function count(cases: readonly Element[], name: string): number {
  return cases.filter(({ children }) => children.some((child) => typeof child !== 'string' && child.name === name))
    .length;
}

function casesIn({ children }: Element): readonly Element[] {
  return children.filter((child): child is Element => typeof child !== 'string' && child.name === 'testcase');
}

function caseOf({ clause, title, case: it, outcome, reason = '', failure }: Result, context: FormatContext): Element {
  const time = it?.ms === undefined ? {} : { time: (it.ms / 1000).toFixed(3) };
  const attributes = { classname: `${clause} ${title}`, name: plain(it?.name ?? title), ...time };
  const inside = (): readonly Element[] => {
    switch (outcome) {
      case 'passed':
        return [];
      case 'failed': {
        if (failure === undefined) return [element('failure')];
        const message = `expected ${plain(failure.expected)}; saw ${plain(failure.saw)}`;
        return [element('failure', { type: failure.kind, message }, failureText(failure, context.replay))];
      }
      case 'known':
      case 'skipped':
        return [element('skipped', {}, plain(reason))];
      case 'inconclusive':
        return [element('error', { type: 'inconclusive', message: plain(reason) })];
    }
  };
  return element('testcase', attributes, ...inside());
}

function gateSuite({ gate }: Report): readonly Element[] {
  if (gate === undefined || gate.stale.length === 0) return [];
  const cases = gate.stale.map(({ clause, kind, why, case: id }) =>
    element(
      'testcase',
      { classname: `${clause} ${kind}`, name: plain(id ?? 'in any case') },
      element('failure', { type: 'stale', message: plain(why) }),
    ),
  );
  return [suite('known failures', cases)];
}

function verdictCase(report: Report): Element {
  const { name, outcome, reason = '' } = verdictResult(report);
  const attributes = { classname: 'verdict', name };
  if (outcome === 'passed') return element('testcase', attributes);
  if (outcome === 'known') return element('testcase', attributes, element('skipped', {}, reason));
  const how = outcome === 'failed' ? 'failure' : 'error';
  return element('testcase', attributes, element(how, { type: report.verdict, message: plain(reason) }));
}

function propertiesOf({ kit, spec, provider, seed, runs, verdict }: Report): readonly Element[] {
  const all = { kit, spec, provider: `${provider.name} ${provider.version}`, seed, runs, verdict };
  const each = Object.entries(all).map(([name, value]) => element('property', { name, value: plain(String(value)) }));
  return [element('properties', {}, ...each)];
}

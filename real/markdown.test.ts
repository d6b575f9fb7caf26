import { describe, expect, it } from 'vitest';
import { certify, reportOf } from '../src/index.js';
import { provider } from '../reference/memory/index.js';
import { countsOf, failureList, printed, summary, tableOf } from './markdown.js';
import type { Target } from './targets.js';

const target: Target = { id: 'mine', title: 'one of ours', needs: [], certify: [] };

describe('a table', () => {
  it('holds whatever stands in its cells', () => {
    expect(tableOf(['a', 'b'], [['x|y', 'two\nlines']])).toEqual([
      '| a | b |',
      '| --- | --- |',
      '| x\\|y | two lines |',
    ]);
  });
});

// The first to certify anything loads Cucumber, which takes a while where the machine is busy.
describe('the table of providers', () => {
  it('counts the clauses of each verdict', async () => {
    const report = reportOf(await certify({ provider, clauses: ['JOIN-2.6', 'USING-22'], runs: 1 }));
    const counts = countsOf(report);
    const all = Object.keys(report.clauses).length;
    expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(all);
    const row = summary([{ target, report, folder: '', date: '2026-01-01' }]).at(-1) ?? '';
    expect(row).toBe(
      `| one of ours | ${report.provider.version} | invite, admit, nonrooted | ${report.core.verdict} | ${report.full.verdict} ` +
        `| ${['passed', 'failed', 'inconclusive', 'not-applicable', 'untested'].map((one) => counts[one] ?? 0).join(' | ')} | 2026-01-01 |`,
    );
  });

  it('says what was not run, and takes it for no verdict', () => {
    const text = printed([{ target, notRun: 'there is no Wine' }]);
    expect(text.split('\n').at(-1)).toBe('mine      not run: there is no Wine');
    expect(text).not.toContain('conformant ');
  });
});

describe('a list of failures', () => {
  it('links each to its evidence, and keeps Markdown out of what was seen', () => {
    const shown = {
      clause: 'JOIN-2.6',
      title: 'a title',
      expected: 'no c_root',
      saw: '<b> *',
      trace: 'a/b.ndjson',
      diagram: 'a/b.svg',
    };
    expect(failureList([shown])).toEqual([
      '- **JOIN-2.6**: a title. Expected: no c\\_root. Seen: \\<b\\> \\*. [Trace](a/b.ndjson), [diagram](a/b.svg).',
    ]);
  });
});

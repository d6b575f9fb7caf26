import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { Report } from '../schema.js';
import { unfit } from './baseline.js';
import { heldAgainst } from './gate.js';
import { parseKnown } from './parse.js';
import type { KnownFailure } from './shape.js';
import { reportWith, type Case } from './testing/reports.js';
import { EMPTY_LIST, emptyList, unfitSource, updatedList } from './update.js';

const A: Case = ['a', 'USING-7', { error: 'NO_ERROR' }];
const B: Case = ['b', 'USING-7', { error: 'NO_ERROR' }];
const C: Case = ['c', 'USING-8', 'passed'];
const P: Case = ['orderings/p', 'USING-7', { error: 'NO_ERROR' }];
const BOTH = reportWith([A, B, C]);
const KIND = 'WSPJoinLeaf = NO_ERROR';
const STUB: KnownFailure = { clause: 'USING-7', kind: KIND, reason: 'a stub', link: 'https://example.org/1' };

const held = (report: Report, failures: readonly KnownFailure[], about: { seed?: number } = {}) =>
  heldAgainst(report, { known: { file: 'known.yaml', list: { ...about, failures } } });
const gateOf = (...args: Parameters<typeof held>) => held(...args).gate;
const why = (one: { readonly why: string } | undefined): string | undefined => one?.why;

describe('a run held against the failures that are known', () => {
  it('goes as expected where exactly these fail, and stays nonconformant', () => {
    const report = held(BOTH, [{ ...STUB, cases: ['a', 'b'] }]);
    expect(report.verdict).toBe('nonconformant');
    expect(report.gate).toEqual({
      verdict: 'passed',
      knownFailures: 'known.yaml',
      known: 2,
      unexpected: [],
      stale: [],
    });
    expect(report.failures.map(({ known }) => known)).toEqual([
      { reason: 'a stub', link: 'https://example.org/1' },
      { reason: 'a stub', link: 'https://example.org/1' },
    ]);
  });

  it('takes an entry without cases for all of them', () => {
    expect(gateOf(BOTH, [STUB])).toMatchObject({ verdict: 'passed', known: 2 });
  });

  it('fails on a failure that is not listed', () => {
    const gate = gateOf(BOTH, [{ ...STUB, cases: ['a'] }]);
    expect(gate).toMatchObject({ verdict: 'failed', known: 1, stale: [] });
    expect(gate?.unexpected).toEqual([{ clause: 'USING-7', case: 'b', kind: KIND, why: 'it is not known' }]);
  });

  it('fails on one of another kind than is listed, from both sides', () => {
    const gate = gateOf(reportWith([A, ['b', 'USING-7', { error: 'WSAEINVAL' }]]), [{ ...STUB, cases: ['a', 'b'] }]);
    expect(gate?.verdict).toBe('failed');
    expect(gate?.unexpected.map(why)).toEqual([`it is known to fail otherwise: ${KIND}`]);
    expect(gate?.stale.map(why)).toEqual(['it fails otherwise: USING-7 WSPJoinLeaf = WSAEINVAL']);
  });

  it.each([
    ['passes now', 'passed', 'it no longer fails'],
    ['does not apply now', 'not-applicable', 'the case does not apply: it is not about this provider'],
  ] as const)('fails on an entry whose case %s', (_name, fate, said) => {
    const gate = gateOf(reportWith([A, ['b', 'USING-7', fate]]), [{ ...STUB, cases: ['a', 'b'] }]);
    expect(gate).toMatchObject({ verdict: 'failed', unexpected: [] });
    expect(gate?.stale).toEqual([{ clause: 'USING-7', case: 'b', kind: KIND, why: said }]);
  });

  it('fails on an entry that matches nothing', () => {
    expect(gateOf(BOTH, [STUB, { ...STUB, clause: 'USING-8', cases: ['z'] }])?.stale.map(why)).toEqual([
      'there is no such case',
    ]);
    expect(gateOf(BOTH, [STUB, { ...STUB, clause: 'USING-8' }])?.stale.map(why)).toEqual(['it no longer fails']);
    const conformant = gateOf(reportWith([C]), [STUB]);
    expect(conformant).toMatchObject({ verdict: 'failed', unexpected: [] });
  });

  it('is not stale where the entry fails but sometimes', () => {
    const passing = reportWith([A, ['b', 'USING-7', 'passed']]);
    expect(gateOf(passing, [{ ...STUB, cases: ['a', 'b'], sometimes: true }])?.verdict).toBe('passed');
    expect(gateOf(reportWith([A]), [{ ...STUB, cases: ['a', 'b'], sometimes: true }])?.stale.map(why)).toEqual([
      'there is no such case',
    ]);
  });

  it('cannot tell where something else could not be seen', () => {
    const hung = reportWith([A, ['h', 'USING-8', 'inconclusive']]);
    expect(hung.verdict).toBe('nonconformant');
    expect(gateOf(hung, [STUB])?.verdict).toBe('inconclusive');
    expect(gateOf(reportWith([A, ['b', 'USING-7', 'inconclusive']]), [{ ...STUB, cases: ['a', 'b'] }])?.verdict).toBe(
      'inconclusive',
    );
    expect(gateOf(reportWith([A], { stopped: 'it was interrupted' }), [STUB])?.verdict).toBe('inconclusive');
    expect(gateOf(reportWith([['h', 'USING-8', 'inconclusive']]), [])?.verdict).toBe('inconclusive');
  });

  it('does not mind what a filtered run did not take', () => {
    const filtered = reportWith([C], { selection: { level: 'full', clauses: ['USING-8'] } });
    expect(gateOf(filtered, [STUB, { ...STUB, clause: 'USING-8', cases: ['elsewhere'] }])).toMatchObject({
      verdict: 'passed',
      stale: [],
    });
    const core = reportWith([A, ['d', 'JOIN-3.6', 'passed']], { selection: { level: 'core' } });
    expect(gateOf(core, [])).toMatchObject({ verdict: 'passed', unexpected: [] });
  });

  it('does not mind that other orderings come upon other things', () => {
    const passing = reportWith([['orderings/p', 'USING-7', 'passed']], { seed: 2 });
    const list = [{ ...STUB, cases: ['orderings/p'] }];
    expect(gateOf(passing, list, { seed: 1 })?.stale).toEqual([]);
    expect(gateOf(passing, list, { seed: 2 })?.stale.map(why)).toEqual(['it no longer fails']);
    expect(gateOf(reportWith([P], { seed: 2 }), [], { seed: 1 })?.verdict).toBe('failed');
  });
});

describe('a run held against an earlier report', () => {
  const against = (now: Report, before: Report) =>
    heldAgainst(now, { baseline: { file: 'old.json', report: before } }).gate;

  it('goes as expected where it is no worse', () => {
    expect(against(BOTH, BOTH)).toMatchObject({ verdict: 'passed', known: 2, unexpected: [], stale: [] });
    expect(against(reportWith([A, C]), BOTH)?.verdict).toBe('passed');
  });

  it('fails on what is new', () => {
    expect(against(BOTH, reportWith([A, C]))?.unexpected).toMatchObject([{ case: 'b' }]);
    const otherwise = reportWith([['a', 'USING-7', { error: 'WSAEINVAL' }], C]);
    expect(against(otherwise, BOTH)?.unexpected).toMatchObject([{ case: 'a', kind: 'WSPJoinLeaf = WSAEINVAL' }]);
  });

  it('fails on what passed and cannot be told any more', () => {
    const gate = against(reportWith([['c', 'USING-8', 'inconclusive']]), BOTH);
    expect(gate?.verdict).toBe('failed');
    expect(gate?.unexpected).toMatchObject([{ clause: 'USING-8', kind: 'inconclusive' }]);
  });

  it.each([
    [reportWith([A], { name: 'q' }), 'it is about q, and this is p'],
    [reportWith([A], { stopped: 'x' }), 'its run did not come to its end'],
    [
      reportWith([A], { selection: { level: 'full', clauses: ['USING-7'] } }),
      'its run was asked about less than this one',
    ],
    [reportWith([A], { selection: { level: 'core' } }), 'its run was asked about less than this one'],
    [BOTH, undefined],
  ])('is not held against one that says nothing about it', (before, said) => {
    expect(unfit(before, BOTH)).toBe(said);
  });
});

describe('a list of known failures', () => {
  const wrong = (text: string): string | undefined => {
    const parsed = parseKnown(text);
    return 'wrong' in parsed ? parsed.wrong : undefined;
  };
  const ENTRY = `failures:\n  - { clause: USING-7, kind: ${KIND}, reason: a stub }`;

  it.each([
    ['', 'Invalid input: expected object'],
    ['failures: [', 'line 1:'],
    ['failures: []\nfailures: []', 'line 2:'],
    ['failures: {}', 'failures'],
    [ENTRY.replace('a stub', '""'), 'must not be empty'],
    [ENTRY.replace('reason: a stub', ''), 'reason'],
    [ENTRY.replace('USING-7', 'USING-77'), 'there is no clause USING-77'],
    [ENTRY.replace('reason', 'why'), 'why'],
    [`${ENTRY}\n  - { clause: USING-7, kind: ${KIND}, reason: again, cases: [a] }`, 'failures[1]: USING-7'],
  ])('%j is wrong', (text, said) => {
    expect(wrong(text)).toContain(said);
  });

  it('may be empty, and is to begin with', () => {
    expect(wrong('failures: []')).toBeUndefined();
    expect(wrong(EMPTY_LIST)).toBeUndefined();
  });
});

describe('bringing a list up to date', () => {
  const read = (text: string) => {
    const parsed = parseKnown(text);
    if ('wrong' in parsed) throw new Error(parsed.wrong);
    return parsed;
  };

  it('begins one, with which the same run goes as expected', () => {
    const report = reportWith([A, B, C, P]);
    const { text, ...counts } = updatedList(emptyList(), report);
    expect(counts).toEqual({ added: 3, removed: 0, kept: 0 });
    expect(parse(text)).toEqual({
      provider: 'p',
      seed: 1,
      runs: 1,
      failures: [{ clause: 'USING-7', kind: KIND, reason: 'not looked into yet', cases: ['a', 'b', 'orderings/p'] }],
    });
    expect(gateOf(report, read(text).known.failures)?.verdict).toBe('passed');
    expect(updatedList(read(text), report)).toEqual({ text, added: 0, removed: 0, kept: 3 });
  });

  it('keeps reasons, links and comments of what stays, and takes out what has gone', () => {
    const text = [
      '# ours',
      'failures:',
      '  # since 2019',
      `  - clause: USING-7 # sic`,
      `    kind: ${KIND}`,
      '    reason: a stub',
      '    link: https://example.org/1',
      '    cases: [a, gone]',
      '  - { clause: USING-8, kind: gone, reason: it was so }',
      '  - { clause: USING-9, kind: at times, reason: it races, sometimes: true }',
      '',
    ].join('\n');
    const { text: after, ...counts } = updatedList(read(text), BOTH);
    expect(counts).toEqual({ added: 1, removed: 3, kept: 1 });
    expect(after).toContain('# ours');
    expect(after).toContain('# since 2019');
    expect(after).toContain('USING-7 # sic');
    expect(parse(after)).toMatchObject({
      failures: [
        { clause: 'USING-7', reason: 'a stub', link: 'https://example.org/1', cases: ['a', 'b'] },
        { clause: 'USING-9', sometimes: true },
      ],
    });
  });

  it('keeps what a run at the core level did not ask about', () => {
    const text = `failures:\n  - { clause: USING-7, kind: ${KIND}, reason: a stub }\n`;
    const core = reportWith([['d', 'JOIN-3.6', 'passed']], { selection: { level: 'core' } });
    expect(parse(updatedList(read(text), core).text)).toMatchObject({ failures: [{ clause: 'USING-7' }] });
  });

  it('is empty again once all is mended', () => {
    const text = `failures:\n  - { clause: USING-7, kind: ${KIND}, reason: a stub }\n`;
    expect(updatedList(read(text), reportWith([C])).text).toContain('failures: []');
  });

  it('does not take a run that was filtered or cut short', () => {
    expect(unfitSource(reportWith([A], { selection: { level: 'full', clauses: ['USING-7'] } }))).toContain('filtered');
    expect(unfitSource(reportWith([A], { stopped: 'x' }))).toContain('did not come to its end');
    expect(unfitSource(BOTH)).toBeUndefined();
  });
});

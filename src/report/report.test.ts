import { describe, expect, it } from 'vitest';
import { certificationOf } from '../certify/index.js';
import type { CaseRecord } from '../run/index.js';
import type { Trace } from '../trace/index.js';
import { headerOf } from '../trace/testing/header.js';
import { consoleReport } from './console.js';
import { excerptOf } from './excerpt.js';
import { reportOf } from './report.js';
import { reportShape } from './schema.js';
import { plain } from './text.js';

const home = { family: 2, host: '10.0.0.1', port: 0 };
const named = { family: 2, host: '10.0.0.1', port: 1025 };
const TRACE: Trace = [
  headerOf({
    nodes: { root: home, 'leaf-1': { ...home, host: '10.0.0.2' } },
  }),
  { kind: 'call', id: 1, node: 'root', verb: 'getSockName', args: { socket: 1 } },
  { kind: 'return', id: 1, verb: 'getSockName', result: { ok: { name: named } } },
  { kind: 'call', id: 2, node: 'root', verb: 'listen', args: { socket: 1, backlog: 8 } },
  { kind: 'return', id: 2, verb: 'listen', result: { ok: {} } },
  { kind: 'call', id: 3, node: 'leaf-1', verb: 'joinLeaf', args: { socket: 2, name: named, flags: 4 } },
  { kind: 'return', id: 3, verb: 'joinLeaf', result: { ok: { socket: 2 } } },
  { kind: 'indication', node: 'root', socket: 1, event: 'FD_ACCEPT', error: 'NO_ERROR' },
  { kind: 'indication', node: 'leaf-1', socket: 2, event: 'FD_CONNECT', error: 'NO_ERROR' },
];

const CASE: CaseRecord = {
  kind: 'scenario',
  id: 'features/a.feature#A case',
  name: 'A \u001b[31mcase',
  clauses: ['JOIN-3.6'],
  outcome: 'violated',
  violations: [
    {
      clause: 'JOIN-3.6',
      ruling: 'R1',
      expected: 'no FD_CONNECT yet',
      saw: 'FD_CONNECT (0)\non leaf-1',
      at: 8,
      against: [5],
    },
  ],
  trace: TRACE,
  seed: 1,
  executions: 1,
  replay: 'jl2.token',
};

const certification = certificationOf(
  {
    provider: { name: 'evil\u0007', version: '1' },
    capabilities: { schemes: ['admit'], dataPlanes: ['nonrooted-data'], entries: [], features: [] },
    selection: { level: 'full' },
    seed: 1,
    runs: 1,
    limits: { callMs: 1, mustMs: 1, mustNotMs: 1, eventsPerCase: 1 },
  },
  [CASE],
);

describe('an excerpt', () => {
  it('tells the story up to the failure, with the names of those whose addresses are known', () => {
    const lines = excerptOf(TRACE, 8, [5]);
    expect(lines.map(({ index, node, text }) => [index, node, text])).toEqual([
      [3, 'root', 'WSPListen 1, backlog 8'],
      [5, 'leaf-1', 'WSPJoinLeaf 2 → root = 2'],
      [7, 'root', '◀ FD_ACCEPT on 1'],
      [8, 'leaf-1', '◀ FD_CONNECT (0) on 2'],
    ]);
    expect(lines.filter(({ here }) => here).map(({ index }) => index)).toEqual([8]);
  });

  it('gives a return a line of its own where others acted before it', () => {
    const [before, back, after] = [TRACE.slice(0, 6), TRACE.slice(6, 7), TRACE.slice(7)];
    const meanwhile: Trace = [
      { kind: 'call', id: 9, node: 'root', verb: 'accept', args: { socket: 1 } },
      { kind: 'return', id: 9, verb: 'accept', result: { error: 'WSAEWOULDBLOCK' } },
    ];
    const lines = excerptOf([...before, ...meanwhile, ...back, ...after], 10, [5]);
    expect(lines.slice(1, 4).map(({ index, node, text }) => [index, node, text])).toEqual([
      [5, 'leaf-1', 'WSPJoinLeaf 2 → root'],
      [6, 'root', 'WSPAccept 1 = WSAEWOULDBLOCK'],
      [8, 'leaf-1', 'WSPJoinLeaf = 2'],
    ]);
  });

  it('stays short, and keeps what the failure names', () => {
    const [header, ...rest] = TRACE;
    const chatter: Trace = Array.from({ length: 50 }, () => ({
      kind: 'indication',
      node: 'root',
      socket: 1,
      event: 'FD_ACCEPT',
      error: 'NO_ERROR',
    }));
    const long: Trace = [...(header === undefined ? [] : [header]), ...rest, ...chatter];
    const lines = excerptOf(long, long.length - 1, [3]);
    expect(lines).toHaveLength(14);
    expect(lines[0]).toMatchObject({ index: 3 });
  });
});

describe('the report', () => {
  it('has the shape that is published', () => {
    const report = reportOf(certification, () => 'traces/1.ndjson.gz');
    expect(reportShape.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report).toMatchObject({
      verdict: 'nonconformant',
      clauses: { 'JOIN-3.6': 'failed', 'JOIN-1.1': 'definition' },
    });
    expect(report.evidence[0]).toMatchObject({ trace: 'traces/1.ndjson.gz', events: 9 });
  });

  it('reads like a colleague on a console', () => {
    const text = consoleReport(reportOf(certification), { colour: false, replay: 'joinleaf replay --provider x' });
    expect(text).toContain(
      [
        '✗ JOIN-3.6  a leaf gets FD_CONNECT only when the root has admitted it',
        '  expected  no FD_CONNECT yet',
        '  saw       FD_CONNECT (0)\\u000aon leaf-1',
        '  ruling    R1',
        '  case      A \\u001b[31mcase',
        '  what led to it (4 of 9 events):',
        '      #3 root    WSPListen 1, backlog 8',
        '      #5 leaf-1  WSPJoinLeaf 2 → root = 2',
        '      #7 root    ◀ FD_ACCEPT on 1',
        '      #8 leaf-1  ◀ FD_CONNECT (0) on 2  ✗ here',
        '  replay    joinleaf replay --provider x jl2.token',
      ].join('\n'),
    );
    expect(text.trimEnd().split('\n').at(-1)).toBe('verdict: nonconformant');
  });

  it('has colours only where it is told to', () => {
    const report = reportOf(certification);
    expect(consoleReport(report, { colour: false })).not.toContain('\u001b');
    expect(consoleReport(report, { colour: true })).toContain('\u001b[31m');
  });
});

describe('foreign text', () => {
  it.each([
    ['a\nb', 'a\\u000ab'],
    ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['\u009b2J', '\\u009b2J'],
    ['abc\u202edef', 'abc\\u202edef'],
    ['line\u2028line', 'line\\u2028line'],
    ['ünïcode ✓', 'ünïcode ✓'],
  ])('%j is made harmless', (text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it('is cut where it is long', () => {
    expect(plain('x'.repeat(999), 10)).toBe('xxxxxxxxx…');
  });
});

import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { arrivalNote, type Header, type Trace, type TraceEvent } from '../../trace/index.js';
import { headerOf } from '../../trace/testing/header.js';
import type { Finding } from '../gherkin/index.js';
import { mermaidOf, storyOf, svgOf } from './index.js';

const EVIL = `"]]></text><script>alert(1)</script>;\nend\n%%{init}%%&#x26;<!--\u0000\ud800\u202e`;

function between(nodes: readonly string[], provider = 'a provider'): Header {
  return headerOf({
    provider: { name: provider, version: '1' },
    nodes: Object.fromEntries(nodes.map((name, at) => [name, { family: 2, host: `10.0.0.${at + 1}`, port: 0 }])),
  });
}

const rootAddress = { family: 2, host: '10.0.0.1', port: 0 };

const TRACE: Trace = [
  between(['root', 'leaf-1'], `evil ${EVIL}`),
  { kind: 'call', id: 1, node: 'root', verb: 'listen', args: { socket: 1, backlog: 8 } },
  { kind: 'return', id: 1, verb: 'listen', result: { ok: {} } },
  { kind: 'call', id: 2, node: 'leaf-1', verb: 'joinLeaf', args: { socket: 2, name: rootAddress, flags: 4 } },
  { kind: 'return', id: 2, verb: 'joinLeaf', result: { ok: { socket: 2 } } },
  { kind: 'note', text: EVIL },
  { kind: 'indication', node: 'root', socket: 1, event: 'FD_ACCEPT', error: 'NO_ERROR' },
  { kind: 'settled', by: 'provider' },
  { kind: 'call', id: 3, node: 'root', verb: 'recv', args: { socket: 1 } },
  { kind: 'return', id: 3, verb: 'recv', result: { ok: { data: EVIL } } },
  { kind: 'indication', node: 'leaf-1', socket: 2, event: 'FD_CONNECT', error: 'NO_ERROR' },
  { kind: 'settled', by: 'provider' },
];

const FINDING: Finding = {
  clause: 'JOIN-3.6',
  expected: 'FD_CONNECT after WSPAccept',
  saw: `FD_CONNECT on ${EVIL}`,
  at: 10,
  against: [3],
};

/** The elements of an XML document, each with its text; throws where it is not well-formed. */
function parsed(xml: string): readonly { readonly name: string; readonly text: string; readonly at: string }[] {
  const found: { name: string; text: string; at: string }[] = [];
  const open: number[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    open.push(found.length);
    found.push({ name, text: '', at: JSON.stringify(attributes) });
  });
  parser.on('text', (text) => {
    const element = found[open.at(-1) ?? -1];
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return found;
}

describe('the story of a trace', () => {
  const { rows } = storyOf(TRACE, FINDING);

  it('ends with the event that is wrong, and with what is wrong', () => {
    expect(rows.map(({ is, index }) => [is, index])).toEqual([
      ['call', 1],
      ['message', 3],
      ['remark', 5],
      ['indication', 6],
      ['quiet', 7],
      ['call', 8],
      ['indication', 10],
      ['verdict', 10],
    ]);
  });

  it('marks that event, and those that it contradicts', () => {
    expect(rows.flatMap((row) => ('mark' in row && row.mark !== undefined ? [[row.index, row.mark]] : []))).toEqual([
      [3, 'against'],
      [10, 'here'],
    ]);
  });

  it('goes to the end where nothing is wrong', () => {
    expect(storyOf(TRACE).rows.at(-1)).toMatchObject({ is: 'quiet', index: 11, text: 'all is quiet' });
  });

  it('gives a return a row of its own where something was done while its call was kept in flight', () => {
    const held: Trace = [...TRACE.slice(0, 4), { kind: 'note', text: arrivalNote({ messages: 1 }) }, ...TRACE.slice(4)];
    const returns = (trace: Trace): readonly number[] =>
      storyOf(trace).rows.flatMap(({ is, index }) => (is === 'return' ? [index] : []));
    expect(returns(TRACE)).toEqual([]);
    expect(returns(held)).toEqual([5]);
  });

  it('leaves the earlier part of a very long one out, but for what is marked', () => {
    const many = Array.from({ length: 1000 }, (): TraceEvent => ({ kind: 'settled', by: 'provider' }));
    const at = TRACE.length + many.length - 1;
    const long = storyOf([...TRACE, ...many], { ...FINDING, at });
    expect(long.rows.length).toBeLessThan(420);
    expect(long.rows[1]).toMatchObject({ index: 3, mark: 'against' });
    expect(long.rows.at(-1)).toMatchObject({ is: 'verdict', index: at });
  });
});

describe('the diagram in SVG', () => {
  const svg = svgOf(storyOf(TRACE, FINDING));
  const elements = parsed(svg);

  it('is well-formed, with no script and nothing of a provider as markup', () => {
    const known = ['svg', 'title', 'desc', 'style', 'rect', 'text', 'line', 'g', 'circle', 'path'];
    expect(elements.filter(({ name }) => !known.includes(name))).toEqual([]);
    expect(svg).not.toContain('<script');
    expect(svg).not.toMatch(/ on\w+=|href/u);
    const said = elements.filter(({ name }) => name === 'text').map(({ text }) => text);
    expect(said.some((text) => text.includes('</text><script>alert(1)</script>;\\u000aend'))).toBe(true);
  });

  it('says in words what it shows', () => {
    const [title] = elements.filter(({ name }) => name === 'title');
    expect(title?.text).toContain('JOIN-3.6 does not hold for evil');
    expect(elements.find(({ name }) => name === 'desc')?.text).toContain('expected was FD_CONNECT after WSPAccept');
    expect(svg).toMatch(/role="img" aria-labelledby="joinleaf-title joinleaf-desc"/u);
  });

  it('marks what is wrong by a sign and by colour, light and dark', () => {
    expect(elements.filter(({ at }) => at.includes('"indication here"'))).toHaveLength(1);
    expect(elements.filter(({ at }) => at.includes('"message against"'))).toHaveLength(1);
    const texts = elements.filter(({ name }) => name === 'text').map(({ text }) => text);
    expect(texts).toContain('✗ FD_CONNECT (0) on 2');
    expect(texts).toContain('⚑ WSPJoinLeaf 2 → root = 2');
    expect(texts).toContain('expected FD_CONNECT after WSPAccept');
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
  });

  it('has room for eight lifelines and sixty events', () => {
    const nodes = ['root', ...Array.from({ length: 7 }, (_, at) => `leaf-${at + 1}`)];
    const events = Array.from({ length: 60 }, (_, at): readonly TraceEvent[] => {
      const node = nodes[at % 8] ?? 'root';
      return [
        {
          kind: 'call',
          id: at,
          node,
          verb: 'send',
          args: { socket: 100, data: `${node} says ${'so much '.repeat(20)}` },
        },
        { kind: 'return', id: at, verb: 'send', result: { ok: {} } },
      ];
    });
    const trace = [between(nodes), ...events.flat()];
    const drawn = parsed(svgOf(storyOf(trace, { ...FINDING, at: trace.length - 1, against: [] })));
    const [width = 0, height = 0] = ['width', 'height'].map((key) => number(drawn[0]?.at, key));
    expect(width).toBeLessThan(2200);
    const texts = drawn.filter(({ name }) => name === 'text');
    const ends = texts.map(({ text, at }) => number(at, 'x') + (at.includes('"say"') ? text.length * 7.3 : 0));
    expect(Math.max(...ends)).toBeLessThanOrEqual(width);
    const tops = texts.filter(({ at }) => at.includes('"index"')).map(({ at }) => number(at, 'y'));
    expect(tops.length).toBeGreaterThanOrEqual(60);
    // No two rows touch.
    expect(tops.every((top, at) => at === 0 || top - (tops[at - 1] ?? 0) >= 24)).toBe(true);
    expect(Math.max(...tops)).toBeLessThan(height);
  });
});

describe('the diagram in Mermaid', () => {
  const lines = mermaidOf(storyOf(TRACE, FINDING)).trimEnd().split('\n');

  it('has nodes as participants, calls and indications, and the verdict', () => {
    expect(lines[0]).toBe('sequenceDiagram');
    expect(lines).toContain('  participant n0 as root');
    expect(lines).toContain('    n1->>n0: ⚑ WSPJoinLeaf 2 → root = 2');
    expect(lines).toContain('  n0-->>n0: FD_ACCEPT on 1');
    expect(lines).toContain('    n1-->>n1: ✗ FD_CONNECT (0) on 2');
    expect(lines.at(-2)).toMatch(/^ {4}Note over n1: JOIN-3.6#58; .*<br\/>expected FD_CONNECT after WSPAccept<br\/>/u);
  });

  it('leaves nothing of a provider that could mean something', () => {
    const statement =
      /^ +(?:participant n\d as|n\d-?->>n\d:|Note (?:over n\d(?:,n\d)?|right of n\d):|acc(?:Title|Descr):) (.*)$/u;
    for (const line of lines.slice(1)) {
      if (/^ {2}(?:rect rgba\([\d., ]+\)|end)$/u.test(line)) continue;
      const text = (statement.exec(line)?.[1] ?? 'no statement;').replaceAll('<br/>', ' ').replaceAll(/#\d+;/gu, '');
      expect(text, line).not.toMatch(/[;#%<>&{}:\\\n]|no statement/u);
    }
  });
});

function number(attributes: string | undefined, key: string): number {
  return Number(new RegExp(`"${key}":"([\\d.]+)"`, 'u').exec(attributes ?? '')?.[1]);
}

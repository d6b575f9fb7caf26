import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringifyTrace, type Trace } from '../src/index.js';
import { headerOf } from '../src/trace/testing/header.js';
import { joinleafHere } from './here.js';

const address = (host: number) => ({ family: 2, host: `10.0.0.${host}`, port: 0 });
const TRACE: Trace = [
  headerOf({
    provider: { name: 'a <b>bold</b> one', version: '1' },
    capabilities: {
      schemes: ['admit'],
      dataPlanes: ['nonrooted-data'],
      entries: [{ id: 1, name: 'e', serviceFlags: 0xc00, addressFamily: 2 }],
      features: [],
    },
    nodes: { root: address(1), 'leaf-1': address(2) },
  }),
  { kind: 'call', id: 1, node: 'leaf-1', verb: 'joinLeaf', args: { socket: 7, name: address(1), flags: 4 } },
  { kind: 'return', id: 1, verb: 'joinLeaf', result: { ok: { socket: 7 } } },
];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-show-'));
  writeFileSync(path.join(folder, 'trace.ndjson'), stringifyTrace(TRACE));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const shown = (...args: readonly string[]) => joinleafHere('show', ...args);

describe('joinleaf show', () => {
  const file = (): string => path.join(folder, 'trace.ndjson');

  it('draws for a terminal: a column a node, up to what is wrong', async () => {
    const { code, out } = await shown(file());
    expect(code).toBe(0);
    expect(out.split('\n').slice(4)).toMatchInlineSnapshot(`
      [
        "     root   leaf-1",
        "#1    ◀───────●    ⚑ WSPJoinLeaf 7 → root",
        "#2    │       ○    ✗ WSPJoinLeaf = 7",
        "      │       │    ✗ USING-20: a join that cannot be says why and touches nobody",
        "      │       │    expected WSAENOTSOCK: leaf-1 has no socket 7",
        "      │       │    saw joinLeaf succeeded",
        "     root   leaf-1",
        "",
      ]
    `);
  });

  it.each([
    ['svg', '<svg xmlns="http://www.w3.org/2000/svg"'],
    ['mermaid', 'sequenceDiagram'],
  ])('draws as %s, with nothing of a provider as markup', async (format, begin) => {
    const { code, out } = await shown(file(), '--format', format);
    expect(code).toBe(0);
    expect(out.startsWith(begin)).toBe(true);
    expect(out).not.toContain('<b>');
  });

  it('says in one line what it cannot read', async () => {
    const { code, out, err } = await shown(path.join(folder, 'none.ndjson'));
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2]);
  });
});

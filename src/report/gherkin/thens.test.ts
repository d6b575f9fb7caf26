import { describe, expect, it } from 'vitest';
import type { ExpectEvent, Expectation, Trace } from '../../trace/index.js';
import { headerOf } from '../../trace/testing/header.js';
import { People, type Person } from './people.js';
import { thenOf } from './thens.js';

const header = headerOf({
  capabilities: { schemes: [], dataPlanes: [], entries: [], features: [] },
  case: { id: 'orderings/x', name: 'X', clauses: [] },
});

const person = (name: string, own: number, member: number, links: Person['links'] = {}): Person => ({
  ...{ name, node: name, own, member, links },
  roles: { control: name === 'root' ? 'c_root' : 'c_leaf', data: 'd_leaf' },
});

const people = new People([person('root', 1, 1, { 'leaf-1': 7 }), person('leaf-1', 2, 5), person('leaf-2', 3, 3)]);

const sent: Trace = [
  header,
  { kind: 'call', id: 4, node: 'leaf-2', verb: 'joinLeaf', args: { socket: 3, name: null, flags: 4 } },
  { kind: 'call', id: 5, node: 'leaf-1', verb: 'send', args: { socket: 5, data: 'mine' } },
];

function said(expectation: Expectation, trace: Trace = sent, says = 'the reader'): string | undefined {
  const event: ExpectEvent = { kind: 'expect', clauses: [], says, expectation };
  return thenOf(event, trace, people);
}

describe('what is expected', () => {
  it.each<readonly [Expectation, string | undefined]>([
    [{ see: 'members', sockets: [] }, 'nobody has joined'],
    [{ see: 'members', sockets: [{ node: 'leaf-1', socket: 5 }] }, 'leaf-1 has joined, and nobody else'],
    [
      {
        see: 'members',
        sockets: [
          { node: 'leaf-1', socket: 5 },
          { node: 'leaf-2', socket: 3 },
        ],
      },
      'leaf-1 and leaf-2 have joined, and nobody else',
    ],
    [{ see: 'members', sockets: [{ node: 'leaf-1', socket: 2 }] }, undefined],
    [
      { see: 'indication', node: 'leaf-2', socket: 3, event: 'FD_CONNECT', error: ['NO_ERROR'], since: 0 },
      'leaf-2 gets FD_CONNECT without error',
    ],
    [
      { see: 'indication', node: 'root', socket: 7, event: 'FD_CLOSE', times: 1, since: 0 },
      "the root's link to leaf-1 gets FD_CLOSE, once",
    ],
    [
      { see: 'indication', node: 'root', socket: 1, event: 'FD_CONNECT', error: ['WSAECONNREFUSED'], since: 0 },
      'the root gets FD_CONNECT with WSAECONNREFUSED',
    ],
    [{ see: 'indication', node: 'root', socket: 1, event: 'FD_CONNECT', times: 2, since: 0 }, undefined],
    [{ see: 'no-indication', node: 'leaf-1', socket: 5, event: 'FD_CLOSE', since: 0 }, 'leaf-1 gets no FD_CLOSE'],
    [{ see: 'no-indication', node: 'leaf-1', socket: 99, event: 'FD_CLOSE', since: 0 }, undefined],
    [{ see: 'return', call: 4, outcome: 'ok' }, "leaf-2's call succeeds"],
    [{ see: 'return', call: 4, outcome: 'any-error' }, "leaf-2's call fails"],
    [
      { see: 'return', call: 4, outcome: ['WSAEINVAL', 'WSAEFAULT'] },
      "leaf-2's call fails with WSAEINVAL or WSAEFAULT",
    ],
    [{ see: 'no-return', call: 4 }, "leaf-2's call has not returned"],
    [{ see: 'return', call: 99, outcome: 'ok' }, undefined],
    [{ see: 'received', node: 'leaf-1', socket: 5, data: ['mine'], since: 0 }, 'leaf-1 receives nothing'],
    [{ see: 'received', node: 'leaf-1', socket: 5, data: ['a', 'mine', 'b'], since: 0 }, 'leaf-1 receives "a" and "b"'],
    [{ see: 'received', node: 'leaf-1', socket: 2, data: [], since: 0 }, "leaf-1's listening socket receives nothing"],
    [{ see: 'value', call: 4, path: [], is: 1 }, undefined],
  ])('%j', (expectation, sentence) => {
    expect(said(expectation)).toBe(sentence);
  });

  it('is said as the scenario said it, where that was a Then', () => {
    const ofFeature: Trace = [
      { ...header, case: { id: 'features/a.feature#A', name: 'A', clauses: [] } },
      ...sent.slice(1),
    ];
    const expectation: Expectation = { see: 'return', call: 4, outcome: 'ok' };
    expect(said(expectation, ofFeature, `the leaf's call fails`)).toBe(`the leaf's call fails`);
    expect(said(expectation, ofFeature, 'a root and a leaf')).toBe(`leaf-2's call succeeds`);
  });
});

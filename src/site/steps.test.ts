import { describe, expect, it } from 'vitest';
import type { Trace } from '../trace/index.js';
import { headerOf } from '../trace/testing/header.js';
import { orderingOf } from './steps.js';

const address = (host: number, port = 0) => ({ family: 2, host: `10.0.0.${host}`, port });
const ROOT_FLAGS = 0x02 | 0x10;
const LEAF_FLAGS = 0x04 | 0x10;
const ALL = 0x3f;

const TRACE: Trace = [
  headerOf({
    capabilities: {
      schemes: ['admit'],
      dataPlanes: ['nonrooted-data'],
      entries: [{ id: 1, name: 'e', serviceFlags: 0xc00, addressFamily: 2 }],
      features: [],
    },
    nodes: { root: address(1), 'leaf-1': address(2) },
  }),
  { kind: 'call', id: 1, node: 'root', verb: 'socket', args: { entry: 1, flags: ROOT_FLAGS, blocking: false } },
  { kind: 'return', id: 1, verb: 'socket', result: { ok: { socket: 1 } } },
  { kind: 'call', id: 2, node: 'root', verb: 'bind', args: { socket: 1, name: address(1) } },
  { kind: 'return', id: 2, verb: 'bind', result: { ok: {} } },
  { kind: 'call', id: 3, node: 'root', verb: 'getSockName', args: { socket: 1 } },
  { kind: 'return', id: 3, verb: 'getSockName', result: { ok: { name: address(1, 1024) } } },
  { kind: 'call', id: 4, node: 'root', verb: 'eventSelect', args: { socket: 1, events: ALL } },
  { kind: 'return', id: 4, verb: 'eventSelect', result: { ok: {} } },
  { kind: 'call', id: 5, node: 'leaf-1', verb: 'socket', args: { entry: 1, flags: LEAF_FLAGS, blocking: false } },
  { kind: 'return', id: 5, verb: 'socket', result: { ok: { socket: 2 } } },
  { kind: 'call', id: 6, node: 'leaf-1', verb: 'bind', args: { socket: 2, name: address(2) } },
  { kind: 'return', id: 6, verb: 'bind', result: { ok: {} } },
  { kind: 'call', id: 7, node: 'leaf-1', verb: 'eventSelect', args: { socket: 2, events: ALL } },
  { kind: 'return', id: 7, verb: 'eventSelect', result: { ok: {} } },
  { kind: 'call', id: 8, node: 'root', verb: 'listen', args: { socket: 1, backlog: 8 } },
  { kind: 'return', id: 8, verb: 'listen', result: { ok: {} } },
  { kind: 'settled', by: 'provider' },
  { kind: 'call', id: 9, node: 'leaf-1', verb: 'joinLeaf', args: { socket: 2, name: address(1, 1024), flags: 4 } },
  { kind: 'return', id: 9, verb: 'joinLeaf', result: { ok: { socket: 2 } } },
  { kind: 'indication', node: 'root', socket: 1, event: 'FD_ACCEPT', error: 'NO_ERROR' },
  { kind: 'call', id: 10, node: 'root', verb: 'accept', args: { socket: 1 } },
  { kind: 'return', id: 10, verb: 'accept', result: { ok: { socket: 3, peer: address(2, 1025) } } },
  { kind: 'indication', node: 'leaf-1', socket: 2, event: 'FD_CONNECT', error: 'NO_ERROR' },
  { kind: 'call', id: 11, node: 'leaf-1', verb: 'closeSocket', args: { socket: 2 } },
  { kind: 'return', id: 11, verb: 'closeSocket', result: { ok: {} } },
];

describe('the steps of an ordering', () => {
  const { steps } = orderingOf(TRACE);

  it('are the events that its diagram shows, each with whom it concerns', () => {
    expect(steps.map(({ event, text }) => `${event} ${text}`)).toEqual([
      '15 root: WSPListen 1, backlog 8',
      '17 all is quiet',
      '18 leaf-1: WSPJoinLeaf 2 → root = 2',
      '20 root: FD_ACCEPT on 1',
      '21 root: WSPAccept 1 = 3',
      '23 leaf-1: FD_CONNECT (0) on 2',
      '24 leaf-1: WSPCloseSocket 2',
    ]);
  });

  it('say what became of each socket', () => {
    const told = steps.map(({ changes }) => changes.map(({ socket, state }) => `${socket}: ${state || 'closed'}`));
    expect(told).toEqual([
      ['leaf-1 · 2: bound', 'root · 1: listening'],
      [],
      ['leaf-1 · 2: join pending', 'root · 1: listening, 1 request waits'],
      [],
      ['leaf-1 · 2: accepted', 'root · 1: listening', 'root · 3: link to a leaf'],
      ['leaf-1 · 2: joined'],
      ['leaf-1 · 2: closed'],
    ]);
  });
});

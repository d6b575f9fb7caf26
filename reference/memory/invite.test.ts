import { describe, expect, it } from 'vitest';
import { ENTRIES } from './capabilities.js';
import { Case, errorOf, ok } from './testing.js';

describe('a root that invites a leaf', () => {
  it('gets a descriptor at once, and FD_CONNECT once the leaf has accepted (USING-2, JOIN-2.4, JOIN-2.6)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root');
    const listening = the.make('leaf-1', 'c_leaf', { backlog: 1 });
    const standIn = the.joins(root, listening);
    expect(standIn.socket).not.toBe(root.socket);
    expect(the.log).toEqual([]);
    the.settle();
    expect(the.told(listening)).toEqual(['FD_ACCEPT']);
    expect(the.told(root)).toEqual([]);
    const leaf = the.accepts(listening);
    expect(leaf.socket).not.toBe(listening.socket);
    the.settle();
    expect(the.told(root)).toEqual(['FD_CONNECT']);
    expect(the.told(standIn)).toEqual([]);
  });

  it('works for every data role (JOIN-1.2)', () => {
    for (const [entry, rootData, leafData] of [
      [ENTRIES.rootedRooted, 'd_root', 'd_leaf'],
      [ENTRIES.rootedRooted, 'd_leaf', 'd_root'],
      [ENTRIES.rootedNonrooted, 'd_leaf', 'd_leaf'],
    ] as const) {
      const the = new Case();
      const root = the.make('root', 'c_root', { entry, data: rootData });
      const { leaf } = the.invited(root, the.make('leaf-1', 'c_leaf', { entry, data: leafData, backlog: 1 }));
      expect(the.told(root)).toEqual(['FD_CONNECT']);
      the.send(root, 'down');
      the.send(leaf, 'up');
      the.settle();
      expect([the.received(leaf), the.received(root)]).toEqual([['down'], ['up']]);
    }
  });

  it('is refused by a leaf that does not listen, and may try again (JOIN-2.3, USING-10)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root');
    const leaf = the.make('leaf-1', 'c_leaf');
    const failedOne = the.joins(root, leaf);
    the.settle();
    expect(the.told(root)).toEqual(['FD_CONNECT WSAECONNREFUSED']);
    expect(the.told(leaf)).toEqual([]);
    expect(errorOf(the.join(failedOne, leaf))).toBe('WSAEINVAL');
    ok(the.call('listen')('leaf-1', { socket: leaf.socket, backlog: 1 }));
    the.invited(root, leaf);
    expect(the.told(root)).toEqual(['FD_CONNECT WSAECONNREFUSED', 'FD_CONNECT']);
  });

  it('invites one leaf at a time, and as many as it likes (USING-7, USING-9)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root');
    const one = the.make('leaf-1', 'c_leaf', { backlog: 1 });
    const two = the.make('leaf-2', 'c_leaf', { backlog: 1 });
    the.joins(root, one);
    expect(errorOf(the.join(root, two))).toBe('WSAEALREADY');
    the.settle();
    the.accepts(one);
    the.settle();
    the.invited(root, two);
    expect(the.told(root)).toEqual(['FD_CONNECT', 'FD_CONNECT']);
  });

  it('cannot use the descriptor before FD_CONNECT, except to cancel (USING-6, CLOSE-2)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root');
    const listening = the.make('leaf-1', 'c_leaf', { backlog: 1 });
    const { node, socket } = the.joins(root, listening);
    expect(errorOf(the.send({ node, socket }, 'x'))).toBe('WSAENOTCONN');
    expect(errorOf(the.call('recv')(node, { socket }))).toBe('WSAENOTCONN');
    expect(errorOf(the.call('listen')(node, { socket, backlog: 1 }))).toBe('WSAEINVAL');
    expect(errorOf(the.call('accept')(node, { socket }))).toBe('WSAEINVAL');
    expect(errorOf(the.join({ node, socket }, listening))).toBe('WSAEINVAL');
    the.settle();
    the.close({ node, socket });
    the.settle();
    expect(errorOf(the.call('accept')('leaf-1', { socket: listening.socket }))).toBe('WSAEWOULDBLOCK');
    expect(the.told(root)).toEqual([]);
    the.invited(root, listening);
    expect(the.told(root)).toEqual(['FD_CONNECT']);
  });

  it('may cancel while the leaf accepts: the accepted socket is then closed from afar (ACCEPT-6)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root');
    const listening = the.make('leaf-1', 'c_leaf', { backlog: 1 });
    const standIn = the.joins(root, listening);
    the.settle();
    the.close(standIn);
    const leaf = the.accepts(listening);
    the.send(root, 'to nobody');
    the.settle();
    expect(the.told(leaf)).toEqual(['FD_CLOSE']);
    expect(the.received(leaf)).toEqual([]);
    expect(the.told(root)).toEqual([]);
  });

  it('passes its properties on to the descriptor, and the listening socket to the accepted one (USING-12, ACCEPT-7)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root');
    const listening = the.make('leaf-1', 'c_leaf', { backlog: 1 });
    const { standIn, leaf } = the.invited(root, listening);
    expect(the.nameOf(standIn)).toEqual(the.nameOf(root));
    expect(the.nameOf(leaf)).toEqual(the.nameOf(listening));
    the.close(leaf);
    the.settle();
    expect(the.told(standIn)).toEqual(['FD_CLOSE']);
    expect(errorOf(the.call('listen')('root', { socket: standIn.socket, backlog: 1 }))).toBe('WSAEINVAL');
  });
});

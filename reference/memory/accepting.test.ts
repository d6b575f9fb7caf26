import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/provider.js';
import { Case, errorOf, now, ok, type Handle } from './testing.js';

const leaves = ['leaf-1', 'leaf-2', 'leaf-3'];

/** A listening root, and leaves that have asked to be admitted, one after the other. */
function queued(n: number): {
  the: Case;
  root: Handle;
  asking: readonly Handle[];
  conditions: (c: Condition) => unknown;
} {
  const the = new Case(['root', ...leaves]);
  const root = the.make('root', 'c_root', { backlog: 5 });
  const asking = leaves.slice(0, n).map((node) => {
    const leaf = the.make(node, 'c_leaf');
    the.joins(leaf, root);
    the.settle();
    return leaf;
  });
  return {
    the,
    root,
    asking,
    conditions: (condition) => now(the.call('accept')('root', { socket: root.socket, condition })),
  };
}

describe('WSPAccept', () => {
  it('takes requests first come, first served, and announces the rest again (ACCEPT-3, EVENTS-3)', () => {
    const { the, root, asking } = queued(3);
    expect(the.told(root)).toEqual(['FD_ACCEPT']);
    for (const leaf of asking) {
      const { peer } = ok(the.call('accept')('root', { socket: root.socket }));
      expect(peer).toEqual(the.nameOf(leaf));
    }
    expect(the.told(root)).toEqual(['FD_ACCEPT', 'FD_ACCEPT', 'FD_ACCEPT']);
    expect(errorOf(the.call('accept')('root', { socket: root.socket }))).toBe('WSAEWOULDBLOCK');
  });

  it('rejects on both sides (ACCEPT-4)', () => {
    const { the, asking, conditions } = queued(1);
    expect(conditions({ answer: 'CF_REJECT' })).toMatchObject({
      error: 'WSAECONNREFUSED',
      condition: { callerData: '' },
    });
    the.settle();
    expect(asking.map((leaf) => the.told(leaf))).toEqual([['FD_CONNECT WSAECONNREFUSED']]);
  });

  it('defers: the request stays first, unannounced, and nobody is told (ACCEPT-5)', () => {
    const { the, root, asking, conditions } = queued(2);
    const [first] = asking;
    expect(conditions({ answer: 'CF_DEFER' })).toMatchObject({ error: 'WSATRY_AGAIN' });
    the.settle();
    expect(the.told(root)).toEqual(['FD_ACCEPT']);
    expect(asking.map((leaf) => the.told(leaf))).toEqual([[], []]);
    expect(ok(the.call('accept')('root', { socket: root.socket })).peer).toEqual(first && the.nameOf(first));
    expect(the.told(root)).toEqual(['FD_ACCEPT', 'FD_ACCEPT']);
  });

  it('announces those behind a deferred request that is withdrawn', () => {
    const { the, root, asking, conditions } = queued(2);
    conditions({ answer: 'CF_DEFER' });
    if (asking[0]) the.close(asking[0]);
    the.settle();
    expect(the.told(root)).toEqual(['FD_ACCEPT', 'FD_ACCEPT']);
  });

  it('carries caller data there and callee data back (ACCEPT-8, USING-18)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root', { backlog: 1 });
    const { node, socket } = the.make('leaf-1', 'c_leaf');
    ok(the.bed.joinLeaf(node, { socket, name: the.nameOf(root), flags: 4, callerData: 'may I' }));
    the.settle();
    const given = ok(
      the.call('accept')('root', { socket: root.socket, condition: { answer: 'CF_ACCEPT', calleeData: 'you may' } }),
    );
    expect(given.condition).toEqual({ caller: the.nameOf({ node, socket }), callerData: 'may I' });
    expect(ok(the.call('calleeData')(node, { socket }))).toEqual({ data: '' });
    the.settle();
    expect(ok(the.call('calleeData')(node, { socket }))).toEqual({ data: 'you may' });
  });

  it('fails on a socket that does not listen; the accepted one does not accept (ACCEPT-1, ACCEPT-7)', () => {
    const { the, root } = queued(1);
    const { node, socket } = the.accepts(root);
    expect(errorOf(the.call('accept')(node, { socket }))).toBe('WSAEINVAL');
    expect(errorOf(the.call('listen')(node, { socket, backlog: 1 }))).toBe('WSAEISCONN');
  });
});

describe('a plain socket', () => {
  it('neither joins nor is accepted by a listening c_leaf (USING-1, DIFF-3)', () => {
    const the = new Case();
    const listening = the.make('leaf-1', 'c_leaf', { backlog: 1 });
    const { node, socket } = the.make('leaf-2', 'plain');
    expect(errorOf(the.join({ node, socket }, listening))).toBe('WSAEOPNOTSUPP');
    expect(errorOf(the.call('connect')(node, { socket, name: the.nameOf(listening) }))).toBe('WSAEWOULDBLOCK');
    the.settle();
    expect(the.told({ node, socket })).toEqual(['FD_CONNECT WSAECONNREFUSED']);
    expect(the.told(listening)).toEqual([]);
  });
});

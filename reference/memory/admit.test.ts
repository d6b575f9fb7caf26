import { describe, expect, it } from 'vitest';
import { Case, errorOf, ok } from './testing.js';

describe('a leaf that requests admittance', () => {
  it('keeps its descriptor, and gets FD_CONNECT once the root has admitted it (USING-3, USING-15, JOIN-3)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root', { backlog: 2 });
    const leaf = the.make('leaf-1', 'c_leaf');
    expect(the.joins(leaf, root)).toEqual(leaf);
    expect(errorOf(the.send(leaf, 'x'))).toBe('WSAENOTCONN');
    the.settle();
    expect([the.told(root), the.told(leaf)]).toEqual([['FD_ACCEPT'], []]);
    const standIn = the.accepts(root);
    the.settle();
    expect(the.told(leaf)).toEqual(['FD_CONNECT']);
    expect(errorOf(the.join(leaf, root))).toBe('WSAEISCONN');
    the.close(leaf);
    the.settle();
    expect(the.told(standIn)).toEqual(['FD_CLOSE']);
  });

  it('is refused where nobody listens, where the queue is full, and by another leaf (JOIN-3.2, LISTEN-2, JOIN-5.4)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root');
    const [one, two] = [the.make('leaf-1', 'c_leaf'), the.make('leaf-2', 'c_leaf')];
    the.joins(one, root);
    the.settle();
    ok(the.call('listen')('root', { socket: root.socket, backlog: 1 }));
    the.joins(one, root);
    the.settle();
    the.joins(two, root);
    the.settle();
    expect(the.told(one)).toEqual(['FD_CONNECT WSAECONNREFUSED']);
    expect(the.told(two)).toEqual(['FD_CONNECT WSAECONNREFUSED']);
    ok(the.call('listen')('root', { socket: root.socket, backlog: 2 }));
    the.joins(two, root);
    the.settle();
    the.accepts(root);
    the.accepts(root);
    the.settle();
    expect([the.told(one).at(-1), the.told(two).at(-1)]).toEqual(['FD_CONNECT', 'FD_CONNECT']);
    const listening = the.make('leaf-1', 'c_leaf', { backlog: 1 });
    const stray = the.make('leaf-2', 'c_leaf');
    the.joins(stray, listening);
    the.settle();
    expect([the.told(listening), the.told(stray)]).toEqual([[], ['FD_CONNECT WSAECONNREFUSED']]);
  });

  it('may ask a root that invites others meanwhile (USING-16, DIFF-1)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root', { backlog: 2 });
    const asking = the.make('leaf-1', 'c_leaf');
    const listening = the.make('leaf-2', 'c_leaf', { backlog: 1 });
    the.joins(asking, root);
    the.joins(root, listening);
    the.settle();
    const invitedLeaf = the.accepts(listening);
    the.accepts(root);
    the.settle();
    expect([...the.told(root)].sort()).toEqual(['FD_ACCEPT', 'FD_CONNECT']);
    expect(the.told(asking)).toEqual(['FD_CONNECT']);
    the.send(root, 'to all');
    the.settle();
    expect([the.received(asking), the.received(invitedLeaf)]).toEqual([['to all'], ['to all']]);
  });

  it('does not lose what is sent to it between its admission and its FD_CONNECT', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const the = new Case(['root', 'leaf-1', 'leaf-2'], seed);
      const root = the.make('root', 'c_root', { backlog: 2 });
      const leaf = the.make('leaf-1', 'c_leaf');
      the.joins(leaf, root);
      the.settle();
      the.accepts(root);
      the.send(root, 'welcome');
      the.settle();
      expect(the.told(leaf)).toEqual(['FD_CONNECT', 'FD_READ']);
      expect(the.received(leaf)).toEqual(['welcome']);
    }
  });

  it('may give up before it is answered, and may come to nothing by a root that closes (CLOSE-2, USING-17)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root', { backlog: 3 });
    const [one, two] = [the.make('leaf-1', 'c_leaf'), the.make('leaf-2', 'c_leaf')];
    the.joins(one, root);
    the.settle();
    the.joins(two, root);
    the.settle();
    the.close(one);
    the.settle();
    expect(the.told(root)).toEqual(['FD_ACCEPT']);
    the.close(root);
    the.settle();
    expect([the.told(one), the.told(two)]).toEqual([[], ['FD_CONNECT WSAECONNRESET']]);
    expect(errorOf(the.join(two, the.bed.unreachable ?? the.home('root')))).toBe(undefined);
  });

  it('is admitted and then let down by a root that accepts and closes', () => {
    const the = new Case();
    const root = the.make('root', 'c_root', { backlog: 1 });
    const leaf = the.make('leaf-1', 'c_leaf');
    the.joins(leaf, root);
    the.settle();
    const standIn = the.accepts(root);
    the.close(root);
    the.settle();
    expect(the.told(leaf)).toEqual(['FD_CONNECT', 'FD_CLOSE']);
    expect(the.told(standIn)).toEqual(['FD_CLOSE']);
  });
});

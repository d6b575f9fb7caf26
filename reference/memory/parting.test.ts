import { describe, expect, it } from 'vitest';
import { SD } from '../../src/provider.js';
import { Case, errorOf, ok } from './testing.js';

/** A session with two leaves, one invited and one admitted. */
function session() {
  const the = new Case();
  const root = the.make('root', 'c_root', { backlog: 2 });
  const invited = the.invited(root, the.make('leaf-1', 'c_leaf', { backlog: 1 }));
  const leaf = the.make('leaf-2', 'c_leaf');
  the.joins(leaf, root);
  the.settle();
  const admitted = { standIn: the.accepts(root), leaf };
  the.settle();
  the.log.length = 0;
  return { the, root, invited, admitted };
}

describe('parting', () => {
  it('tells the root of a leaf that closes (USING-13, CLOSE-1, CLOSE-2)', () => {
    const { the, root, invited, admitted } = session();
    for (const { leaf, standIn } of [invited, admitted]) {
      the.close(leaf);
      expect(errorOf(the.send(leaf, 'x'))).toBe('WSAENOTSOCK');
      the.settle();
      expect(the.told(standIn)).toEqual(['FD_CLOSE']);
      expect(the.told(leaf)).toEqual([]);
    }
    expect(the.told(root)).toEqual([]);
  });

  it('tells one leaf of a root that closes its descriptor for it (USING-14)', () => {
    const { the, root, invited, admitted } = session();
    the.close(invited.standIn);
    the.settle();
    expect([the.told(invited.leaf), the.told(admitted.leaf)]).toEqual([['FD_CLOSE'], []]);
    the.send(root, 'still there');
    the.settle();
    expect([the.received(invited.leaf), the.received(admitted.leaf)]).toEqual([[], ['still there']]);
  });

  it.each(['closes', 'shuts down'])('tells everybody when the root %s (USING-17, DIFF-2, TAXONOMY-1)', (how) => {
    const { the, root, invited, admitted } = session();
    if (how === 'closes') the.close(root);
    else ok(the.call('shutdown')('root', { socket: root.socket, how: SD.BOTH }));
    the.send(invited.leaf, 'too late');
    the.settle();
    for (const { leaf, standIn } of [invited, admitted]) {
      expect([the.told(leaf), the.told(standIn)]).toEqual([['FD_CLOSE'], ['FD_CLOSE']]);
      expect(errorOf(the.send(leaf, 'x'))).toBe('WSAECONNRESET');
    }
    expect(the.told(root)).toEqual([]);
    const late = the.make('leaf-2', 'c_leaf');
    the.joins(late, { ...the.home('root'), port: 49_152 });
    the.settle();
    expect(the.told(late)).toEqual(['FD_CONNECT WSAECONNREFUSED']);
  });

  it('ends the invitation of a root that is shut down with an error', () => {
    const the = new Case();
    const root = the.make('root', 'c_root');
    const listening = the.make('leaf-1', 'c_leaf', { backlog: 1 });
    the.joins(root, listening);
    the.settle();
    ok(the.call('shutdown')('root', { socket: root.socket, how: SD.BOTH }));
    the.settle();
    expect(the.told(root)).toEqual(['FD_CONNECT WSAECONNABORTED']);
    expect(errorOf(the.call('accept')('leaf-1', { socket: listening.socket }))).toBe('WSAEWOULDBLOCK');
  });

  it('ends an invitation that waits at a leaf that closes with an error', () => {
    const the = new Case();
    const root = the.make('root', 'c_root');
    const listening = the.make('leaf-1', 'c_leaf', { backlog: 1 });
    the.joins(root, listening);
    the.settle();
    the.close(listening);
    the.settle();
    expect(the.told(root)).toEqual(['FD_CONNECT WSAECONNRESET']);
  });
});

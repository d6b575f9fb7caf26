import { describe, expect, it } from 'vitest';
import { socketsOf } from './sockets.js';
import { known } from './testing/model-after.js';
import { NOBODY, SESSION, type Hero, type Story } from './testing/story.js';

/** What is said of a socket after a story. */
function said(tell: (s: Story) => Hero): string {
  const { model, told } = known(tell);
  const found = socketsOf({ model }).find(({ node, descriptor }) => node === told.node && descriptor === told.socket);
  return found === undefined ? 'closed' : `${found.roles}: ${found.state}`;
}

const after =
  (make: (s: Story) => Hero, then: (it: Hero, s: Story) => void) =>
  (s: Story): Hero => {
    const it = make(s);
    then(it, s);
    return it;
  };

describe('a socket in words', () => {
  it('is what it was made as, and bound', () => {
    expect(said((s) => s.leaf('leaf-1', { bound: false, events: 0 }))).toBe('c_leaf/d_leaf: made');
    expect(said((s) => s.plain('leaf-1'))).toBe('plain: bound');
    expect(said((s) => s.root())).toBe('c_root/d_root: bound');
    expect(
      said(
        after(
          (s) => s.leaf('leaf-1'),
          (it) => it.closes(),
        ),
      ),
    ).toBe('closed');
    expect(
      said(
        after(
          (s) => s.leaf('leaf-1'),
          (it) => void it.call('closeSocket', {}),
        ),
      ),
    ).toBe('c_leaf/d_leaf: closing');
    expect(
      said(
        after(
          (s) => s.leaf('leaf-1'),
          (it) => it.shuts(),
        ),
      ),
    ).toBe('c_leaf/d_leaf: shut down');
    expect(
      said(
        after(
          (s) => s.leaf('leaf-1'),
          (it) => it.told('FD_CLOSE'),
        ),
      ),
    ).toBe('c_leaf/d_leaf: told FD_CLOSE');
  });

  it('listens, and has so many requests', () => {
    const asked = (times: number) =>
      said(
        after(
          (s) => s.root({ listens: 9 }),
          (it, s) => {
            for (const node of ['leaf-1', 'leaf-2'].slice(0, times)) s.leaf(node).joins(it);
          },
        ),
      );
    expect([0, 1, 2].map(asked)).toEqual([
      'c_root/d_root: listening',
      'c_root/d_root: listening, 1 request waits',
      'c_root/d_root: listening, 2 requests wait',
    ]);
    const answered = after(
      (s) => s.root({ listens: 9 }),
      (it, s) => void it.accepts(s.leaf('leaf-1').joins(it)),
    );
    expect(said(answered)).toBe('c_root/d_root: listening');
  });

  it('joins', () => {
    const joining = (then: (leaf: Hero, root: Hero) => void) =>
      said((s) => {
        const [root, leaf] = [s.root({ listens: 9 }), s.leaf('leaf-1')];
        then(leaf, root);
        return leaf;
      });
    expect(joining((leaf, root) => void leaf.join(root))).toBe('c_leaf/d_leaf: in WSPJoinLeaf');
    expect(joining((leaf, root) => leaf.joins(root))).toBe('c_leaf/d_leaf: join pending');
    expect(joining((leaf, root) => root.accepts(leaf.joins(root)))).toBe('c_leaf/d_leaf: accepted');
    expect(joining((leaf, root) => (root.accepts(leaf.joins(root)), leaf.told('FD_CONNECT')))).toBe(
      'c_leaf/d_leaf: joined',
    );
    expect(joining((leaf) => leaf.joins(NOBODY).told('FD_CONNECT', 'WSAECONNREFUSED'))).toBe(
      'c_leaf/d_leaf: join failed',
    );
  });

  it('invites, and stands for who was invited', () => {
    const inviting = (whom: 'root' | 'link' | 'own', then: (root: Hero, link: Hero, leaf: Hero) => Hero | undefined) =>
      said((s) => {
        const [root, leaf] = [s.root(), s.listener('leaf-1')];
        const link = root.joins(leaf);
        const own = then(root, link, leaf);
        return { root, link, own: own ?? leaf }[whom];
      });
    const pending = (): undefined => undefined;
    const taken = (root: Hero, _link: Hero, leaf: Hero): Hero => leaf.accepts(root);
    const joined = (root: Hero, _link: Hero, leaf: Hero): Hero => {
      const own = leaf.accepts(root);
      root.told('FD_CONNECT');
      return own;
    };
    const refused = (root: Hero): undefined => void root.told('FD_CONNECT', 'WSAETIMEDOUT');
    expect(inviting('root', pending)).toBe('c_root/d_root: invitation pending');
    expect(inviting('root', joined)).toBe('c_root/d_root: bound');
    expect(inviting('link', pending)).toBe('c_leaf/d_leaf: stands for an invited leaf');
    expect(inviting('link', joined)).toBe('c_leaf/d_leaf: link to a leaf');
    expect(inviting('link', refused)).toBe('c_leaf/d_leaf: of no use');
    expect(inviting('own', taken)).toBe('c_leaf/d_leaf: accepted');
    expect(inviting('own', joined)).toBe('c_leaf/d_leaf: joined');
  });

  it('is admitted, or a member by option', () => {
    expect(said((s) => s.admitted(s.leaf('leaf-1'), s.root({ listens: 9 })))).toBe('c_leaf/d_leaf: link to a leaf');
    const byOption = after(
      (s) => s.member('member-1'),
      (it) => it.call('addMembership', { group: SESSION }).gives({}),
    );
    expect(said(byOption)).toBe('c_leaf/d_leaf: member of the group');
  });
});

import { SESSION, type Hero, type Story, type Tell } from './story.js';
import type { Sample } from './examine.js';

function asked(tell: (leaf: Hero, root: Hero, s: Story) => void, backlog = 9): Tell {
  return (s) => {
    const root = s.root({ listens: backlog });
    const leaf = s.leaf('leaf-1').joins(root);
    root.told('FD_ACCEPT');
    tell(leaf, root, s);
  };
}

/** Invitations of a c_root that has been through something already. */
function then(before: (root: Hero, s: Story) => void, after: (root: Hero, s: Story) => void, listens?: number): Tell {
  return (s) => {
    const root = s.root(listens === undefined ? {} : { listens });
    before(root, s);
    s.settles();
    const leaf = s.listener('leaf-3');
    root.joins(leaf);
    leaf.told('FD_ACCEPT');
    after(root, s);
  };
}

const fails: (root: Hero) => void = (root) => root.told('FD_CONNECT', 'WSAEINVAL');
const waits = (): void => undefined;

/** What is wrong with a join that fails: told by FD_CONNECT here, and in other ways just the same (ruling 4). */
export const FAILURES: readonly Sample[] = [
  {
    what: 'an invitation that fails though the leaf listens',
    clause: 'JOIN-2.2',
    breaks: then(waits, fails),
    fits: then(waits, (root) => root.told('FD_CONNECT', 'WSAETIMEDOUT')),
  },
  {
    what: 'a request that fails though the root listens',
    clause: 'JOIN-3.3',
    breaks: asked((leaf) => leaf.told('FD_CONNECT', 'WSAEINVAL')),
    fits: asked((leaf) => leaf.told('FD_CONNECT', 'WSAENETUNREACH')),
  },
  {
    what: 'a nonrooted join that fails though the session is there',
    clause: 'JOIN-4.2',
    breaks: (s) => s.member('member-1').joins(SESSION).told('FD_CONNECT', 'WSAECONNREFUSED'),
    fits: (s) => s.member('member-1').joins(SESSION).told('FD_CONNECT', 'WSAENETUNREACH'),
  },
  {
    what: 'an invitation that was accepted, and fails',
    clause: 'JOIN-2.6',
    breaks: (s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf);
      leaf.told('FD_ACCEPT');
      leaf.accepts(root);
      root.told('FD_CONNECT', 'WSAECONNREFUSED');
    },
    fits: (s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf);
      leaf.told('FD_ACCEPT');
      leaf.accepts(root).closes();
      // The leaf is gone again (ruling 11).
      root.told('FD_CONNECT', 'WSAECONNREFUSED');
    },
  },
  {
    what: 'a request that was accepted, and fails',
    clause: 'JOIN-3.6',
    breaks: asked((leaf, root) => {
      root.accepts(leaf);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
    }),
    fits: asked((leaf, root) => {
      root.accepts(leaf).closes();
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
    }),
  },
  {
    what: 'a request that was rejected, told with another error',
    clause: 'ACCEPT-4',
    breaks: asked((leaf, root) => {
      root.answers('CF_REJECT', leaf);
      leaf.told('FD_CONNECT', 'WSAECONNRESET');
    }),
    fits: asked((leaf, root) => {
      root.answers('CF_REJECT', leaf);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
    }),
  },
  {
    what: 'somebody else’s rejection',
    clause: 'ACCEPT-4',
    breaks: asked((leaf, root, s) => {
      const other = s.leaf('leaf-2').joins(root);
      root.answers('CF_REJECT', leaf);
      other.told('FD_CONNECT', 'WSAECONNREFUSED');
    }),
    fits: asked((_leaf, root, s) => {
      const other = s.leaf('leaf-2').joins(root);
      const answer = root.accept({ answer: 'CF_REJECT' });
      // Whom it rejects is not known until it returns.
      other.told('FD_CONNECT', 'WSAECONNREFUSED');
      answer.fails('WSAECONNREFUSED', { caller: other.name, callerData: '' });
    }),
  },
  {
    what: 'a deferred request that is told to have failed',
    clause: 'ACCEPT-5',
    breaks: asked((leaf, root) => {
      root.answers('CF_DEFER', leaf);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
    }),
    fits: asked((leaf, root, s) => {
      root.answers('CF_DEFER', leaf);
      s.settles();
    }),
  },
  {
    what: 'a refusal with a place free',
    clause: 'LISTEN-2',
    breaks: asked((leaf) => leaf.told('FD_CONNECT', 'WSAECONNREFUSED'), 1),
    fits: asked((_leaf, root, s) => {
      const other = s.leaf('leaf-2').joins(root);
      other.told('FD_CONNECT', 'WSAECONNREFUSED');
    }, 1),
  },
  {
    what: 'a refusal with one of two places free',
    clause: 'LISTEN-2',
    breaks: asked((_leaf, root, s) => s.leaf('leaf-2').joins(root).told('FD_CONNECT', 'WSAECONNREFUSED'), 2),
    fits: asked((leaf, root, s) => {
      const other = s.leaf('leaf-2').joins(root);
      s.leaf('leaf-3').joins(root).told('FD_CONNECT', 'WSAECONNREFUSED');
      root.accepts(leaf);
      root.told('FD_ACCEPT');
      root.accepts(other);
    }, 2),
  },
  {
    what: 'a refusal after another was admitted, though WSPAccept has not returned',
    clause: 'LISTEN-2',
    breaks: asked((leaf, root, s) => {
      root.accept();
      leaf.told('FD_CONNECT');
      s.leaf('leaf-2').joins(root).told('FD_CONNECT', 'WSAECONNREFUSED');
    }, 1),
    fits: asked((leaf, root, s) => {
      const other = s.leaf('leaf-2').joins(root);
      root.accept();
      // When the other's request came, this one still had the place.
      leaf.told('FD_CONNECT');
      other.told('FD_CONNECT', 'WSAECONNREFUSED');
    }, 1),
  },
  {
    what: 'a refusal after another was rejected',
    clause: 'LISTEN-2',
    breaks: asked((leaf, root, s) => {
      root.answers('CF_REJECT', leaf);
      s.leaf('leaf-2').joins(root).told('FD_CONNECT', 'WSAECONNREFUSED');
    }, 1),
    fits: asked((leaf, root, s) => {
      const rejecting = root.accept({ answer: 'CF_REJECT' });
      const other = s.leaf('leaf-2').joins(root);
      // The first one may have had the place until then.
      rejecting.fails('WSAECONNREFUSED', { caller: leaf.name, callerData: '' });
      other.told('FD_CONNECT', 'WSAECONNREFUSED');
    }, 1),
  },
  {
    what: 'a refusal with one of two places free, after somebody was turned away',
    clause: 'LISTEN-2',
    breaks: asked((_leaf, root, s) => {
      const [second, third] = [s.leaf('leaf-2').joins(root), s.leaf('leaf-3').joins(root)];
      third.told('FD_CONNECT', 'WSAECONNREFUSED');
      second.told('FD_CONNECT', 'WSAECONNREFUSED');
    }, 2),
    fits: asked((_leaf, root, s) => {
      const [second, third] = [s.leaf('leaf-2').joins(root), s.leaf('leaf-3').joins(root)];
      // It may have met him in the queue.
      root.accept();
      third.told('FD_CONNECT', 'WSAECONNREFUSED');
      second.told('FD_CONNECT', 'WSAECONNREFUSED');
    }, 2),
  },
  {
    what: 'a full queue, and another error than WSAECONNREFUSED',
    clause: 'LISTEN-2',
    breaks: asked((_leaf, root, s) => s.leaf('leaf-2').joins(root).told('FD_CONNECT', 'WSAEINVAL'), 1),
    fits: asked((_leaf, root, s) => s.leaf('leaf-2').joins(root).told('FD_CONNECT', 'WSAECONNREFUSED'), 1),
  },
  {
    what: 'a pending join that a second one kills',
    clause: 'USING-7',
    breaks: asked((leaf, root) => {
      leaf.join(root).fails('WSAEALREADY');
      leaf.told('FD_CONNECT', 'WSAEALREADY');
    }),
    fits: asked((leaf, root) => {
      leaf.join(root).fails('WSAEALREADY');
      root.accepts(leaf);
      leaf.told('FD_CONNECT');
    }),
  },
  {
    what: 'a join after a cancelled one, that fails',
    clause: 'USING-6',
    breaks: then((root, s) => root.joins(s.listener('leaf-1')).closes(), fails),
    fits: then((root, s) => root.joins(s.listener('leaf-1')).closes(), waits),
  },
  {
    what: 'a join after a completed one, that fails',
    clause: 'USING-9',
    breaks: then((root, s) => void s.invited(root, s.listener('leaf-1')), fails),
    fits: then((root, s) => void s.invited(root, s.listener('leaf-1')), waits),
  },
  {
    what: 'a join after a refused one, that fails',
    clause: 'USING-10',
    breaks: then((root, s) => {
      root.joins(s.leaf('leaf-1'));
      root.told('FD_CONNECT', 'WSAECONNREFUSED');
    }, fails),
    fits: then((root, s) => {
      root.joins(s.leaf('leaf-1'));
      root.told('FD_CONNECT', 'WSAECONNREFUSED');
    }, waits),
  },
  {
    what: 'an invitation of a root that listens, that fails',
    clause: 'USING-16',
    breaks: then(waits, fails, 9),
    fits: then(waits, waits, 9),
  },
  {
    what: 'an invitation of a root that is being asked, that fails',
    clause: 'USING-16',
    breaks: then(
      (root, s) => {
        s.invited(root, s.listener('leaf-1'));
        s.leaf('leaf-2').joins(root);
        root.told('FD_ACCEPT');
      },
      fails,
      9,
    ),
    fits: then(
      (root, s) => {
        s.invited(root, s.listener('leaf-1'));
        s.leaf('leaf-2').joins(root);
        root.told('FD_ACCEPT');
      },
      waits,
      9,
    ),
  },
  {
    what: 'a request to a root that was closed, with an error that says something else',
    clause: 'USING-17',
    by: 'R7',
    breaks: asked((leaf, root) => {
      root.closes();
      leaf.told('FD_CONNECT', 'WSAEINVAL');
    }),
    fits: asked((leaf, root) => {
      root.closes();
      leaf.told('FD_CONNECT', 'WSAECONNABORTED');
    }),
  },
  {
    what: 'an invitation of a leaf that was closed, with an error that says something else',
    clause: 'USING-5',
    by: 'R24',
    breaks: (s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf);
      leaf.closes();
      root.told('FD_CONNECT', 'WSAEINVAL');
    },
    fits: (s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf);
      leaf.closes();
      root.told('FD_CONNECT', 'WSAECONNRESET');
    },
  },
];

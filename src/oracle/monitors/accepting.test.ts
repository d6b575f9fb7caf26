import { examine } from '../testing/examine.js';
import { NOBODY, USUAL, type Hero, type Story, type Tell } from '../testing/story.js';
import { accepting } from './accepting.js';

/** A c_root that has been asked by one leaf, and knows it. */
function asked(tell: (root: Hero, one: Hero, s: Story) => void): Tell {
  return (s) => {
    const root = s.root({ listens: 9 });
    const one = s.leaf('leaf-1').joins(root, { callerData: 'hello' });
    root.told('FD_ACCEPT');
    s.settles();
    tell(root, one, s);
  };
}

/** Two leaves have asked, the second when the first was in the queue already. */
function askedTwice(tell: (root: Hero, one: Hero, other: Hero, s: Story) => void): Tell {
  return asked((root, one, s) => {
    const other = s.leaf('leaf-2').joins(root);
    s.settles();
    tell(root, one, other, s);
  });
}

/** An invitation that was withdrawn, and the leaf that had been told of it. */
function withdrawn(tell: (leaf: Hero, root: Hero, s: Story) => void): Tell {
  return (s) => {
    const leaf = s.listener('leaf-1');
    const root = s.root();
    const link = root.joins(leaf);
    leaf.told('FD_ACCEPT');
    s.settles();
    link.closes();
    tell(leaf, root, s);
  };
}

/** An invitation that was withdrawn long ago, one that is pending, and one under way to the same leaf as the first. */
function askingAgain(tell: (root: Hero, first: Hero, second: Hero, begins: () => void) => void): Tell {
  return (s) => {
    const root = s.root();
    const [first, second] = [s.listener('leaf-1'), s.listener('leaf-2')];
    root.joins(second).closes();
    s.settles();
    root.joins(first);
    const again = root.join(second);
    tell(root, first, second, () => {
      again.gives({ socket: s.fresh() });
      root.told('FD_CONNECT');
      s.settles();
    });
  };
}

function seen(one: Hero, callerData = 'hello') {
  return { caller: one.name, callerData };
}

examine(
  accepting,
  [
    {
      what: 'WSPAccept on a socket that does not listen',
      clause: 'ACCEPT-1',
      breaks: (s) => void s.leaf('leaf-1').accepts(s.root()),
      fits: (s) => s.leaf('leaf-1').accept().fails('WSAEINVAL'),
    },
    {
      what: 'the wrong error where nobody listens',
      clause: 'ACCEPT-1',
      breaks: (s) => s.root().accept().fails('WSAEWOULDBLOCK'),
      fits: (s) => s.root().accept().fails('WSAEINVAL'),
    },
    {
      what: 'a member out of nothing',
      clause: 'ACCEPT-2',
      breaks: (s) => void s.listener('leaf-1').accepts(s.root()),
      fits: (s) => s.listener('leaf-1').accept().fails('WSAEWOULDBLOCK'),
    },
    {
      what: 'the wrong error where nobody waits',
      clause: 'ACCEPT-2',
      breaks: (s) => s.listener('leaf-1').accept().fails('WSAEINVAL'),
      fits: (s) => s.listener('leaf-1').accept().fails('WSAEWOULDBLOCK'),
    },
    {
      what: 'WSAEWOULDBLOCK while somebody waits',
      clause: 'ACCEPT-2',
      breaks: asked((root) => root.accept().fails('WSAEWOULDBLOCK')),
      fits: (s) => {
        const root = s.root({ listens: 9 });
        s.leaf('leaf-1').joins(root);
        // It need not have arrived.
        root.accept().fails('WSAEWOULDBLOCK');
      },
    },
    {
      what: 'the second request before the first',
      clause: 'ACCEPT-3',
      breaks: askedTwice((root, _one, other) => void root.accepts(other)),
      fits: (s) => {
        const root = s.root({ listens: 9 });
        s.leaf('leaf-1').joins(root);
        const other = s.leaf('leaf-2').joins(root);
        root.told('FD_ACCEPT');
        s.settles();
        // They were under way together, and may have arrived in either order.
        root.accepts(other);
      },
    },
    {
      what: 'a member in spite of CF_REJECT',
      clause: 'ACCEPT-4',
      breaks: asked((root, one, s) =>
        root.accept({ answer: 'CF_REJECT' }).gives({ socket: s.fresh(), peer: one.name }),
      ),
      fits: asked((root, one) => root.accept({ answer: 'CF_REJECT' }).fails('WSAECONNREFUSED', seen(one))),
    },
    {
      what: 'the wrong error for CF_REJECT',
      clause: 'ACCEPT-4',
      breaks: asked((root, one) => root.accept({ answer: 'CF_REJECT' }).fails('WSAECONNRESET', seen(one))),
      fits: asked((root, one) => root.accept({ answer: 'CF_REJECT' }).fails('WSAECONNREFUSED', seen(one))),
    },
    {
      what: 'a member in spite of CF_DEFER',
      clause: 'ACCEPT-5',
      breaks: asked((root, one, s) => root.accept({ answer: 'CF_DEFER' }).gives({ socket: s.fresh(), peer: one.name })),
      fits: asked((root, one) => root.accept({ answer: 'CF_DEFER' }).fails('WSATRY_AGAIN', seen(one))),
    },
    {
      what: 'the wrong error for CF_DEFER',
      clause: 'ACCEPT-5',
      breaks: asked((root, one) => root.accept({ answer: 'CF_DEFER' }).fails('WSAECONNREFUSED', seen(one))),
      fits: asked((root, one) => root.accept({ answer: 'CF_DEFER' }).fails('WSATRY_AGAIN', seen(one))),
    },
    {
      what: 'FD_ACCEPT while a request is being deferred',
      clause: 'ACCEPT-5',
      breaks: asked((root, one) => {
        const call = root.accept({ answer: 'CF_DEFER' });
        root.told('FD_ACCEPT');
        call.fails('WSATRY_AGAIN', seen(one));
      }),
      fits: asked((root, one, s) => {
        const call = root.accept({ answer: 'CF_ACCEPT' });
        s.leaf('leaf-2').joins(root);
        root.told('FD_ACCEPT');
        call.gives({ socket: s.fresh(), peer: one.name, condition: seen(one) });
      }),
    },
    {
      what: 'a deferred request that is gone',
      clause: 'ACCEPT-5',
      breaks: asked((root, one) => {
        root.answers('CF_DEFER', one);
        root.accept().fails('WSAEWOULDBLOCK');
      }),
      fits: asked((root, one) => {
        root.answers('CF_DEFER', one);
        root.accepts(one);
      }),
    },
    {
      what: 'another request before the deferred one',
      clause: 'ACCEPT-5',
      breaks: askedTwice((root, one, other) => {
        root.answers('CF_DEFER', one);
        root.accepts(other);
      }),
      fits: askedTwice((root, one, other) => {
        root.answers('CF_DEFER', one);
        root.accepts(one);
        root.accepts(other);
      }),
    },
    {
      what: 'a member whose request was withdrawn',
      clause: 'ACCEPT-6',
      breaks: withdrawn((leaf, root, s) => {
        s.settles();
        leaf.accepts(root);
      }),
      // The withdrawal may have crossed WSPAccept (ruling 10).
      fits: withdrawn((leaf, root) => void leaf.accepts(root)),
    },
    {
      what: 'a member whose request was withdrawn, and who asks again while he waits for another',
      clause: 'ACCEPT-6',
      breaks: askingAgain((root, first, second) => {
        second.accepts(root);
        first.accepts(root);
      }),
      // The other has accepted by the time of the second call.
      fits: askingAgain((root, first, second, begins) => {
        first.accepts(root);
        root.told('FD_CONNECT');
        second.accepts(root);
        begins();
      }),
    },
    {
      what: 'a member whose request was withdrawn, and who was told of another since',
      clause: 'ACCEPT-6',
      breaks: (s) => {
        const root = s.root();
        const [first, second] = [s.listener('leaf-1'), s.listener('leaf-2')];
        root.joins(first).closes();
        s.settles();
        root.joins(second);
        second.accepts(root);
        root.told('FD_CONNECT');
        s.settles();
        first.accepts(root);
      },
      fits: (s) => {
        const root = s.root();
        const [first, second] = [s.listener('leaf-1'), s.listener('leaf-2')];
        root.joins(first).closes();
        s.settles();
        root.joins(second).closes();
        root.joins(second);
        second.accepts(root);
        const again = root.join(first);
        // Of the invitation that is accepted: the one that is under way is waiting still.
        root.told('FD_CONNECT');
        again.gives({ socket: s.fresh() });
        s.settles();
        first.accepts(root);
        root.told('FD_CONNECT');
        s.settles();
      },
    },
    {
      what: 'WSAECONNRESET for a request that nobody has withdrawn',
      clause: 'ACCEPT-6',
      breaks: asked((root) => root.accept().fails('WSAECONNRESET')),
      fits: withdrawn((leaf, _root, s) => {
        s.settles();
        leaf.accept().fails('WSAECONNRESET');
      }),
    },
    {
      what: 'a member of a session whose root is gone',
      clause: 'TAXONOMY-1',
      breaks: (s) => {
        const leaf = s.listener('leaf-1');
        const root = s.root();
        root.joins(leaf);
        leaf.told('FD_ACCEPT');
        root.closes();
        s.settles();
        leaf.accepts(root);
      },
      fits: (s) => {
        const leaf = s.listener('leaf-1');
        const root = s.root();
        root.joins(leaf);
        leaf.told('FD_ACCEPT');
        root.closes();
        s.settles();
        leaf.accept().fails('WSAEACCES');
      },
    },
    {
      what: 'the listening socket, returned for the accepted one',
      clause: 'ACCEPT-7',
      breaks: (s) => {
        const [root, leaf] = [s.root(), s.listener('leaf-1')];
        root.joins(leaf);
        leaf.told('FD_ACCEPT');
        leaf.accept().gives({ socket: leaf.socket, peer: root.name });
      },
      fits: (s) => {
        const [root, leaf] = [s.root(), s.listener('leaf-1')];
        root.joins(leaf);
        leaf.told('FD_ACCEPT');
        leaf.accepts(root);
      },
    },
    {
      what: 'a listening socket that is closed by what happens on it',
      clause: 'ACCEPT-7',
      breaks: (s) => s.listener('leaf-1').accept().fails('WSAENOTSOCK'),
      fits: (s) => {
        const leaf = s.listener('leaf-1');
        const call = leaf.accept();
        leaf.closes();
        call.fails('WSAENOTSOCK');
      },
    },
    {
      what: 'an accepted socket that accepts',
      clause: 'ACCEPT-7',
      breaks: (s) => {
        const root = s.root();
        s.invited(root, s.listener('leaf-1')).own.accepts(root);
      },
      fits: (s) => s.invited(s.root(), s.listener('leaf-1')).own.accept().fails('WSAEINVAL'),
    },
    {
      what: 'a descriptor of an admitted leaf that accepts',
      clause: 'USING-15',
      breaks: (s) => {
        const leaf = s.leaf('leaf-1');
        s.admitted(leaf, s.root({ listens: 9 })).accepts(leaf);
      },
      fits: (s) =>
        s
          .admitted(s.leaf('leaf-1'), s.root({ listens: 9 }))
          .accept()
          .fails('WSAEOPNOTSUPP'),
    },
    {
      what: 'the c_root itself, returned for an admitted leaf',
      clause: 'USING-15',
      breaks: asked((root, one) => root.accept().gives({ socket: root.socket, peer: one.name })),
      fits: asked((root, one) => void root.accepts(one)),
    },
    {
      what: 'a descriptor that accepts while its join is pending',
      clause: 'USING-6',
      breaks: (s) => {
        const root = s.root();
        root.joins(s.listener('leaf-1')).accepts(root);
      },
      fits: (s) => s.root().joins(s.listener('leaf-1')).accept().fails('WSAEINVAL'),
    },
    {
      what: 'a plain connection that is accepted',
      clause: 'DIFF-3',
      breaks: (s) => {
        const [leaf, plain] = [s.listener('leaf-1'), s.plain('leaf-2')];
        plain.call('connect', { name: leaf.name }).gives({});
        leaf.accepts(plain);
      },
      fits: (s) => {
        const [leaf, plain] = [s.listener('leaf-1'), s.plain('leaf-2')];
        plain.call('connect', { name: leaf.name }).gives({});
        leaf.accept().fails('WSAEWOULDBLOCK');
      },
    },
    {
      what: 'a member that accepts another',
      clause: 'JOIN-4.2',
      breaks: (s) => void s.joined('member-1').accepts(s.member('member-2')),
      fits: (s) => s.joined('member-1').accept().fails('WSAEOPNOTSUPP'),
    },
    {
      what: 'an invitation that cannot be accepted',
      clause: 'JOIN-2.5',
      breaks: (s) => {
        const leaf = s.listener('leaf-1');
        s.root().joins(leaf);
        leaf.told('FD_ACCEPT');
        s.settles();
        leaf.accept().fails('WSAEOPNOTSUPP');
      },
      fits: (s) => {
        const leaf = s.listener('leaf-1');
        s.root().joins(leaf);
        leaf.told('FD_ACCEPT');
        leaf.accept().fails('WSAEOPNOTSUPP');
      },
    },
    {
      what: 'a request that cannot be accepted',
      clause: 'JOIN-3.5',
      breaks: asked((root) => root.accept().fails('WSAEOPNOTSUPP')),
      fits: asked((root, one) => void root.accepts(one)),
    },
    {
      what: 'a peer that never asked',
      clause: 'ACCEPT-8',
      breaks: asked((root, _one, s) => root.accept().gives({ socket: s.fresh(), peer: NOBODY })),
      fits: asked((root, one, s) => root.accept().gives({ socket: s.fresh(), peer: one.name })),
    },
    {
      what: 'a condition function that is not called',
      clause: 'ACCEPT-8',
      breaks: asked((root, one, s) =>
        root.accept({ answer: 'CF_ACCEPT' }).gives({ socket: s.fresh(), peer: one.name }),
      ),
      fits: asked((root, one, s) =>
        root.accept({ answer: 'CF_ACCEPT' }).gives({ socket: s.fresh(), peer: one.name, condition: seen(one) }),
      ),
    },
    {
      what: 'a condition function that is shown somebody else',
      clause: 'ACCEPT-8',
      breaks: asked((root, one, s) =>
        root
          .accept({ answer: 'CF_ACCEPT' })
          .gives({ socket: s.fresh(), peer: one.name, condition: { ...seen(one), caller: NOBODY } }),
      ),
      fits: asked((root, one, s) =>
        root.accept({ answer: 'CF_ACCEPT' }).gives({ socket: s.fresh(), peer: one.name, condition: seen(one) }),
      ),
    },
    {
      what: 'the caller data of somebody else',
      clause: 'ACCEPT-8',
      breaks: asked((root, one, s) =>
        root
          .accept({ answer: 'CF_ACCEPT' })
          .gives({ socket: s.fresh(), peer: one.name, condition: seen(one, 'goodbye') }),
      ),
      fits: asked((root, one, s) =>
        root.accept({ answer: 'CF_ACCEPT' }).gives({ socket: s.fresh(), peer: one.name, condition: seen(one) }),
      ),
    },
    {
      what: 'caller data that is lost',
      clause: 'USING-18',
      breaks: asked((root, one, s) =>
        root.accept({ answer: 'CF_ACCEPT' }).gives({ socket: s.fresh(), peer: one.name, condition: seen(one, '') }),
      ),
      fits: asked((root, one, s) =>
        root.accept({ answer: 'CF_ACCEPT' }).gives({ socket: s.fresh(), peer: one.name, condition: seen(one) }),
      ),
    },
  ],
  {
    'a second invitation may be rejected before it returns': (s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf);
      leaf.told('FD_ACCEPT');
      const again = root.join(leaf, { callerData: 'again' });
      leaf.answers('CF_REJECT', root);
      root.told('FD_CONNECT', 'WSAECONNREFUSED');
      leaf.told('FD_ACCEPT');
      leaf.accept({ answer: 'CF_REJECT' }).fails('WSAECONNREFUSED', seen(root, 'again'));
      again.gives({ socket: s.fresh() });
      root.told('FD_CONNECT', 'WSAECONNREFUSED');
      s.settles();
    },
    'an outcome may be that of an invitation before the one that waits': (s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(NOBODY);
      root.registers(USUAL);
      const again = root.join(leaf);
      root.told('FD_CONNECT', 'WSAECONNREFUSED');
      again.gives({ socket: s.fresh() });
      leaf.told('FD_ACCEPT');
      leaf.answers('CF_DEFER', root);
      s.settles();
    },
    'nothing is said once it is shut down': (s) => {
      const root = s.root({ listens: 9 });
      root.shuts();
      root.accept().fails('WSAESHUTDOWN');
    },
    'a withdrawn request and a new one of the same socket look alike': (s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf).closes();
      root.joins(leaf);
      leaf.told('FD_ACCEPT');
      leaf.accepts(root);
      s.settles();
    },
    'a request that was withdrawn may be met by its error while others wait': askedTwice((root, one, _other, s) => {
      one.closes();
      s.settles();
      root.accept().fails('WSAECONNRESET');
    }),
    'two calls at once may take their requests in either order': askedTwice((root, one, other, s) => {
      const [first, second] = [root.accept(), root.accept()];
      second.gives({ socket: s.fresh(), peer: other.name });
      first.gives({ socket: s.fresh(), peer: one.name });
    }),
  },
);

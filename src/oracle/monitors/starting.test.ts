import { examine } from '../testing/examine.js';
import { NOBODY, SESSION, USUAL, type Hero, type Story } from '../testing/story.js';
import { starting } from './starting.js';

/** A c_root that has cancelled one invitation. */
function undecided(s: Story): Hero {
  const root = s.root();
  const first = s.listener('leaf-1');
  const link = root.joins(first);
  first.told('FD_ACCEPT');
  link.closes();
  s.settles();
  return root;
}

/** A c_root whose first invitation was refused. */
function refused(s: Story): Hero {
  const root = s.root();
  root.joins(NOBODY);
  root.told('FD_CONNECT', 'WSAECONNREFUSED');
  s.settles();
  return root;
}

/** A c_root with one leaf. */
function parent(s: Story): Hero {
  const root = s.root();
  s.invited(root, s.listener('leaf-1'));
  return root;
}

examine(
  starting,
  [
    {
      what: 'an invitation that cannot be made',
      clause: 'JOIN-2.2',
      breaks: (s) => s.root().join(s.listener('leaf-1')).fails('WSAEOPNOTSUPP'),
      fits: (s) => s.root().join(s.leaf('leaf-1')).fails('WSAECONNREFUSED'),
    },
    {
      what: 'a request that cannot be made',
      clause: 'JOIN-3.3',
      breaks: (s) =>
        s
          .leaf('leaf-1')
          .join(s.root({ listens: 2 }))
          .fails('WSAEOPNOTSUPP'),
      fits: (s) =>
        s
          .leaf('leaf-1')
          .join(s.root({ listens: 2 }))
          .fails('WSAETIMEDOUT'),
    },
    {
      what: 'a nonrooted session that cannot be joined',
      clause: 'JOIN-4.2',
      breaks: (s) => s.member('member-1').join(SESSION).fails('WSAEINVAL'),
      fits: (s) => s.member('member-1').join(SESSION).fails('WSAENOBUFS'),
    },
    {
      what: 'a plain socket that joins',
      clause: 'USING-1',
      by: 'R4',
      breaks: (s) => void s.plain('leaf-1').joins(s.root({ listens: 9 })),
      fits: (s) =>
        s
          .plain('leaf-1')
          .join(s.root({ listens: 9 }))
          .fails('WSAEOPNOTSUPP'),
    },
    {
      what: 'an invitation that returns the descriptor it was given',
      clause: 'USING-2',
      breaks: (s) => {
        const root = s.root();
        root.join(s.listener('leaf-1')).gives({ socket: root.socket });
      },
      fits: (s) => void s.root().joins(s.listener('leaf-1')),
    },
    {
      what: 'a request that returns a new descriptor',
      clause: 'USING-3',
      breaks: (s) =>
        s
          .leaf('leaf-1')
          .join(s.root({ listens: 9 }))
          .gives({ socket: s.fresh() }),
      fits: (s) => void s.leaf('leaf-1').joins(s.root({ listens: 9 })),
    },
    {
      what: 'a nonrooted join that returns a new descriptor',
      clause: 'USING-3',
      breaks: (s) => s.member('member-1').join(SESSION).gives({ socket: s.fresh() }),
      fits: (s) => void s.member('member-1').joins(SESSION),
    },
    {
      what: 'WSAEWOULDBLOCK for a join that has been started',
      clause: 'USING-4',
      breaks: (s) => s.root().join(s.listener('leaf-1')).fails('WSAEWOULDBLOCK'),
      fits: (s) => void s.root().joins(s.listener('leaf-1')),
    },
    {
      what: 'a join on a descriptor whose own join is pending',
      clause: 'USING-6',
      breaks: (s) => void s.root().joins(s.listener('leaf-1')).joins(s.listener('leaf-2')),
      fits: (s) => s.root().joins(s.listener('leaf-1')).join(s.listener('leaf-2')).fails('WSAEINVAL'),
    },
    {
      what: 'a cancelled join that is in the way of the next',
      clause: 'USING-6',
      breaks: (s) => undecided(s).join(s.listener('leaf-2')).fails('WSAEALREADY'),
      fits: (s) => void undecided(s).joins(s.listener('leaf-2')),
    },
    {
      what: 'a second join that is turned away with the wrong error',
      clause: 'USING-7',
      breaks: (s) => {
        const root = s.root({ listens: 9 });
        s.leaf('leaf-1').joins(root).join(root).fails('WSAEINVAL');
      },
      fits: (s) => {
        const root = s.root({ listens: 9 });
        s.leaf('leaf-1').joins(root).join(root).fails('WSAEALREADY');
      },
    },
    {
      what: 'a second invitation while one is pending',
      clause: 'USING-7',
      breaks: (s) => {
        const root = s.root();
        root.joins(s.listener('leaf-1'));
        root.joins(s.listener('leaf-2'));
      },
      fits: (s) => {
        const root = s.root();
        root.joins(s.listener('leaf-1'));
        root.join(s.listener('leaf-2')).fails('WSAEALREADY');
      },
    },
    {
      what: 'a second invitation while one is pending, after one was cancelled',
      clause: 'USING-7',
      breaks: (s) => {
        const [root, leaf] = [s.root(), s.listener('leaf-1')];
        root.joins(leaf).closes();
        root.joins(leaf);
        root.join(leaf).gives({ socket: s.fresh() });
      },
      fits: (s) => {
        const [root, leaf] = [s.root(), s.listener('leaf-1')];
        root.joins(leaf).closes();
        root.joins(leaf);
        const second = root.join(leaf);
        // This may be the outcome of either of those before.
        root.told('FD_CONNECT', 'WSAECONNREFUSED');
        second.gives({ socket: s.fresh() });
      },
    },
    {
      what: 'a c_leaf that joins twice',
      clause: 'USING-8',
      breaks: (s) => {
        const root = s.root({ listens: 9 });
        const leaf = s.leaf('leaf-1');
        s.admitted(leaf, root);
        leaf.joins(root);
      },
      fits: (s) => {
        const root = s.root({ listens: 9 });
        const leaf = s.leaf('leaf-1');
        s.admitted(leaf, root);
        leaf.join(root).fails('WSAEISCONN');
      },
    },
    {
      what: 'a member that is turned away with the wrong error',
      clause: 'USING-8',
      breaks: (s) => s.joined('member-1').join(SESSION).fails('WSAEALREADY'),
      fits: (s) => s.joined('member-1').join(SESSION).fails('WSAEISCONN'),
    },
    {
      what: 'a c_root that can invite but once',
      clause: 'USING-9',
      breaks: (s) => parent(s).join(s.listener('leaf-2')).fails('WSAEISCONN'),
      fits: (s) => void parent(s).joins(s.listener('leaf-2')),
    },
    {
      what: 'a refusal after which nobody can be invited',
      clause: 'USING-10',
      breaks: (s) => refused(s).join(s.listener('leaf-2')).fails('WSAEINVAL'),
      fits: (s) => void refused(s).joins(s.listener('leaf-2')),
    },
    {
      what: 'a leaf’s descriptor that joins, as if it were a c_root',
      clause: 'USING-12',
      breaks: (s) => void s.invited(s.root(), s.listener('leaf-1')).link.joins(s.listener('leaf-2')),
      fits: (s) => s.invited(s.root(), s.listener('leaf-1')).link.join(s.listener('leaf-2')).fails('WSAEISCONN'),
    },
    {
      what: 'an admitted leaf’s descriptor that joins, as if it were a c_root',
      clause: 'USING-15',
      breaks: (s) => void s.admitted(s.leaf('leaf-1'), s.root({ listens: 9 })).joins(s.listener('leaf-2')),
      fits: (s) =>
        s
          .admitted(s.leaf('leaf-1'), s.root({ listens: 9 }))
          .join(s.listener('leaf-2'))
          .fails('WSAEISCONN'),
    },
    {
      what: 'a c_root that listens, and can therefore not invite',
      clause: 'USING-16',
      breaks: (s) => s.root({ listens: 9 }).join(s.listener('leaf-1')).fails('WSAEINVAL'),
      fits: (s) => void s.root({ listens: 9 }).joins(s.listener('leaf-1')),
    },
    {
      what: 'a null pointer for a name, and not WSAEFAULT',
      clause: 'USING-20',
      by: 'R4',
      breaks: (s) => s.leaf('leaf-1').join(null).fails('WSAEINVAL'),
      fits: (s) => s.leaf('leaf-1').join(null).fails('WSAEFAULT'),
    },
    {
      what: 'a name of another family, and not WSAEAFNOSUPPORT',
      clause: 'USING-20',
      by: 'R4',
      breaks: (s) => s.leaf('leaf-1').join({ family: 6, host: 'x', port: 1 }).fails('WSAEFAULT'),
      fits: (s) => s.leaf('leaf-1').join({ family: 6, host: 'x', port: 1 }).fails('WSAEAFNOSUPPORT'),
    },
    {
      what: 'a name without a port, and not WSAEADDRNOTAVAIL',
      clause: 'USING-20',
      by: 'R4',
      breaks: (s) =>
        s
          .root()
          .join({ ...NOBODY, port: 0 })
          .fails('WSAEFAULT'),
      fits: (s) =>
        s
          .root()
          .join({ ...NOBODY, port: 0 })
          .fails('WSAEADDRNOTAVAIL'),
    },
    {
      what: 'a name without a host, and not WSAEADDRNOTAVAIL',
      clause: 'USING-20',
      by: 'R4',
      breaks: (s) =>
        s
          .root()
          .join({ ...NOBODY, host: '0.0.0.0' })
          .fails('WSAECONNREFUSED'),
      fits: (s) =>
        s
          .root()
          .join({ ...NOBODY, host: '0.0.0.0' })
          .fails('WSAEADDRNOTAVAIL'),
    },
    {
      what: 'a failure without an error',
      clause: 'USING-20',
      breaks: (s) => s.root().join(s.leaf('leaf-1')).fails('NO_ERROR'),
      fits: (s) => s.root().join(s.leaf('leaf-1')).fails('WSAECONNREFUSED'),
    },
    {
      what: 'a failure without an error, of a join that was to start',
      clause: ['USING-20', 'JOIN-4.2'],
      breaks: (s) => s.member('member-1').join(SESSION).fails('NO_ERROR'),
      fits: (s) => s.member('member-1').join(SESSION).fails('WSAENOBUFS'),
    },
    {
      what: 'an accepted socket that joins',
      clause: 'ACCEPT-7',
      breaks: (s) => {
        const root = s.root({ listens: 9 });
        s.invited(root, s.listener('leaf-1')).own.joins(root);
      },
      fits: (s) => {
        const root = s.root({ listens: 9 });
        s.invited(root, s.listener('leaf-1')).own.join(root).fails('WSAEISCONN');
      },
    },
    {
      what: 'a refusal at once, with places free',
      clause: 'LISTEN-2',
      breaks: (s) =>
        s
          .leaf('leaf-1')
          .join(s.root({ listens: 1 }))
          .fails('WSAECONNREFUSED'),
      fits: (s) =>
        s
          .leaf('leaf-1')
          .join(s.root({ listens: 0 }))
          .fails('WSAECONNREFUSED'),
    },
    {
      what: 'a refusal at once, after somebody else was rejected meanwhile',
      clause: 'ACCEPT-4',
      breaks: (s) => {
        const root = s.root({ listens: 9 });
        const [one, other] = [s.leaf('leaf-1'), s.leaf('leaf-2')];
        one.joins(root);
        root.told('FD_ACCEPT');
        const call = other.join(root);
        root.answers('CF_REJECT', one);
        call.fails('WSAECONNREFUSED');
      },
      fits: (s) => {
        const root = s.root({ listens: 9 });
        const [one, other] = [s.leaf('leaf-1'), s.leaf('leaf-2')];
        one.joins(root);
        root.told('FD_ACCEPT');
        const call = other.join(root);
        root.answers('CF_REJECT', one);
        call.gives({ socket: other.socket });
      },
    },
  ],
  {
    'which error a use that is none of the three gives is not judged (ruling 4)': (s) =>
      s.leaf('leaf-1').join(s.listener('leaf-2')).fails('WSAEOPNOTSUPP'),
    'one that listens may answer what it likes (ruling 26)': (s) =>
      void s.listener('leaf-1').joins(s.root({ listens: 9 })),
    'a session that is over may be followed by another or not (ruling 18)': (s) => {
      const root = s.root({ listens: 9 });
      const [one, other] = [s.leaf('leaf-1'), s.leaf('leaf-2')];
      for (const leaf of [one, other]) {
        s.admitted(leaf, root).closes();
        leaf.told('FD_CLOSE');
      }
      one.joins(root);
      other.join(root).fails('WSAEINVAL');
    },
    'one that was joined by option may answer what it likes (ruling 19)': (s) => {
      const member = s.member('member-1');
      member.call('addMembership', { group: SESSION }).gives({});
      member.joins(SESSION);
    },
    'a join whose outcome cannot be known may be followed by another': (s) => {
      const root = s.root({ listens: 9 });
      const leaf = s.leaf('leaf-1', { events: 0 });
      leaf.joins(root);
      root.told('FD_ACCEPT');
      root.accepts(leaf);
      leaf.join(root).fails('WSAEISCONN');
    },
    'an outcome may be that of a join before the one that is pending': (s) => {
      const root = s.root({ listens: 9 });
      const leaf = s.leaf('leaf-1').joins(NOBODY);
      leaf.registers(USUAL);
      const again = leaf.join(root);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      again.gives({ socket: leaf.socket });
      s.settles();
      leaf.join(root).fails('WSAEALREADY');
    },
    'a join is pending until the call that cancels it has arrived': (s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1', { listens: 1 })];
      const closing = root.joins(leaf).call('closeSocket', {});
      root.join(leaf).fails('WSAEALREADY');
      closing.gives({});
    },
    'a second call that is under way may have begun nothing, and a third meets neither': (s) => {
      const root = s.root({ listens: 9 });
      const leaf = s.leaf('leaf-1').joins(NOBODY);
      const [second, third] = [leaf.join(root), leaf.join(root)];
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      third.gives({ socket: leaf.socket });
      second.fails('WSAEALREADY');
    },
    'a first join that ends while the second is being called leaves both answers open': (s) => {
      const root = s.root({ listens: 9 });
      const leaf = s.leaf('leaf-1').joins(root);
      root.told('FD_ACCEPT');
      root.accepts(leaf);
      const second = leaf.join(root);
      leaf.told('FD_CONNECT');
      second.fails('WSAEISCONN');
    },
    'a nonrooted join may have completed by the time of the second': (s) =>
      s.member('member-1').joins(SESSION).join(SESSION).fails('WSAEISCONN'),
    'nobody is to blame for what the network does': (s) => s.root().join(s.listener('leaf-1')).fails('WSAENETUNREACH'),
  },
);

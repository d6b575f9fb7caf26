import { FD, SD } from '../../spi/index.js';
import { examine } from '../testing/examine.js';
import { FAILURES } from '../testing/failures.js';
import { NOBODY, NO_SESSION, NOWHERE, SESSION, USUAL, type Hero, type Story, type Tell } from '../testing/story.js';
import { completion } from './completion.js';

/** An invitation that the leaf knows of. */
function inviting(tell: (root: Hero, leaf: Hero, link: Hero, s: Story) => void): Tell {
  return (s) => {
    const [root, leaf] = [s.root(), s.listener('leaf-1')];
    const link = root.joins(leaf);
    leaf.told('FD_ACCEPT');
    tell(root, leaf, link, s);
  };
}

/** A request that the root knows of. */
function asking(tell: (leaf: Hero, root: Hero, s: Story) => void): Tell {
  return (s) => {
    const root = s.root({ listens: 9 });
    const leaf = s.leaf('leaf-1').joins(root);
    root.told('FD_ACCEPT');
    tell(leaf, root, s);
  };
}

/** Two requests to a root that does not listen: the first is refused while the second call is under way. */
function crossing(tell: (leaf: Hero, root: Hero, s: Story) => void): Tell {
  return (s) => {
    const [root, leaf] = [s.root(), s.leaf('leaf-1')];
    leaf.joins(root);
    const second = leaf.join(root);
    leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
    second.gives({ socket: leaf.socket });
    tell(leaf, root, s);
  };
}

/** A request that the root knows of, from a socket that was blocking until WSPEventSelect was called on it. */
function unblocked(tell: (leaf: Hero, root: Hero, s: Story) => void): Tell {
  return (s) => {
    const root = s.root({ listens: 9 });
    const leaf = s.leaf('leaf-1', { blocking: true, events: USUAL }).joins(root);
    root.told('FD_ACCEPT');
    tell(leaf, root, s);
  };
}

examine(
  completion,
  [
    ...FAILURES,
    {
      what: 'FD_CONNECT before WSPAccept',
      clause: 'JOIN-2.6',
      by: 'R1',
      breaks: inviting((root) => root.told('FD_CONNECT')),
      fits: inviting((root, leaf) => {
        // Before it has returned is soon enough: it was issued (ruling 2).
        leaf.accept();
        root.told('FD_CONNECT');
      }),
    },
    {
      // The first is refused while the second call is on its way, which therefore begins another join.
      what: 'more than one FD_CONNECT for each of two joins, the second of which was called before the first was told',
      clause: 'USING-5',
      breaks: crossing((leaf) => {
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      }),
      fits: crossing((leaf) => leaf.told('FD_CONNECT', 'WSAECONNREFUSED')),
    },
    {
      what: 'FD_CONNECT twice for one who has joined, and asks again meanwhile',
      clause: 'JOIN-3.6',
      breaks: asking((leaf, root) => {
        root.accepts(leaf);
        leaf.join(root);
        leaf.told('FD_CONNECT');
        leaf.told('FD_CONNECT');
      }),
      fits: asking((leaf, root) => {
        root.accepts(leaf);
        const again = leaf.join(root);
        leaf.told('FD_CONNECT');
        again.fails('WSAEISCONN');
      }),
    },
    {
      what: 'FD_CONNECT before WSPAccept, for a second invitation that is under way',
      clause: 'JOIN-2.6',
      by: 'R1',
      breaks: (s) => {
        const [root, leaf] = [s.root(), s.listener('leaf-1')];
        root.joins(NOBODY);
        root.join(leaf);
        root.told('FD_CONNECT', 'WSAECONNREFUSED');
        root.told('FD_CONNECT');
      },
      fits: (s) => {
        const [root, leaf] = [s.root(), s.listener('leaf-1')];
        root.joins(NOBODY);
        root.join(leaf);
        root.told('FD_CONNECT', 'WSAECONNREFUSED');
        leaf.accept();
        root.told('FD_CONNECT');
      },
    },
    {
      what: 'nothing told of a second join, which was called before the first was told',
      clause: 'USING-5',
      breaks: crossing((_leaf, _root, s) => s.settles()),
      fits: crossing((leaf, _root, s) => {
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        s.settles();
      }),
    },
    {
      what: 'an acceptance, for a join that was called before the one before it was told, and FD_CONNECT twice',
      clause: 'JOIN-3.6',
      breaks: crossing((leaf, root, s) => {
        root.listens();
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        s.settles();
        const next = leaf.joins(root);
        root.told('FD_ACCEPT');
        root.accepts(next);
        leaf.told('FD_CONNECT');
        leaf.told('FD_CONNECT');
      }),
      fits: crossing((leaf, root) => {
        root.listens();
        root.told('FD_ACCEPT');
        root.accepts(leaf);
        leaf.told('FD_CONNECT');
      }),
    },
    {
      what: 'FD_CONNECT while WSPAccept is under way, whose condition function says no',
      clause: 'JOIN-2.6',
      by: 'R1',
      breaks: inviting((root, leaf) => {
        leaf.accept({ answer: 'CF_REJECT' });
        root.told('FD_CONNECT');
      }),
      fits: inviting((root, leaf) => {
        leaf.accept({ answer: 'CF_ACCEPT' });
        root.told('FD_CONNECT');
      }),
    },
    {
      what: 'no FD_CONNECT after WSPAccept',
      clause: 'JOIN-2.6',
      breaks: inviting((root, leaf, _link, s) => {
        leaf.accepts(root);
        s.settles();
      }),
      fits: inviting((root, leaf) => void leaf.accepts(root)),
    },
    {
      what: 'FD_CONNECT twice',
      clause: 'JOIN-2.6',
      breaks: inviting((root, leaf) => {
        leaf.accepts(root);
        root.told('FD_CONNECT');
        root.told('FD_CONNECT');
      }),
      fits: inviting((root, leaf) => {
        leaf.accepts(root);
        root.told('FD_CONNECT');
      }),
    },
    {
      what: 'FD_CONNECT before WSPAccept',
      clause: 'JOIN-3.6',
      by: 'R1',
      breaks: asking((leaf) => leaf.told('FD_CONNECT')),
      fits: asking((leaf, root) => {
        root.accepts(leaf);
        leaf.told('FD_CONNECT');
      }),
    },
    {
      what: 'no FD_CONNECT after WSPAccept',
      clause: 'JOIN-3.6',
      breaks: asking((leaf, root, s) => {
        root.accepts(leaf);
        s.settles();
      }),
      // Where either side has closed since, the outcome may be told or not (ruling 11).
      fits: asking((leaf, root, s) => {
        root.accepts(leaf).closes();
        leaf.told('FD_CLOSE');
        s.settles();
      }),
    },
    {
      what: 'no FD_CONNECT after WSPAccept on a socket that WSPEventSelect has made nonblocking',
      clause: 'EVENTS-1',
      breaks: unblocked((leaf, root, s) => {
        root.accepts(leaf);
        s.settles();
      }),
      fits: unblocked((leaf, root, s) => {
        root.accepts(leaf);
        leaf.told('FD_CONNECT');
        s.settles();
      }),
    },
    {
      what: 'FD_CONNECT with an error after FD_CONNECT without one',
      clause: 'JOIN-3.6',
      breaks: asking((leaf, root) => {
        root.accepts(leaf);
        leaf.told('FD_CONNECT');
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      }),
      fits: asking((leaf, root) => {
        root.accepts(leaf);
        leaf.told('FD_CONNECT');
      }),
    },
    {
      what: 'FD_CONNECT twice after a new registration',
      clause: 'JOIN-3.6',
      breaks: asking((leaf, root) => {
        root.accepts(leaf);
        leaf.told('FD_CONNECT');
        leaf.registers(USUAL);
        leaf.told('FD_CONNECT');
        leaf.told('FD_READ');
        leaf.told('FD_CONNECT');
      }),
      fits: asking((leaf, root) => {
        root.accepts(leaf);
        leaf.told('FD_CONNECT');
        leaf.registers(USUAL);
        leaf.told('FD_CONNECT');
      }),
    },
    {
      what: 'another outcome after a new registration',
      clause: 'JOIN-3.6',
      breaks: asking((leaf, root) => {
        root.accepts(leaf);
        leaf.told('FD_CONNECT');
        leaf.registers(USUAL);
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      }),
      fits: asking((leaf, root) => {
        root.accepts(leaf);
        leaf.told('FD_CONNECT');
        leaf.registers(USUAL);
        leaf.told('FD_CONNECT');
      }),
    },
    {
      what: 'FD_CONNECT twice, the second when all had been quiet since an earlier join of which nobody was told',
      clause: 'JOIN-3.6',
      breaks: (s) => {
        const [leaf, root] = [s.leaf('leaf-1', { events: 0 }), s.root({ listens: 9 })];
        leaf.joins(NOBODY);
        leaf.registers(USUAL);
        s.settles();
        s.admitted(leaf, root);
        leaf.told('FD_CONNECT');
      },
      fits: (s) => {
        const [leaf, root] = [s.leaf('leaf-1', { events: 0 }), s.root({ listens: 9 })];
        leaf.joins(NOBODY);
        leaf.registers(USUAL);
        s.settles();
        s.admitted(leaf, root);
      },
    },
    {
      what: 'success with a leaf that does not listen',
      clause: 'JOIN-2.3',
      by: 'R12',
      breaks: (s) => {
        const root = s.root();
        root.joins(s.leaf('leaf-1'));
        root.told('FD_CONNECT');
      },
      fits: (s) => {
        const root = s.root();
        root.joins(s.leaf('leaf-1'));
        root.told('FD_CONNECT', 'WSAECONNREFUSED');
      },
    },
    {
      what: 'success with a root that does not listen',
      clause: 'JOIN-3.2',
      by: 'R12',
      breaks: (s) => s.leaf('leaf-1').joins(s.root()).told('FD_CONNECT'),
      fits: (s) => s.leaf('leaf-1').joins(s.root()).told('FD_CONNECT', 'WSAENETUNREACH'),
    },
    {
      what: 'no FD_CONNECT for a nonrooted join',
      clause: 'JOIN-4.3',
      breaks: (s) => {
        s.member('member-1').joins(SESSION);
        s.settles();
      },
      fits: (s) => {
        // It may be seen before the call returns (ruling 6).
        const member = s.member('member-1');
        const call = member.join(SESSION);
        member.told('FD_CONNECT');
        call.gives({ socket: member.socket });
        s.settles();
      },
    },
    {
      what: 'FD_CONNECT twice for a nonrooted join',
      clause: 'JOIN-4.3',
      breaks: (s) => s.joined('member-1').told('FD_CONNECT'),
      fits: (s) => void s.joined('member-1'),
    },
    {
      what: 'success of a leaf that names a leaf',
      clause: 'JOIN-5.4',
      breaks: (s) => s.leaf('leaf-1').joins(s.listener('leaf-2')).told('FD_CONNECT'),
      fits: (s) => {
        s.leaf('leaf-1').joins(s.listener('leaf-2')).told('FD_CONNECT', 'WSAEINVAL');
        s.settles();
      },
    },
    {
      what: 'success of a root that names a root',
      clause: 'JOIN-5.4',
      breaks: (s) => {
        const root = s.root();
        root.joins(s.root({ listens: 9 }));
        root.told('FD_CONNECT');
      },
      fits: (s) => {
        s.root().joins(s.root({ listens: 9 }));
        s.settles();
      },
    },
    {
      what: 'success with a leaf that has closed with the invitation in its queue',
      clause: 'JOIN-2.5',
      by: 'R24',
      breaks: inviting((root, leaf) => {
        leaf.closes();
        root.told('FD_CONNECT');
      }),
      fits: inviting((root, leaf) => {
        leaf.closes();
        root.told('FD_CONNECT', 'WSAECONNRESET');
      }),
    },
    {
      what: 'no outcome after a leaf has closed with the invitation in its queue',
      clause: 'USING-5',
      by: 'R24',
      breaks: inviting((_root, leaf, _link, s) => {
        leaf.closes();
        s.settles();
      }),
      fits: inviting((root, leaf, _link, s) => {
        leaf.closes();
        root.told('FD_CONNECT', 'WSAECONNREFUSED');
        s.settles();
      }),
    },
    {
      what: 'FD_CONNECT on the descriptor that an invitation returned',
      clause: 'USING-5',
      breaks: inviting((root, leaf, link) => {
        leaf.accepts(root);
        link.told('FD_CONNECT');
      }),
      fits: inviting((root, leaf) => {
        leaf.accepts(root);
        root.told('FD_CONNECT');
      }),
    },
    {
      what: 'FD_CONNECT without a join',
      clause: 'USING-5',
      breaks: (s) => s.root().told('FD_CONNECT'),
      fits: (s) => s.plain('root').told('FD_CONNECT'),
    },
    {
      what: 'no outcome of a join to nobody',
      clause: 'USING-5',
      breaks: (s) => {
        s.leaf('leaf-1').joins(NOBODY);
        s.settles();
      },
      fits: (s) => {
        s.leaf('leaf-1', { events: FD.FD_CLOSE }).joins(NOBODY);
        s.settles();
      },
    },
    {
      what: 'no outcome of a join to where no route leads',
      clause: 'USING-5',
      breaks: (s) => {
        s.leaf('leaf-1').joins(NOWHERE);
        s.settles();
      },
      fits: (s) => {
        s.leaf('leaf-1').joins(NOWHERE).told('FD_CONNECT', 'WSAENETUNREACH');
        s.settles();
      },
    },
    {
      what: 'a failure that is told twice',
      clause: 'USING-5',
      breaks: (s) => {
        const leaf = s.leaf('leaf-1').joins(NOBODY);
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      },
      fits: (s) => {
        const leaf = s.leaf('leaf-1').joins(NOBODY);
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        leaf.joins(NOBODY);
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      },
    },
    {
      what: 'success of a join that was cancelled',
      clause: 'USING-6',
      by: 'R9',
      breaks: inviting((root, _leaf, link) => {
        link.closes();
        root.told('FD_CONNECT');
      }),
      fits: inviting((root, _leaf, link) => {
        link.closes();
        root.told('FD_CONNECT', 'WSAECONNABORTED');
      }),
    },
    {
      what: 'success with a root that was closed before it accepted',
      clause: 'USING-17',
      by: 'R7',
      breaks: asking((leaf, root) => {
        root.closes();
        leaf.told('FD_CONNECT');
      }),
      fits: asking((leaf, root) => {
        root.closes();
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      }),
    },
    {
      what: 'no outcome after the root was closed',
      clause: 'USING-17',
      by: 'R7',
      breaks: asking((_leaf, root, s) => {
        root.closes();
        s.settles();
      }),
      fits: asking((leaf, root, s) => {
        root.closes();
        leaf.told('FD_CONNECT', 'WSAECONNRESET');
        s.settles();
      }),
    },
    {
      what: 'success of an invitation by a root that was shut down',
      clause: 'USING-17',
      by: 'R16',
      breaks: inviting((root) => {
        root.shuts();
        root.told('FD_CONNECT');
      }),
      fits: inviting((root) => {
        root.shuts();
        root.told('FD_CONNECT', 'WSAECONNABORTED');
      }),
    },
    {
      what: 'success of an invitation by a root that is being shut down, though nobody has accepted',
      clause: 'USING-17',
      by: 'R16',
      breaks: inviting((root) => {
        root.call('shutdown', { how: SD.BOTH });
        root.told('FD_CONNECT');
      }),
      fits: inviting((root, leaf) => {
        leaf.accept();
        root.call('shutdown', { how: SD.BOTH });
        root.told('FD_CONNECT');
      }),
    },
    {
      what: 'no outcome of an invitation by a root that was shut down',
      clause: 'USING-17',
      by: 'R16',
      breaks: inviting((root, _leaf, _link, s) => {
        root.shuts();
        s.settles();
      }),
      fits: inviting((root, leaf, _link, s) => {
        leaf.accepts(root);
        // It was accepted before, and may be told of or not.
        root.shuts();
        s.settles();
      }),
    },
    {
      what: 'a failure that is told by the call and by FD_CONNECT',
      clause: 'USING-20',
      by: 'R4',
      breaks: (s) => {
        const leaf = s.leaf('leaf-1');
        leaf.join(NOBODY).fails('WSAECONNREFUSED');
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      },
      fits: (s) => {
        const leaf = s.leaf('leaf-1');
        leaf.join(NOBODY).fails('WSAECONNREFUSED');
        leaf.joins(NOBODY).told('FD_CONNECT', 'WSAECONNREFUSED');
      },
    },
    {
      what: 'success where no route leads',
      clause: 'USING-20',
      breaks: (s) => s.leaf('leaf-1').joins(NOWHERE).told('FD_CONNECT'),
      fits: (s) => s.leaf('leaf-1').joins(NOWHERE).told('FD_CONNECT', 'WSAETIMEDOUT'),
    },
    {
      what: 'success without a name',
      clause: 'USING-20',
      breaks: (s) => s.leaf('leaf-1').joins(null).told('FD_CONNECT'),
      fits: (s) => s.leaf('leaf-1').joins(null).told('FD_CONNECT', 'WSAEFAULT'),
    },
    {
      what: 'success where there is no session',
      clause: 'TAXONOMY-2',
      breaks: (s) => s.member('member-1').joins(NO_SESSION).told('FD_CONNECT'),
      fits: (s) => s.member('member-1').joins(NO_SESSION).told('FD_CONNECT', 'WSAENETUNREACH'),
    },
    {
      what: 'no outcome where there is no session',
      clause: 'TAXONOMY-2',
      breaks: (s) => {
        s.member('member-1').joins(NO_SESSION);
        s.settles();
      },
      fits: (s) => {
        // Nothing is known of other addresses.
        s.member('member-1').joins({ ...SESSION, host: '239.9.9.9' });
        s.settles();
      },
    },
    {
      what: 'success of a request that was rejected',
      clause: 'ACCEPT-4',
      breaks: asking((leaf, root) => {
        root.answers('CF_REJECT', leaf);
        leaf.told('FD_CONNECT');
      }),
      fits: asking((leaf, root) => {
        root.answers('CF_REJECT', leaf);
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      }),
    },
    {
      what: 'no outcome of a request that was rejected',
      clause: 'ACCEPT-4',
      breaks: asking((leaf, root, s) => {
        root.answers('CF_REJECT', leaf);
        s.settles();
      }),
      fits: asking((leaf, root, s) => {
        root.answers('CF_REJECT', leaf);
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        s.settles();
      }),
    },
    {
      what: 'success of a request that is deferred',
      clause: 'ACCEPT-5',
      breaks: asking((leaf, root) => {
        root.answers('CF_DEFER', leaf);
        leaf.told('FD_CONNECT');
      }),
      fits: asking((leaf, root) => {
        root.answers('CF_DEFER', leaf);
        root.accept();
        leaf.told('FD_CONNECT');
      }),
    },
    {
      what: 'no FD_CONNECT for a join that a second one was tried on',
      clause: 'USING-7',
      breaks: asking((leaf, root, s) => {
        leaf.join(root).fails('WSAEALREADY');
        root.accepts(leaf);
        s.settles();
      }),
      fits: asking((leaf, root, s) => {
        leaf.join(root).fails('WSAEALREADY');
        root.accepts(leaf);
        leaf.told('FD_CONNECT');
        s.settles();
      }),
    },
    {
      what: 'no FD_CONNECT for a nonrooted join that a second one was tried on',
      clause: 'USING-7',
      breaks: (s) => {
        s.member('member-1').joins(SESSION).join(SESSION).fails('WSAEALREADY');
        s.settles();
      },
      fits: (s) => {
        const member = s.member('member-1').joins(SESSION);
        member.join(SESSION).fails('WSAEALREADY');
        member.told('FD_CONNECT');
        s.settles();
      },
    },
  ],
  {
    'a network may keep any join from completing': (s) => {
      const errors = [
        'WSAETIMEDOUT',
        'WSAENETUNREACH',
        'WSAEHOSTUNREACH',
        'WSAENETDOWN',
        'WSAENOBUFS',
        'WSAEMFILE',
      ] as const;
      const [root, leaf] = [s.root({ listens: 9 }), s.listener('leaf-1')];
      for (const error of errors) {
        root.joins(leaf).closes();
        s.settles();
        root.joins(leaf);
        root.told('FD_CONNECT', error);
        s.leaf('leaf-2').joins(root).told('FD_CONNECT', error);
        s.settles();
      }
    },
    'an accepted join may fail where one of its ends, or its root, has gone': (s) => {
      const root = s.root({ listens: 9 });
      const gone = [
        (_leaf: Hero, link: Hero): void => link.closes(),
        (_leaf: Hero, link: Hero): void => void link.call('closeSocket', {}),
        (): void => root.shuts(),
      ];
      for (const end of gone) {
        const leaf = s.leaf('leaf-1').joins(root);
        end(leaf, root.accepts(leaf));
        leaf.told('FD_CONNECT', 'WSAECONNRESET');
      }
    },
    'an invitation that was accepted may fail where the leaf has closed since': (s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf);
      leaf.accepts(root).closes();
      root.told('FD_CONNECT', 'WSAECONNRESET');
    },
    'a nonrooted join may fail where no session is claimed': (s) => {
      const elsewhere = { ...SESSION, port: SESSION.port + 1 };
      s.member('member-1').joins(elsewhere).told('FD_CONNECT', 'WSAECONNREFUSED');
    },
    'a request may be refused by one who begins to listen, or has just begun to': (s) => {
      const root = s.root();
      const [before, during] = [s.leaf('leaf-1').joins(root), s.leaf('leaf-2').joins(root)];
      const call = root.call('listen', { backlog: 9 });
      before.told('FD_CONNECT', 'WSAECONNREFUSED');
      call.gives({});
      during.told('FD_CONNECT', 'WSAECONNREFUSED');
    },
    'a request may be told of its rejection before WSPAccept returns': asking((leaf, root) => {
      root.accept({ answer: 'CF_REJECT' });
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
    }),
    'a request may be refused that met a queue that was full': (s) => {
      const root = s.root({ listens: 1 });
      const [first, second, third] = ['leaf-1', 'leaf-2', 'leaf-3'].map((node) => s.leaf(node).joins(root));
      root.told('FD_ACCEPT');
      second?.told('FD_CONNECT', 'WSAECONNREFUSED');
      if (first !== undefined) root.accepts(first);
      third?.told('FD_CONNECT', 'WSAECONNREFUSED');
    },
    'a request may be refused that met one that was rejected, or withdrawn, meanwhile': (s) => {
      const root = s.root({ listens: 1 });
      const [first, second] = [s.leaf('leaf-1').joins(root), s.leaf('leaf-2').joins(root)];
      root.told('FD_ACCEPT');
      root.answers('CF_REJECT', first);
      second.told('FD_CONNECT', 'WSAECONNREFUSED');
      first.told('FD_CONNECT', 'WSAECONNREFUSED');
      s.settles();
      const [third, fourth] = [s.leaf('leaf-1').joins(root), s.leaf('leaf-2').joins(root)];
      third.closes();
      fourth.told('FD_CONNECT', 'WSAECONNREFUSED');
    },
    'the size of a queue for nobody is nobody’s business': (s) => {
      const root = s.root({ listens: 0 });
      s.leaf('leaf-1').joins(root).told('FD_CONNECT', 'WSAEINVAL');
    },
    'a join of unknown outcome may fail anyhow': (s) => {
      const root = s.root({ listens: 9 });
      const leaf = s.leaf('leaf-1', { events: 0 }).joins(root);
      s.settles();
      leaf.registers(USUAL);
      leaf.told('FD_CONNECT', 'WSAEINVAL');
    },
    'caller data that is not supported may be turned away in a nonrooted session': (s) => {
      const member = s.member('member-1');
      member.join(SESSION, { callerData: 'hello' }).fails('WSAEPROTONOSUPPORT');
    },
    'a new registration may tell of it once more (ruling 14)': asking((leaf, root) => {
      root.accepts(leaf);
      leaf.told('FD_CONNECT');
      leaf.registers(USUAL);
      leaf.told('FD_CONNECT');
    }),
    'a registration under way may tell of it once more': asking((leaf, root) => {
      root.accepts(leaf);
      leaf.told('FD_CONNECT');
      leaf.told('FD_READ');
      leaf.call('eventSelect', { events: USUAL });
      leaf.told('FD_CONNECT');
    }),
    'an earlier join of which nobody was told may be told of beside the next': (s) => {
      const [root, one, other] = [s.root({ events: 0 }), s.listener('leaf-1'), s.listener('leaf-2')];
      root.joins(one);
      one.accepts(root);
      root.registers(USUAL);
      root.joins(other);
      other.accepts(root);
      root.told('FD_CONNECT');
      root.told('FD_CONNECT');
    },
    'an earlier join of which nobody was told may have failed, and then the next begins': (s) => {
      const leaf = s.leaf('leaf-1', { events: 0 });
      leaf.joins(NOBODY);
      leaf.registers(USUAL);
      leaf.joins(s.root({ listens: 9 }));
      leaf.told('FD_CONNECT');
    },
    'an earlier join of which nobody was told may be told of after the next has failed': (s) => {
      const leaf = s.leaf('leaf-1', { events: 0 });
      leaf.joins(NOBODY);
      leaf.registers(USUAL);
      leaf.join(NOBODY).fails('WSAECONNREFUSED');
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
    },
    'success may be told while the join is being cancelled': inviting((root, leaf, link) => {
      leaf.accepts(root);
      const closing = link.call('closeSocket', {});
      root.told('FD_CONNECT');
      closing.gives({});
    }),
    'which of two that look alike was accepted, and then cancelled, cannot be known': inviting((root, leaf, link) => {
      link.closes();
      const second = root.joins(leaf);
      leaf.accepts(root);
      second.closes();
      root.told('FD_CONNECT');
    }),
    'a call to close may cross what is indicated': inviting((root) => {
      root.call('closeSocket', {});
      root.told('FD_CONNECT');
    }),
    'the error of a cancelled join may be taken for that of the next': inviting((root, leaf, link, s) => {
      link.closes();
      root.joins(s.listener('leaf-2'));
      root.told('FD_CONNECT', 'WSAECONNABORTED');
      leaf.accept().fails('WSAECONNRESET');
    }),
    'a root that accepts and then closes leaves it open whether the leaf is told (ruling 11)': asking(
      (leaf, root, s) => {
        const link = root.accepts(leaf);
        root.closes();
        link.told('FD_CLOSE');
        leaf.told('FD_CLOSE');
        s.settles();
      },
    ),
    'a call that meets a join of unknown outcome pending shows whose outcome was told meanwhile': asking(
      (leaf, root, s) => {
        leaf.registers(USUAL);
        root.answers('CF_REJECT', leaf);
        const again = leaf.join(root);
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        again.fails('WSAEALREADY');
        s.settles();
      },
    ),
    'what is told after a join of unknown outcome may be the outcome that was owed': asking((leaf, root, s) => {
      leaf.registers(USUAL);
      root.answers('CF_REJECT', leaf);
      const again = leaf.join(root);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      again.gives({ socket: leaf.socket });
      root.told('FD_ACCEPT');
      s.settles();
    }),
    'each of many joins, of which none is known to have ended when the next begins, is told of once': (s) => {
      const leaf = s.leaf('leaf-1').joins(NOBODY);
      leaf.registers(USUAL);
      for (let times = 0; times < 3; times += 1) {
        const again = leaf.join(NOBODY);
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        again.gives({ socket: leaf.socket });
      }
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      s.settles();
    },
    'a cancelled join may succeed while the descriptor is being closed and another is asked for': inviting(
      (root, leaf, link, s) => {
        const closing = link.call('closeSocket', {});
        const again = root.join(leaf);
        const own = leaf.accepts(root);
        root.told('FD_CONNECT');
        closing.gives({});
        again.gives({ socket: s.fresh() });
        own.told('FD_CLOSE');
        leaf.told('FD_ACCEPT');
        leaf.accepts(root);
        root.told('FD_CONNECT');
        s.settles();
      },
    ),
    'one who nominated FD_CONNECT too late is owed nothing': asking((leaf, root, s) => {
      leaf.registers(0);
      root.accepts(leaf);
      leaf.registers(FD.FD_CONNECT);
      s.settles();
    }),
  },
);

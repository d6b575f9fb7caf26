import { FD, SD } from '../../spi/index.js';
import { examine } from '../testing/examine.js';
import { NOBODY, SESSION, USUAL, type Hero, type Story, type Tell } from '../testing/story.js';
import { requests } from './requests.js';

/** A listening c_root with two requests, the first of which has been indicated. */
function crowded(tell: (s: Story, root: Hero, one: Hero, other: Hero) => void): Tell {
  return (s) => {
    const root = s.root({ listens: 9 });
    const [one, other] = [s.leaf('leaf-1'), s.leaf('leaf-2')];
    one.joins(root);
    other.joins(root);
    root.told('FD_ACCEPT');
    tell(s, root, one, other);
  };
}

examine(
  requests,
  [
    {
      what: 'FD_ACCEPT without an invitation',
      clause: 'JOIN-2.4',
      breaks: (s) => s.listener('leaf-1').told('FD_ACCEPT'),
      fits: (s) => {
        const leaf = s.listener('leaf-1');
        s.root().joins(leaf);
        leaf.told('FD_ACCEPT');
      },
    },
    {
      what: 'an invitation without FD_ACCEPT',
      clause: 'JOIN-2.4',
      breaks: (s) => {
        s.root().joins(s.listener('leaf-1'));
        s.settles();
      },
      // Until all is quiet it may still come (ruling 2).
      fits: (s) => void s.root().joins(s.listener('leaf-1')),
    },
    {
      what: 'FD_ACCEPT without a request',
      clause: 'JOIN-3.4',
      breaks: (s) => s.root({ listens: 9 }).told('FD_ACCEPT'),
      fits: (s) => {
        const root = s.root({ listens: 9 });
        s.leaf('leaf-1').joins(root);
        root.told('FD_ACCEPT');
      },
    },
    {
      what: 'a request without FD_ACCEPT',
      clause: 'JOIN-3.4',
      breaks: (s) => {
        s.leaf('leaf-1').joins(s.root({ listens: 9 }));
        s.settles();
      },
      fits: (s) => {
        s.leaf('leaf-1').joins(s.root({ listens: 9, events: FD.FD_CONNECT }));
        s.settles();
      },
    },
    {
      what: 'a request of a blocking socket without FD_ACCEPT',
      clause: 'JOIN-3.4',
      breaks: (s) => {
        s.leaf('leaf-1', { blocking: true }).join(s.root({ listens: 9 }));
        s.settles();
      },
      fits: (s) => {
        const root = s.root({ listens: 9 });
        s.leaf('leaf-1', { blocking: true }).join(root);
        root.told('FD_ACCEPT');
        s.settles();
      },
    },
    {
      what: 'FD_ACCEPT on an invited leaf that does not listen',
      clause: 'JOIN-2.3',
      breaks: (s) => {
        const leaf = s.leaf('leaf-1');
        s.root().joins(leaf);
        leaf.told('FD_ACCEPT');
      },
      fits: (s) => {
        const leaf = s.leaf('leaf-1');
        s.root().joins(leaf);
        // WSPListen has been called: the request may meet it (ruling 12).
        leaf.call('listen', { backlog: 1 });
        leaf.told('FD_ACCEPT');
      },
    },
    {
      what: 'FD_ACCEPT on a root that does not listen',
      clause: 'JOIN-3.2',
      breaks: (s) => {
        const root = s.root();
        s.leaf('leaf-1').joins(root);
        root.told('FD_ACCEPT');
      },
      fits: (s) => {
        const root = s.root();
        s.leaf('leaf-1').joins(root);
        root.listens();
        root.told('FD_ACCEPT');
      },
    },
    {
      what: 'FD_ACCEPT on a member',
      clause: 'JOIN-4.2',
      breaks: (s) => {
        const member = s.joined('member-1');
        s.member('member-2').joins(SESSION);
        member.told('FD_ACCEPT');
      },
      fits: (s) => {
        s.joined('member-1');
        s.member('member-2').joins(SESSION).told('FD_CONNECT');
      },
    },
    {
      what: 'FD_ACCEPT for a leaf that names a leaf',
      clause: 'JOIN-5.4',
      breaks: (s) => {
        const leaf = s.listener('leaf-1');
        s.leaf('leaf-2').joins(leaf);
        leaf.told('FD_ACCEPT');
      },
      fits: (s) => {
        s.leaf('leaf-2').joins(s.listener('leaf-1')).told('FD_CONNECT', 'WSAEOPNOTSUPP');
        s.settles();
      },
    },
    {
      what: 'FD_ACCEPT for a join that was turned away with WSAEALREADY',
      clause: 'USING-7',
      breaks: (s) => {
        const root = s.root();
        const other = s.listener('leaf-2');
        root.joins(s.listener('leaf-1'));
        root.join(other).fails('WSAEALREADY');
        other.told('FD_ACCEPT');
      },
      fits: (s) => {
        const root = s.root();
        const first = s.listener('leaf-1');
        root.joins(first);
        root.join(s.listener('leaf-2')).fails('WSAEALREADY');
        first.told('FD_ACCEPT');
      },
    },
    {
      what: 'FD_ACCEPT on the descriptor of an admitted leaf',
      clause: 'USING-15',
      breaks: (s) => s.admitted(s.leaf('leaf-1'), s.root({ listens: 9 })).told('FD_ACCEPT'),
      fits: (s) => void s.admitted(s.leaf('leaf-1'), s.root({ listens: 9 })),
    },
    {
      what: 'FD_ACCEPT on an accepted socket',
      clause: 'ACCEPT-7',
      breaks: (s) => s.invited(s.root(), s.listener('leaf-1')).own.told('FD_ACCEPT'),
      fits: (s) => void s.invited(s.root(), s.listener('leaf-1')),
    },
    {
      what: 'FD_ACCEPT for a join that failed at once',
      clause: 'USING-20',
      breaks: (s) => {
        const root = s.root({ listens: 9 });
        s.leaf('leaf-1').join(root).fails('WSAENETUNREACH');
        root.told('FD_ACCEPT');
      },
      fits: (s) => {
        const root = s.root({ listens: 9 });
        s.leaf('leaf-1').join(root).fails('WSAENETUNREACH');
        s.leaf('leaf-2').joins(root);
        root.told('FD_ACCEPT');
      },
    },
    {
      what: 'FD_ACCEPT on a c_root that has been shut down, without a request',
      clause: 'TAXONOMY-1',
      breaks: (s) => {
        const root = s.root({ listens: 9 });
        root.shuts();
        root.told('FD_ACCEPT');
      },
      fits: (s) => {
        const root = s.root({ listens: 9 });
        s.leaf('leaf-1').joins(root);
        root.shuts();
        // The request may have arrived before.
        root.told('FD_ACCEPT');
      },
    },
    {
      what: 'FD_ACCEPT for a plain connection',
      clause: 'DIFF-3',
      breaks: (s) => {
        const leaf = s.listener('leaf-1');
        s.plain('leaf-2').call('connect', { name: leaf.name }).fails('WSAEWOULDBLOCK');
        leaf.told('FD_ACCEPT');
      },
      fits: (s) => {
        const leaf = s.listener('leaf-1');
        s.plain('leaf-2').call('connect', { name: leaf.name }).fails('WSAECONNREFUSED');
        s.settles();
      },
    },
    {
      what: 'FD_ACCEPT while a request is deferred at the head',
      clause: 'ACCEPT-5',
      breaks: crowded((_s, root, one) => {
        root.answers('CF_DEFER', one);
        root.told('FD_ACCEPT');
      }),
      fits: crowded((s, root, one) => {
        root.answers('CF_DEFER', one);
        s.settles();
        root.accepts(one);
        root.told('FD_ACCEPT');
      }),
    },
    {
      what: 'FD_ACCEPT twice, without WSPAccept between',
      clause: 'EVENTS-3',
      breaks: crowded((_s, root) => {
        root.told('FD_READ');
        root.told('FD_ACCEPT');
      }),
      fits: crowded((_s, root, one) => {
        root.accepts(one);
        root.told('FD_ACCEPT');
      }),
    },
    {
      what: 'no FD_ACCEPT for those who still wait after WSPAccept',
      clause: 'EVENTS-3',
      breaks: crowded((s, root, one) => {
        root.accepts(one);
        one.told('FD_CONNECT');
        s.settles();
      }),
      fits: crowded((s, root, one, other) => {
        // One indication may stand for both (ruling 3).
        root.accepts(one);
        root.accepts(other);
        one.told('FD_CONNECT');
        other.told('FD_CONNECT');
        s.settles();
      }),
    },
    {
      what: 'FD_ACCEPT again when nobody waits any more',
      clause: 'EVENTS-3',
      breaks: crowded((_s, root, one, other) => {
        root.accepts(one);
        root.accepts(other);
        root.told('FD_ACCEPT');
      }),
      fits: crowded((_s, root, one) => {
        // A rejection enables it again just as well (ruling 25).
        root.answers('CF_REJECT', one);
        root.told('FD_ACCEPT');
      }),
    },
    {
      what: 'no FD_ACCEPT for those who still wait after a new registration',
      clause: 'EVENTS-3',
      breaks: crowded((s, root) => {
        root.registers(USUAL);
        s.settles();
      }),
      // Ruling 14: clearing the record loses no request.
      fits: crowded((s, root) => {
        root.registers(USUAL);
        root.told('FD_ACCEPT');
        s.settles();
      }),
    },
    {
      what: 'no FD_ACCEPT for those behind a deferred request that is withdrawn',
      clause: 'EVENTS-3',
      breaks: crowded((s, root, one) => {
        root.answers('CF_DEFER', one);
        one.closes();
        s.settles();
      }),
      // Ruling 8.
      fits: crowded((s, root, one) => {
        root.answers('CF_DEFER', one);
        one.closes();
        root.told('FD_ACCEPT');
        s.settles();
      }),
    },
    {
      what: 'no FD_ACCEPT for those behind a deferred request that is withdrawn while WSPAccept rejects it',
      clause: 'EVENTS-3',
      breaks: crowded((s, root, one) => {
        root.answers('CF_DEFER', one);
        const rejecting = root.accept({ answer: 'CF_REJECT' });
        one.closes();
        rejecting.fails('WSAECONNREFUSED', { caller: one.name, callerData: '' });
        s.settles();
      }),
      // It was told when the other was rejected: the withdrawal comes too late to make another one due.
      fits: crowded((s, root, one) => {
        root.answers('CF_DEFER', one);
        const rejecting = root.accept({ answer: 'CF_REJECT' });
        root.told('FD_ACCEPT');
        one.closes();
        rejecting.fails('WSAECONNREFUSED', { caller: one.name, callerData: '' });
        s.settles();
      }),
    },
  ],
  {
    'a withdrawal may be overtaken by the news of the request': (s) => {
      const leaf = s.listener('leaf-1');
      s.root().joins(leaf).closes();
      leaf.told('FD_ACCEPT');
    },
    'a second invitation begins a join if the first is done by the time it arrives': (s) => {
      const root = s.root();
      const [one, other] = [s.listener('leaf-1'), s.listener('leaf-2')];
      root.joins(one);
      one.accepts(root);
      const call = root.join(other);
      root.told('FD_CONNECT');
      call.gives({ socket: s.fresh() });
      other.told('FD_ACCEPT');
      other.accepts(root);
      root.told('FD_CONNECT');
      s.settles();
    },
    'a second invitation may be announced, and accepted, before it returns': (s) => {
      const root = s.root();
      const [one, other] = [s.listener('leaf-1'), s.listener('leaf-2')];
      root.joins(one);
      one.accepts(root);
      const call = root.join(other);
      other.told('FD_ACCEPT');
      other.accepts(root);
      root.told('FD_CONNECT');
      root.told('FD_CONNECT');
      call.gives({ socket: s.fresh() });
      s.settles();
    },
    'whoever is being shut down may still be asked': (s) => {
      const root = s.root({ listens: 9 });
      root.call('shutdown', { how: SD.BOTH });
      s.leaf('leaf-1').joins(root);
      root.told('FD_ACCEPT');
    },
    'nothing is owed while a registration is under way': crowded((s, root) => {
      root.call('eventSelect', { events: USUAL });
      s.settles();
    }),
    'nothing is said of plain sockets': (s) => s.plain('leaf-1').told('FD_ACCEPT'),
    'nothing is said of a socket that is being closed': (s) => {
      const root = s.root({ listens: 9 });
      root.call('closeSocket', {});
      root.told('FD_ACCEPT');
    },
    'a listening socket that is being closed is owed nothing': (s) => {
      const root = s.root({ listens: 9 });
      const leaf = s.leaf('leaf-1').joins(root);
      root.call('closeSocket', {});
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      s.settles();
    },
    'a request of which nobody is told may have been refused': (s) => {
      s.leaf('leaf-1', { events: 0 }).joins(s.root({ listens: 9 }));
      s.settles();
    },
    'a request that came before WSPListen may have been refused (ruling 12)': (s) => {
      const root = s.root();
      const leaf = s.leaf('leaf-1').joins(root);
      root.listens();
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      s.settles();
    },
    'what fails elsewhere does not make FD_ACCEPT owed': (s) => {
      const root = s.root({ listens: 9 });
      s.leaf('leaf-1').join(NOBODY).fails('WSAECONNREFUSED');
      root.registers(USUAL);
      s.settles();
    },
  },
);

import { examine } from '../testing/examine.js';
import { NOBODY, NO_SESSION, SESSION, USUAL, type Hero, type Issued, type Story, type Tell } from '../testing/story.js';
import { blocking } from './blocking.js';

/** A blocking invitation that is under way. */
function inviting(tell: (call: Issued<'joinLeaf'>, root: Hero, leaf: Hero, s: Story) => void): Tell {
  return (s) => {
    const [root, leaf] = [s.root({ blocking: true }), s.listener('leaf-1')];
    const call = root.join(leaf);
    leaf.told('FD_ACCEPT');
    tell(call, root, leaf, s);
  };
}

/** A blocking request that is under way. */
function asking(tell: (call: Issued<'joinLeaf'>, leaf: Hero, root: Hero, s: Story) => void): Tell {
  return (s) => {
    const root = s.root({ listens: 9 });
    const leaf = s.leaf('leaf-1', { blocking: true });
    const call = leaf.join(root);
    root.told('FD_ACCEPT');
    tell(call, leaf, root, s);
  };
}

/** A leaf asks, whose socket was blocking until WSPEventSelect was called on it. */
function unblocked(tell: (call: Issued<'joinLeaf'>, story: Story, leaf: Hero) => void): Tell {
  return (s) => {
    const root = s.root({ listens: 9 });
    const leaf = s.leaf('leaf-1', { blocking: true, events: USUAL });
    const call = leaf.join(root);
    root.told('FD_ACCEPT');
    tell(call, s, leaf);
  };
}

examine(
  blocking,
  [
    {
      what: 'success before WSPAccept',
      clause: 'JOIN-2.5',
      by: 'R1',
      breaks: inviting((call, _root, _leaf, s) => call.gives({ socket: s.fresh() })),
      fits: inviting((call, root, leaf, s) => {
        leaf.accepts(root);
        call.gives({ socket: s.fresh() });
      }),
    },
    {
      what: 'success before WSPAccept',
      clause: 'JOIN-3.5',
      by: 'R1',
      breaks: asking((call, leaf) => call.gives({ socket: leaf.socket })),
      fits: asking((call, leaf, root) => {
        root.accepts(leaf);
        call.gives({ socket: leaf.socket });
      }),
    },
    {
      what: 'no return after WSPAccept',
      clause: 'USING-21',
      breaks: asking((_call, leaf, root, s) => {
        root.accepts(leaf);
        s.settles();
      }),
      fits: asking((call, leaf, root, s) => {
        // Until then it has every reason to wait.
        s.settles();
        root.accepts(leaf);
        call.gives({ socket: leaf.socket });
      }),
    },
    {
      what: 'no return after a rejection',
      clause: 'USING-21',
      breaks: asking((_call, leaf, root, s) => {
        root.answers('CF_REJECT', leaf);
        s.settles();
      }),
      fits: asking((call, leaf, root, s) => {
        root.answers('CF_REJECT', leaf);
        call.fails('WSAECONNREFUSED');
        s.settles();
      }),
    },
    {
      what: 'no return though nobody listens',
      clause: 'USING-21',
      breaks: (s) => {
        s.leaf('leaf-1', { blocking: true }).join(NOBODY);
        s.settles();
      },
      fits: (s) => {
        s.leaf('leaf-1', { blocking: true }).join(NOBODY).fails('WSAECONNREFUSED');
        s.settles();
      },
    },
    {
      what: 'no return though there is no session',
      clause: 'USING-21',
      breaks: (s) => {
        s.member('member-1', { blocking: true }).join(NO_SESSION);
        s.settles();
      },
      fits: (s) => {
        s.member('member-1', { blocking: true }).join(NO_SESSION).fails('WSAENETUNREACH');
        s.settles();
      },
    },
    {
      what: 'failure in spite of WSPAccept',
      clause: 'USING-21',
      breaks: asking((call, leaf, root) => {
        root.accepts(leaf);
        call.fails('WSAECONNREFUSED');
      }),
      fits: asking((call, leaf, root) => {
        root.accepts(leaf).closes();
        call.fails('WSAECONNREFUSED');
      }),
    },
    {
      what: 'failure without an error',
      clause: ['USING-20', 'USING-21'],
      breaks: asking((call) => call.fails('NO_ERROR')),
      fits: asking((call) => call.fails('WSAETIMEDOUT')),
    },
    {
      what: 'a join that does not return, though WSPEventSelect has made the socket nonblocking',
      clause: 'EVENTS-1',
      breaks: unblocked((_call, s) => s.settles()),
      fits: unblocked((call, s, leaf) => {
        call.gives({ socket: leaf.socket });
        s.settles();
      }),
    },
    {
      what: 'a nonblocking join that does not return',
      clause: 'USING-4',
      breaks: (s) => {
        const root = s.root({ listens: 9 });
        s.leaf('leaf-1').join(root);
        root.told('FD_ACCEPT');
        s.settles();
      },
      fits: (s) => {
        const root = s.root({ listens: 9 });
        const leaf = s.leaf('leaf-1');
        const call = leaf.join(root);
        root.told('FD_ACCEPT');
        call.gives({ socket: leaf.socket });
        s.settles();
      },
    },
    {
      what: 'success of a leaf that names a leaf',
      clause: 'JOIN-5.4',
      breaks: (s) => void s.leaf('leaf-1', { blocking: true }).joins(s.listener('leaf-2')),
      fits: (s) => s.leaf('leaf-1', { blocking: true }).join(s.listener('leaf-2')).fails('WSAEINVAL'),
    },
    {
      what: 'success with a leaf that does not listen',
      clause: 'JOIN-2.3',
      by: 'R12',
      breaks: (s) => void s.root({ blocking: true }).joins(s.leaf('leaf-1')),
      fits: (s) => s.root({ blocking: true }).join(s.leaf('leaf-1')).fails('WSAECONNREFUSED'),
    },
    {
      what: 'success with a root that does not listen',
      clause: 'JOIN-3.2',
      by: 'R12',
      breaks: (s) => void s.leaf('leaf-1', { blocking: true }).joins(s.root()),
      fits: (s) => s.leaf('leaf-1', { blocking: true }).join(s.root()).fails('WSAECONNREFUSED'),
    },
    {
      what: 'success where there is no session',
      clause: 'TAXONOMY-2',
      breaks: (s) => void s.member('member-1', { blocking: true }).joins(NO_SESSION),
      fits: (s) => void s.member('member-1', { blocking: true }).joins(SESSION),
    },
    {
      what: 'success of a request that was rejected',
      clause: 'ACCEPT-4',
      breaks: asking((call, leaf, root) => {
        root.answers('CF_REJECT', leaf);
        call.gives({ socket: leaf.socket });
      }),
      fits: asking((call, leaf, root) => {
        root.answers('CF_REJECT', leaf);
        call.fails('WSAECONNREFUSED');
      }),
    },
    {
      what: 'success of a request that is deferred',
      clause: 'ACCEPT-5',
      breaks: asking((call, leaf, root) => {
        root.answers('CF_DEFER', leaf);
        call.gives({ socket: leaf.socket });
      }),
      fits: asking((_call, leaf, root, s) => {
        root.answers('CF_DEFER', leaf);
        s.settles();
      }),
    },
    {
      what: 'success with a root that was closed before it accepted',
      clause: 'USING-17',
      by: 'R7',
      breaks: asking((call, leaf, root) => {
        root.closes();
        call.gives({ socket: leaf.socket });
      }),
      fits: asking((call, _leaf, root) => {
        root.closes();
        call.fails('WSAECONNRESET');
      }),
    },
  ],
  {
    'a closed socket’s call may return as it likes': asking((call, leaf) => {
      leaf.call('closeSocket', {});
      call.fails('WSAEINVAL');
    }),
    'what is not judged may go on for ever': (s) => {
      s.leaf('leaf-1', { blocking: true }).join(s.listener('leaf-2'));
      s.member('member-1', { blocking: true }).join({ ...SESSION, host: '239.9.9.9' });
      s.settles();
    },
  },
);

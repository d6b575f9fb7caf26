import { JL, SIO } from '../../spi/index.js';
import { examine } from '../testing/examine.js';
import { ENTRY, SESSION, USUAL, type Hero, type Story, type Tell } from '../testing/story.js';
import { sessionData } from './session-data.js';

interface Cast {
  readonly s: Story;
  readonly root: Hero;
  readonly one: Hero;
  readonly other: Hero;
  /** The root's descriptors for the two. */
  readonly links: readonly Hero[];
}

/** A root that has admitted two leaves. */
function admitted(tell: (cast: Cast) => void, entry: number = ENTRY.rooted, flags: number = JL.BOTH): Tell {
  return (s) => {
    const root = s.root({ entry, listens: 9 });
    const [one, other] = [s.leaf('leaf-1', { entry }), s.leaf('leaf-2', { entry })];
    const links = [s.admitted(one, root, flags), s.admitted(other, root)];
    tell({ s, root, one, other, links });
  };
}

/** Two members of the nonrooted session, on the nodes named. */
function members(tell: (one: Hero, other: Hero, s: Story) => void, node = 'member-2', flags: number = JL.BOTH): Tell {
  return (s) => tell(s.joined('member-1', {}, flags), s.joined(node), s);
}

function sets(hero: Hero, code: number, value: number): void {
  hero.call('ioctl', { code, value }).gives({});
}

const { MULTIPOINT_LOOPBACK, MULTICAST_SCOPE } = SIO;

examine(
  sessionData,
  [
    {
      what: 'session data on a leaf that has not accepted its invitation',
      clause: 'JOIN-2.5',
      breaks: (s) => {
        const leaf = s.listener('leaf-1');
        s.root().joins(leaf);
        leaf.told('FD_READ');
      },
      fits: (s) => s.invited(s.root(), s.listener('leaf-1')).own.told('FD_READ'),
    },
    {
      what: 'what the root says, heard by a leaf that has not accepted its invitation',
      clause: 'JOIN-2.5',
      breaks: (s) => {
        const [root, leaf] = [s.root(), s.listener('leaf-1')];
        root.joins(leaf);
        root.sends('a');
        leaf.hears('a');
      },
      fits: (s) => {
        const [root, leaf] = [s.root(), s.listener('leaf-1')];
        root.joins(leaf);
        root.sends('a');
        leaf.hearsNothing();
      },
    },
    {
      what: 'what is heard of a leaf’s WSPSend by another leaf before it returns',
      clause: 'TAXONOMY-3',
      breaks: admitted(({ one, other }) => {
        one.call('send', { data: 'a' });
        other.hears('a');
      }),
      fits: admitted(({ root, one }) => {
        one.call('send', { data: 'a' });
        root.hears('a');
      }),
    },
    {
      what: 'session data on a leaf that has not been admitted',
      clause: 'JOIN-3.5',
      breaks: (s) =>
        s
          .leaf('leaf-1')
          .joins(s.root({ listens: 9 }))
          .told('FD_READ'),
      fits: (s) => {
        const root = s.root({ listens: 9 });
        const leaf = s.leaf('leaf-1').joins(root);
        root.accept();
        leaf.told('FD_READ');
      },
    },
    {
      what: 'session data on a leaf that has not been admitted, and asks a second time',
      clause: 'JOIN-3.5',
      breaks: (s) => {
        const root = s.root({ listens: 9 });
        const leaf = s.leaf('leaf-1').joins(root);
        leaf.join(root);
        leaf.told('FD_READ');
      },
      fits: (s) => {
        const root = s.root({ listens: 9 });
        const leaf = s.leaf('leaf-1').joins(root);
        leaf.join(root);
        // The first request had ended by the time of the second.
        leaf.told('FD_CONNECT', 'WSAETIMEDOUT');
        root.accepts(leaf);
        leaf.told('FD_CONNECT');
        leaf.told('FD_READ');
      },
    },
    {
      what: 'session data on a leaf that has been rejected',
      clause: 'ACCEPT-4',
      breaks: (s) => {
        const root = s.root({ listens: 9 });
        const leaf = s.leaf('leaf-1').joins(root);
        root.answers('CF_REJECT', leaf);
        leaf.told('FD_READ');
      },
      fits: (s) => {
        const root = s.root({ listens: 9 });
        const leaf = s.leaf('leaf-1').joins(root);
        root.answers('CF_REJECT', leaf);
        leaf.hearsNothing();
      },
    },
    {
      what: 'a member that cannot send',
      clause: 'JOIN-4.4',
      breaks: members((one) => one.call('send', { data: 'a' }).fails('WSAENOTCONN')),
      fits: members((one) => one.call('send', { data: 'a' }).fails('WSAENOTCONN'), 'member-2', JL.RECEIVER_ONLY),
    },
    {
      what: 'a member that nobody hears',
      clause: 'JOIN-4.4',
      breaks: members((one, other, s) => {
        const third = s.joined('member-3');
        third.sends('a');
        other.hears('a');
        one.sends('b');
        s.settles();
        other.hearsNothing();
      }),
      fits: members((one, other, s) => {
        const third = s.joined('member-3');
        third.sends('a');
        other.hears('a');
        one.sends('b');
        // It may be under way.
        other.hearsNothing();
      }),
    },
    {
      what: 'a member by option that hears nothing',
      clause: 'JOIN-4.5',
      breaks: (s) => {
        const one = s.joined('member-1');
        const other = s.member('member-2');
        other.call('addMembership', { group: SESSION }).gives({});
        one.sends('a');
        s.settles();
        other.hearsNothing();
      },
      fits: (s) => {
        const one = s.joined('member-1');
        const other = s.member('member-2');
        one.sends('a');
        other.call('addMembership', { group: SESSION }).gives({});
        s.settles();
        other.hearsNothing();
      },
    },
    {
      what: 'a member by option that cannot send',
      clause: 'JOIN-4.5',
      breaks: (s) => {
        const one = s.member('member-1');
        one.call('addMembership', { group: SESSION }).gives({});
        one.call('send', { data: 'a' }).fails('WSAENOTCONN');
      },
      fits: (s) => s.member('member-1').call('send', { data: 'a' }).fails('WSAENOTCONN'),
    },
    {
      what: 'an invited leaf that hears nothing',
      clause: 'JOIN-5.1',
      breaks: (s) => {
        const root = s.root();
        const { own } = s.invited(root, s.listener('leaf-1'));
        root.sends('a');
        s.settles();
        own.hearsNothing();
      },
      fits: (s) => {
        const root = s.root();
        const { own } = s.invited(root, s.listener('leaf-1'));
        root.sends('a');
        s.settles();
        own.hears('a');
        own.hearsNothing();
      },
    },
    {
      what: 'an invited leaf that cannot send',
      clause: 'JOIN-5.1',
      breaks: (s) => s.invited(s.root(), s.listener('leaf-1')).own.call('send', { data: 'a' }).fails('WSAENOTCONN'),
      fits: (s) => s.listener('leaf-1').call('send', { data: 'a' }).fails('WSAENOTCONN'),
    },
    {
      what: 'an admitted leaf that hears nothing',
      clause: 'JOIN-5.2',
      breaks: admitted(({ s, root, one }) => {
        root.sends('a');
        s.settles();
        one.hearsNothing();
      }),
      fits: admitted(
        ({ s, root, one }) => {
          root.sends('a');
          s.settles();
          one.hearsNothing();
        },
        ENTRY.rooted,
        JL.SENDER_ONLY,
      ),
    },
    {
      what: 'a member that hears nothing',
      clause: 'JOIN-5.3',
      breaks: members((one, other, s) => {
        one.sends('a');
        s.settles();
        other.hearsNothing();
      }),
      fits: members(
        (one, other, s) => {
          one.sends('a');
          s.settles();
          other.hearsNothing();
        },
        'member-2',
        JL.RECEIVER_ONLY,
      ),
    },
    {
      what: 'a sender that hears',
      clause: 'USING-19',
      breaks: members(
        (one, other) => {
          other.sends('a');
          one.hears('a');
        },
        'member-2',
        JL.SENDER_ONLY,
      ),
      fits: members(
        (one, other) => {
          one.sends('a');
          other.hears('a');
        },
        'member-2',
        JL.SENDER_ONLY,
      ),
    },
    {
      what: 'a receiver that is heard',
      clause: 'USING-19',
      breaks: members(
        (one, other) => {
          one.sends('a');
          other.hears('a');
        },
        'member-2',
        JL.RECEIVER_ONLY,
      ),
      fits: members(
        (one, other) => {
          other.sends('a');
          one.hears('a');
        },
        'member-2',
        JL.RECEIVER_ONLY,
      ),
    },
    {
      what: 'a session that goes on without its root',
      clause: 'TAXONOMY-1',
      breaks: admitted(({ s, root, one, other, links }) => {
        root.closes();
        for (const it of [one, other, ...links]) it.told('FD_CLOSE');
        s.settles();
        one.sends('a');
        other.hears('a');
      }, ENTRY.sideways),
      fits: admitted(({ root, one, other }) => {
        one.sends('a');
        root.closes();
        other.hears('a');
      }, ENTRY.sideways),
    },
    {
      what: 'a leaf that hears a leaf where there is a d_root',
      clause: 'TAXONOMY-3',
      breaks: admitted(({ one, other }) => {
        one.sends('a');
        other.hears('a');
      }),
      fits: admitted(({ one, other }) => {
        one.sends('a');
        other.hears('a');
      }, ENTRY.sideways),
    },
    {
      what: 'a d_root that does not hear a leaf',
      clause: 'TAXONOMY-3',
      breaks: admitted(({ s, root, one }) => {
        one.sends('a');
        s.settles();
        root.hearsNothing();
      }),
      fits: admitted(({ s, root, one, other }) => {
        one.sends('a');
        s.settles();
        other.hearsNothing();
        root.hears('a');
      }),
    },
    {
      what: 'a leaf that has heard before, and does not any more',
      clause: 'TAXONOMY-3',
      breaks: admitted(({ s, root, one }) => {
        root.sends('a');
        one.hears('a');
        root.sends('b');
        s.settles();
        one.hearsNothing();
      }),
      fits: admitted(({ s, root, one }) => {
        root.sends('a');
        root.sends('b');
        s.settles();
        one.hears('b');
        one.hears('a');
        one.hearsNothing();
      }),
    },
    {
      what: 'one who is no member, and hears',
      clause: 'TAXONOMY-3',
      breaks: admitted(({ s, root }) => {
        const stranger = s.leaf('leaf-3');
        root.sends('a');
        stranger.hears('a');
      }),
      fits: admitted(({ s, root }) => {
        const stranger = s.leaf('leaf-3');
        root.sends('a');
        stranger.hearsNothing();
      }),
    },
    {
      what: 'a d_root that cannot send',
      clause: 'TAXONOMY-3',
      breaks: (s) => s.root().call('send', { data: 'a' }).fails('WSAENOTCONN'),
      fits: (s) => {
        const root = s.root();
        root.shuts();
        root.call('send', { data: 'a' }).fails('WSAESHUTDOWN');
      },
    },
    {
      what: 'data of another session',
      clause: 'TAXONOMY-4',
      breaks: admitted(({ s, one }) => {
        const another = s.root({ entry: ENTRY.sideways });
        another.sends('a');
        one.hears('a');
      }, ENTRY.sideways),
      fits: admitted(({ root, one }) => {
        root.sends('a');
        one.hears('a');
      }, ENTRY.sideways),
    },
    {
      what: 'a member that has heard before, and does not any more',
      clause: 'TAXONOMY-4',
      breaks: members((one, other, s) => {
        one.sends('a');
        other.hears('a');
        one.sends('b');
        s.settles();
        other.hearsNothing();
      }),
      fits: members((one, other, s) => {
        one.sends('a');
        other.hears('a');
        one.sends('b');
        s.settles();
        other.hears('b');
        one.hearsNothing();
      }),
    },
    {
      what: 'a root that listens, and can therefore not send',
      clause: 'DIFF-1',
      breaks: (s) => s.root({ listens: 9 }).call('send', { data: 'a' }).fails('WSAEINVAL'),
      fits: (s) => s.root({ listens: 9 }).sends('a'),
    },
    {
      what: 'a member that hears itself with loopback off',
      clause: 'LOOPBACK-1',
      breaks: (s) => {
        const member = s.joined('member-1');
        sets(member, MULTIPOINT_LOOPBACK, 0);
        member.sends('a');
        member.hears('a');
      },
      fits: (s) => {
        // What holds where it has not been set is not stated (ruling 17).
        const member = s.joined('member-1');
        member.sends('a');
        member.hears('a');
      },
    },
    {
      what: 'a member that does not hear itself with loopback on',
      clause: 'LOOPBACK-1',
      breaks: (s) => {
        const member = s.joined('member-1');
        sets(member, MULTIPOINT_LOOPBACK, 1);
        member.sends('a');
        s.settles();
        member.hearsNothing();
      },
      fits: (s) => {
        const member = s.joined('member-1');
        member.sends('a');
        s.settles();
        member.hearsNothing();
      },
    },
    {
      what: 'data beyond the host of a sender with scope 0',
      clause: 'SCOPE-1',
      breaks: members((one, other) => {
        sets(one, MULTICAST_SCOPE, 0);
        one.sends('a');
        other.hears('a');
      }),
      fits: members((one, other) => {
        sets(one, MULTICAST_SCOPE, 1);
        one.sends('a');
        other.hears('a');
      }),
    },
    {
      what: 'no data within the host of a sender with scope 0',
      clause: 'SCOPE-1',
      breaks: members((one, twin, s) => {
        sets(one, MULTICAST_SCOPE, 0);
        one.sends('a');
        s.settles();
        twin.hearsNothing();
      }, 'twin'),
      fits: members((one, other, s) => {
        sets(one, MULTICAST_SCOPE, 0);
        one.sends('a');
        s.settles();
        other.hearsNothing();
      }),
    },
    {
      what: 'loopback that a sender turns off for everybody on its host',
      clause: 'IPMC-4',
      breaks: members((one, twin, s) => {
        sets(one, MULTIPOINT_LOOPBACK, 0);
        one.sends('a');
        s.settles();
        twin.hearsNothing();
      }, 'twin'),
      fits: members((one, twin, s) => {
        sets(one, MULTIPOINT_LOOPBACK, 0);
        one.sends('a');
        s.settles();
        twin.hears('a');
        one.hearsNothing();
      }, 'twin'),
    },
  ],
  {
    'whether a root’s descriptor for a leaf hears is not judged (ruling 27)': (s) => {
      const root = s.root();
      const { own, link } = s.invited(root, s.listener('leaf-1'));
      own.sends('a');
      link.hears('a');
    },
    'nothing is said where there are two d_roots (ruling 27)': (s) => {
      const root = s.root({ listens: 9 });
      const [one, other] = [s.leaf('leaf-1', { data: 'd_root' }), s.leaf('leaf-2')];
      s.admitted(one, root);
      s.admitted(other, root);
      root.sends('a');
      s.settles();
      other.hearsNothing();
      one.hearsNothing();
    },
    'nobody is owed what was said before it was a member': (s) => {
      const root = s.root({ listens: 9 });
      root.sends('a');
      const leaf = s.leaf('leaf-1');
      s.admitted(leaf, root);
      leaf.hearsNothing();
    },
    'nobody is owed what was being sent when it became a member': (s) => {
      const sender = s.joined('member-1');
      const other = s.member('member-2');
      other.joins(SESSION);
      const sending = sender.call('send', { data: 'a' });
      other.told('FD_CONNECT');
      sending.gives({});
      s.settles();
      other.hearsNothing();
    },
    'one who became a member while it sent may not have been able to': (s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf);
      leaf.told('FD_ACCEPT');
      const sending = leaf.accepts(root).call('send', { data: 'a' });
      root.told('FD_CONNECT');
      sending.fails('WSAENOTCONN');
    },
    'what has been heard before WSPSend returned is owed no more': members((one, other, s) => {
      const sending = one.call('send', { data: 'a' });
      other.hears('a');
      sending.gives({});
      s.settles();
      other.hearsNothing();
    }),
    'a text that nobody is known to have sent tells nothing': (s) => s.joined('member-1').hears('a'),
    'one whose sender has closed since may hear it or not': members((one, other, s) => {
      one.sends('a');
      one.closes();
      s.settles();
      other.hearsNothing();
    }),
    'one of whom two outcomes were told may have joined by the later one': (s) => {
      const [root, leaf] = [s.root({ listens: 9 }), s.leaf('leaf-1')];
      leaf.joins(root);
      leaf.registers(USUAL);
      const again = leaf.join(root);
      root.told('FD_ACCEPT');
      root.answers('CF_REJECT', leaf);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      again.gives({ socket: leaf.socket });
      root.told('FD_ACCEPT');
      s.settles();
      s.settles();
      root.accepts(leaf);
      leaf.told('FD_CONNECT');
      s.settles();
      s.settles();
      root.sends('a');
      leaf.hears('a');
    },
    'other errors of WSPRecv tell nothing': members((one, other, s) => {
      one.sends('a');
      s.settles();
      other.call('recv', {}).fails('WSAENOBUFS');
    }),
    'a leaf that was dropped is owed nothing, and may not be able to send': admitted(({ root, one }) => {
      root.closes();
      one.told('FD_CLOSE');
      one.call('send', { data: 'a' }).fails('WSAENOTCONN');
    }),
  },
);

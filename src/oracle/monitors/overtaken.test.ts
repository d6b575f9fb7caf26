import { FD } from '../../spi/index.js';
import { examine } from '../testing/examine.js';
import { NOBODY, SESSION, type Hero, type Issued, type Story, type Tell } from '../testing/story.js';
import { overtaken } from './overtaken.js';

/** A leaf that asks where nobody listens, and asks again; the second call is under way. */
function asksAgain(tell: (leaf: Hero, again: Issued<'joinLeaf'>, s: Story) => void): Tell {
  return (s) => {
    const leaf = s.leaf('leaf-1').joins(NOBODY);
    const again = leaf.join(NOBODY);
    tell(leaf, again, s);
  };
}

/** A root that invites a leaf, who accepts, and invites it again; the second call is under way. */
function invitesAgain(tell: (root: Hero, again: Issued<'joinLeaf'>, leaf: Hero, s: Story) => void): Tell {
  return (s) => {
    const [root, leaf] = [s.root(), s.listener('leaf-1')];
    root.joins(leaf);
    leaf.told('FD_ACCEPT');
    leaf.accepts(root);
    tell(root, root.join(leaf), leaf, s);
  };
}

examine(
  overtaken,
  [
    {
      what: 'success of an invitation twice, where the second call has met it pending',
      clause: 'JOIN-2.6',
      breaks: invitesAgain((root, again, leaf) => {
        root.told('FD_CONNECT');
        leaf.accept();
        root.told('FD_CONNECT');
        again.fails('WSAEALREADY');
      }),
      fits: invitesAgain((root, again, leaf, s) => {
        root.told('FD_CONNECT');
        leaf.accept();
        root.told('FD_CONNECT');
        again.gives({ socket: s.fresh() });
      }),
    },
    {
      what: 'failure twice, where the second call has met the join pending',
      clause: 'USING-5',
      breaks: asksAgain((leaf, again) => {
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        again.fails('WSAEALREADY');
      }),
      fits: asksAgain((leaf, again) => {
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        again.gives({ socket: leaf.socket });
      }),
    },
    {
      what: 'a second join of one that has joined meanwhile',
      clause: 'USING-8',
      breaks: (s) => {
        const member = s.member('member-1').joins(SESSION);
        const again = member.join(SESSION);
        member.told('FD_CONNECT');
        again.gives({ socket: member.socket });
      },
      fits: (s) => {
        for (const error of ['WSAEISCONN', 'WSAEALREADY'] as const) {
          const member = s.member(error === 'WSAEISCONN' ? 'member-1' : 'member-2').joins(SESSION);
          const again = member.join(SESSION);
          member.told('FD_CONNECT');
          again.fails(error);
        }
      },
    },
    {
      what: 'a failure that is both told and returned',
      clause: 'USING-20',
      by: 'R4',
      breaks: (s) => {
        const leaf = s.leaf('leaf-1');
        const call = leaf.join(NOBODY);
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        call.fails('WSAECONNREFUSED');
      },
      fits: (s) => {
        const leaf = s.leaf('leaf-1');
        const call = leaf.join(NOBODY);
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        call.gives({ socket: leaf.socket });
      },
    },
  ],
  {
    'after a registration an outcome may be told again (ruling 14)': asksAgain((leaf, again) => {
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      leaf.registers(FD.FD_CONNECT);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      again.fails('WSAEALREADY');
    }),
    'of several calls under way, it may be another that has begun a join': asksAgain((leaf, again) => {
      const third = leaf.join(NOBODY);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      again.fails('WSAEALREADY');
      third.gives({ socket: leaf.socket });
    }),
    'a session may have ended before the second call arrives': (s) => {
      const [root, leaf] = [s.root({ listens: 9 }), s.leaf('leaf-1')];
      leaf.joins(root);
      root.told('FD_ACCEPT');
      const link = root.accepts(leaf);
      const again = leaf.join(root);
      leaf.told('FD_CONNECT');
      link.closes();
      leaf.told('FD_CLOSE');
      again.gives({ socket: leaf.socket });
    },
  },
);

import { FD } from '../../spi/index.js';
import { examine } from '../testing/examine.js';
import { USUAL, type Hero, type Story, type Tell } from '../testing/story.js';
import { closing } from './closing.js';

/** A leaf that was admitted; both sides have registered for what happens to them. */
function admitted(tell: (leaf: Hero, link: Hero, root: Hero, s: Story) => void): Tell {
  return (s) => {
    const [leaf, root] = [s.leaf('leaf-1'), s.root({ listens: 9 })];
    const link = s.admitted(leaf, root);
    link.registers(USUAL);
    tell(leaf, link, root, s);
  };
}

/** A leaf that was invited. Nobody has registered on what the join brought forth: the events are inherited. */
function invited(tell: (own: Hero, link: Hero, root: Hero, s: Story) => void): Tell {
  return (s) => {
    const root = s.root();
    const { own, link } = s.invited(root, s.listener('leaf-1'));
    tell(own, link, root, s);
  };
}

examine(
  closing,
  [
    {
      what: 'a leaf leaves, and the root is not told',
      clause: 'USING-13',
      breaks: admitted((leaf, _link, _root, s) => {
        leaf.closes();
        s.settles();
      }),
      fits: admitted((leaf, link, _root, s) => {
        leaf.closes();
        link.told('FD_CLOSE');
        s.settles();
      }),
    },
    {
      what: 'the root is told that a leaf has left, which has not',
      clause: 'USING-13',
      breaks: admitted((_leaf, link) => link.told('FD_CLOSE')),
      fits: admitted((leaf, link) => {
        leaf.call('closeSocket', {});
        link.told('FD_CLOSE');
      }),
    },
    {
      what: 'the root is told that another leaf has left',
      clause: 'USING-13',
      breaks: admitted((_leaf, link, root, s) => {
        const other = s.leaf('leaf-2');
        s.admitted(other, root).registers(0);
        other.closes();
        link.told('FD_CLOSE');
      }),
      fits: admitted((_leaf, _link, root, s) => {
        const other = s.leaf('leaf-2');
        const link = s.admitted(other, root);
        other.closes();
        link.told('FD_CLOSE');
      }),
    },
    {
      what: 'the root drops a leaf, which is not told',
      clause: 'USING-14',
      breaks: admitted((_leaf, link, _root, s) => {
        link.closes();
        s.settles();
      }),
      fits: admitted((leaf, link, _root, s) => {
        link.closes();
        leaf.told('FD_CLOSE');
        s.settles();
      }),
    },
    {
      what: 'a leaf is told that it was dropped, and was not',
      clause: 'USING-14',
      breaks: admitted((leaf) => leaf.told('FD_CLOSE')),
      fits: admitted((leaf) => leaf.told('FD_CLOSE', 'WSAENETRESET')),
    },
    {
      what: 'FD_CLOSE on a leaf that asks a second time while its request waits',
      clause: 'USING-14',
      breaks: (s) => {
        const root = s.root({ listens: 9 });
        const leaf = s.leaf('leaf-1').joins(root);
        leaf.join(root);
        leaf.told('FD_CLOSE');
      },
      fits: (s) => {
        const root = s.root({ listens: 9 });
        const leaf = s.leaf('leaf-1').joins(root);
        leaf.join(root);
        // The first request had ended by the time of the second, which was admitted, and dropped.
        leaf.told('FD_CONNECT', 'WSAETIMEDOUT');
        root.accepts(leaf).closes();
        leaf.told('FD_CLOSE');
      },
    },
    {
      what: 'FD_CLOSE on the c_root',
      clause: 'USING-14',
      breaks: admitted((leaf, _link, root) => {
        leaf.closes();
        root.told('FD_CLOSE');
      }),
      fits: admitted((leaf, link) => {
        leaf.closes();
        link.told('FD_CLOSE');
      }),
    },
    {
      what: 'FD_CLOSE on the descriptor of an invitation that is pending',
      clause: 'USING-13',
      breaks: (s) => s.root().joins(s.listener('leaf-1')).told('FD_CLOSE'),
      fits: (s) => {
        const root = s.root();
        const link = root.joins(s.leaf('leaf-1'));
        root.told('FD_CONNECT', 'WSAECONNREFUSED');
        link.told('FD_CLOSE');
      },
    },
    {
      what: 'a leaf leaves, and the descriptor of the invitation has not inherited FD_CLOSE',
      clause: 'USING-12',
      breaks: invited((own, _link, _root, s) => {
        own.closes();
        s.settles();
      }),
      fits: invited((own, link, _root, s) => {
        link.registers(0);
        own.closes();
        s.settles();
      }),
    },
    {
      what: 'a leaf leaves, and the descriptor of its admission has not inherited FD_CLOSE',
      clause: 'USING-15',
      breaks: (s) => {
        const leaf = s.leaf('leaf-1');
        s.admitted(leaf, s.root({ listens: 9 }));
        leaf.closes();
        s.settles();
      },
      fits: (s) => {
        const leaf = s.leaf('leaf-1');
        s.admitted(leaf, s.root({ listens: 9, events: USUAL & ~0x20 }));
        leaf.closes();
        s.settles();
      },
    },
    {
      what: 'the root drops a leaf, and the accepted socket has not inherited FD_CLOSE',
      clause: 'ACCEPT-7',
      breaks: invited((_own, link, _root, s) => {
        link.closes();
        s.settles();
      }),
      fits: invited((own, link, _root, s) => {
        link.closes();
        own.told('FD_CLOSE');
        s.settles();
      }),
    },
    {
      what: 'the c_root closes, and a leaf is not told',
      clause: ['USING-17', 'DIFF-2'],
      breaks: admitted((_leaf, link, root, s) => {
        root.closes();
        link.told('FD_CLOSE');
        s.settles();
      }),
      fits: admitted((leaf, link, root, s) => {
        root.closes();
        link.told('FD_CLOSE');
        leaf.told('FD_CLOSE');
        s.settles();
      }),
    },
    {
      what: 'the c_root is shut down, and the root’s descriptor for a leaf is not told',
      clause: 'USING-17',
      breaks: admitted((leaf, _link, root, s) => {
        root.shuts();
        leaf.told('FD_CLOSE');
        s.settles();
      }),
      fits: admitted((leaf, link, root, s) => {
        root.shuts();
        leaf.told('FD_CLOSE');
        link.told('FD_CLOSE');
        s.settles();
      }),
    },
    {
      what: 'an event on a socket that was closed',
      clause: 'CLOSE-2',
      breaks: admitted((leaf, link) => {
        leaf.closes();
        link.closes();
        link.told('FD_CLOSE');
      }),
      fits: admitted((leaf, link) => {
        leaf.closes();
        // It may have been under way when the call was made.
        const call = link.call('closeSocket', {});
        link.told('FD_CLOSE');
        call.gives({});
      }),
    },
    {
      what: 'FD_CLOSE on a member',
      clause: 'JOIN-4.4',
      breaks: (s) => s.joined('member-1').told('FD_CLOSE'),
      fits: (s) => s.joined('member-1').told('FD_CLOSE', 'WSAENETDOWN'),
    },
  ],
  {
    'a pending descriptor is told of the root’s end or not (ruling 15)': (s) => {
      const root = s.root();
      const link = root.joins(s.listener('leaf-1'));
      root.closes();
      link.told('FD_CLOSE');
    },
    'a descriptor that is given out again may be told before the call returns': admitted((leaf, link, root, s) => {
      link.closes();
      leaf.told('FD_CLOSE');
      const other = s.leaf('leaf-2').joins(root);
      const call = root.accept();
      other.told('FD_CONNECT');
      other.closes();
      link.told('FD_CLOSE');
      call.gives({ socket: link.socket, peer: other.name });
      s.settles();
    }),
    'a leaf whose request is pending may be told that its root is gone': (s) => {
      const root = s.root({ listens: 9 });
      const leaf = s.leaf('leaf-1').joins(root);
      root.told('FD_ACCEPT');
      root.closes();
      leaf.told('FD_CLOSE');
      leaf.told('FD_CONNECT', 'WSAECONNRESET');
      s.settles();
    },
    'what is said on a socket that is shut down is not judged': admitted((leaf) => {
      leaf.shuts();
      leaf.told('FD_CLOSE');
    }),
    'a leaf that shuts down may end it for the other side': admitted((leaf, link) => {
      leaf.shuts();
      link.told('FD_CLOSE');
    }),
    'a leaf that was dropped before it registered is owed nothing': invited((own, link, _root, s) => {
      own.registers(0);
      link.closes();
      own.registers(USUAL);
      s.settles();
    }),
    'the network may end what nobody has closed': (s) => {
      for (const [at, error] of (['WSAENETRESET', 'WSAENETDOWN', 'WSAETIMEDOUT'] as const).entries()) {
        s.joined(`member-${at + 1}`).told('FD_CLOSE', error);
      }
    },
    'a call to close a socket may cross what it is told': admitted((leaf) => {
      leaf.call('closeSocket', {});
      leaf.told('FD_CLOSE');
    }),
    'nothing is said of FD_CLOSE on a plain socket that leads nowhere': (s) => s.plain('leaf-1').told('FD_CLOSE'),
    'nothing is said of FD_CLOSE where it is not known who was accepted': (s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf).closes();
      const link = root.joins(leaf);
      const own = leaf.accepts(root);
      own.told('FD_CLOSE');
      link.told('FD_CLOSE');
      s.settles();
    },
    'nothing is said of a use that is none of the three': (s) => {
      const leaf = s.leaf('leaf-1').joins(s.listener('leaf-2'));
      leaf.told('FD_CLOSE');
      s.settles();
    },
    'nothing is said of the descriptor of an invitation that came to nothing': (s) => {
      const root = s.root();
      const link = root.joins(s.listener('leaf-1'));
      root.told('FD_CONNECT', 'WSAETIMEDOUT');
      link.told('FD_CLOSE');
    },
    'a root that is shut down ends it for its leaves': admitted((leaf, _link, root) => {
      root.shuts();
      leaf.told('FD_CLOSE');
    }),
    'a root’s descriptor that is shut down may end it for the leaf': admitted((leaf, link) => {
      link.shuts();
      leaf.told('FD_CLOSE');
    }),
    'nobody is owed FD_CLOSE on a socket that is closing, or shut down': admitted((leaf, link, root, s) => {
      leaf.shuts();
      link.call('closeSocket', {});
      root.closes();
      s.settles();
    }),
    'a descriptor whose join has not been told of is owed nothing': (s) => {
      const [root, leaf] = [s.root({ events: 0 }), s.listener('leaf-1')];
      root.joins(leaf);
      leaf.accepts(root).closes();
      s.settles();
    },
    'nothing comes of a descriptor that was never given out': (s) => {
      s.leaf('leaf-1').closes();
      s.call('leaf-1', 'recv', { socket: 99 });
      s.events.push({ kind: 'indication', node: 'leaf-1', socket: 99, event: 'FD_CLOSE', error: 'NO_ERROR' });
    },
    'a new socket may have the number of one that was closed': (s) => {
      for (const verb of ['socket', 'joinLeaf', 'accept'] as const) {
        const [root, leaf] = [s.root({ listens: 9 }), s.listener('leaf-1')];
        const gone = s.make('root', { control: 'c_leaf', data: 'd_leaf' }, {});
        gone.closes();
        if (verb === 'socket') s.call('root', 'socket', { entry: 1, flags: 0, blocking: false });
        if (verb === 'joinLeaf') root.join(leaf);
        if (verb === 'accept') root.accept();
        gone.told('FD_CLOSE');
        root.closes();
        leaf.closes();
      }
    },
    'a leaf whose root has closed when it was not to be told is not told when its descriptor is closed, either':
      admitted((leaf, link, root, s) => {
        leaf.registers(0);
        root.closes();
        link.told('FD_CLOSE');
        leaf.registers(FD.FD_CLOSE);
        s.settles();
        link.closes();
        s.settles();
      }),
    'a leaf that is told once is told': admitted((leaf, link, root, s) => {
      link.closes();
      leaf.told('FD_CLOSE');
      s.settles();
      root.closes();
      s.settles();
    }),
  },
);

import { EVERYTHING } from '../testing/story.js';
import { examine } from '../testing/examine.js';
import { listening } from './listening.js';

const noBacklog = {
  capabilities: { ...EVERYTHING, features: EVERYTHING.features.filter((it) => it !== 'backlog') },
};

examine(
  listening,
  [
    {
      what: 'a bound c_leaf that cannot listen',
      clause: 'JOIN-2.3',
      breaks: (s) => s.leaf('leaf-1').call('listen', { backlog: 1 }).fails('WSAEOPNOTSUPP'),
      fits: (s) => s.leaf('leaf-1').listens(1),
    },
    {
      what: 'a bound c_root that cannot listen',
      clause: 'JOIN-3.2',
      breaks: (s) => s.root().call('listen', { backlog: 1 }).fails('WSAEOPNOTSUPP'),
      fits: (s) => s.root().listens(1),
    },
    {
      what: 'an unbound socket that listens',
      clause: 'LISTEN-1',
      breaks: (s) => s.leaf('leaf-1', { bound: false }).listens(1),
      fits: (s) => s.leaf('leaf-1', { bound: false }).call('listen', { backlog: 1 }).fails('WSAEINVAL'),
    },
    {
      what: 'an unbound socket that is told something else',
      clause: 'LISTEN-1',
      breaks: (s) => s.root({ bound: false }).call('listen', { backlog: 1 }).fails('WSAEOPNOTSUPP'),
      fits: (s) => s.root({ bound: false }).call('listen', { backlog: 1 }).fails('WSAEINVAL'),
    },
    {
      what: 'a c_leaf that has joined, and listens',
      clause: 'LISTEN-1',
      breaks: (s) => {
        const leaf = s.leaf('leaf-1');
        s.admitted(leaf, s.root({ listens: 9 }));
        leaf.listens(1);
      },
      fits: (s) => {
        const leaf = s.leaf('leaf-1');
        s.admitted(leaf, s.root({ listens: 9 }));
        leaf.call('listen', { backlog: 1 }).fails('WSAEISCONN');
      },
    },
    {
      what: 'an accepted socket that is told something else',
      clause: 'LISTEN-1',
      breaks: (s) => {
        const { own } = s.invited(s.root(), s.listener('leaf-1'));
        own.call('listen', { backlog: 1 }).fails('WSAEINVAL');
      },
      fits: (s) => {
        const { own } = s.invited(s.root(), s.listener('leaf-1'));
        own.call('listen', { backlog: 1 }).fails('WSAEISCONN');
      },
    },
    {
      what: 'a descriptor that listens while its join is pending',
      clause: 'USING-6',
      breaks: (s) => s.root().joins(s.listener('leaf-1')).listens(1),
      fits: (s) => s.root().joins(s.listener('leaf-1')).call('listen', { backlog: 1 }).fails('WSAEINVAL'),
    },
    {
      what: 'the descriptor of an admitted leaf that listens',
      clause: 'USING-15',
      breaks: (s) => s.admitted(s.leaf('leaf-1'), s.root({ listens: 9 })).listens(1),
      fits: (s) =>
        s
          .admitted(s.leaf('leaf-1'), s.root({ listens: 9 }))
          .call('listen', { backlog: 1 })
          .fails('WSAEISCONN'),
    },
    {
      what: 'two requests in a queue of one',
      clause: 'LISTEN-2',
      breaks: (s) => {
        const root = s.root({ listens: 1 });
        s.leaf('leaf-1').joins(root);
        s.leaf('leaf-2').joins(root);
        root.told('FD_ACCEPT');
        s.settles();
      },
      fits: (s) => {
        const root = s.root({ listens: 1 });
        s.leaf('leaf-1').joins(root);
        const late = s.leaf('leaf-2').joins(root);
        root.told('FD_ACCEPT');
        late.told('FD_CONNECT', 'WSAECONNREFUSED');
        s.settles();
      },
    },
    {
      what: 'two requests in a queue of one, where the backlog is honoured',
      clause: 'LISTEN-2',
      breaks: (s) => {
        const leaf = s.listener('leaf-1', { listens: 1 });
        s.root().joins(leaf);
        s.root().joins(leaf);
        leaf.told('FD_ACCEPT');
        s.settles();
      },
      near: noBacklog,
      fits: (s) => {
        const leaf = s.listener('leaf-1', { listens: 1 });
        s.root().joins(leaf);
        s.root().joins(leaf);
        leaf.told('FD_ACCEPT');
        s.settles();
      },
    },
  ],
  {
    'a c_root with leaves may listen (ruling 23)': (s) => {
      const root = s.root();
      s.invited(root, s.listener('leaf-1'));
      root.listens();
    },
    'one whose session is over may listen or not': (s) => {
      const leaf = s.leaf('leaf-1');
      const link = s.admitted(leaf, s.root({ listens: 9 }));
      link.closes();
      leaf.told('FD_CLOSE');
      leaf.listens();
    },
    'nothing is said of plain sockets': (s) => s.plain('leaf-1').call('listen', { backlog: 1 }).fails('WSAEFAULT'),
    'nothing is said where there is no root': (s) => s.member('member-1').listens(),
    'nothing is said once it is shut down': (s) => {
      const leaf = s.leaf('leaf-1');
      leaf.shuts();
      leaf.call('listen', { backlog: 1 }).fails('WSAESHUTDOWN');
    },
    'a backlog that has been lowered leaves those in the queue who have a place': (s) => {
      const root = s.root({ listens: 2 });
      s.leaf('leaf-1').joins(root);
      s.leaf('leaf-2').joins(root);
      root.told('FD_ACCEPT');
      root.listens(1);
      s.settles();
    },
    'a queue of none is not judged (ruling 20)': (s) => {
      const root = s.root({ listens: 0 });
      s.leaf('leaf-1').joins(root);
      root.told('FD_ACCEPT');
      s.settles();
    },
    'one who is not told of a refusal may have had it': (s) => {
      const root = s.root({ listens: 1 });
      s.leaf('leaf-1').joins(root);
      s.leaf('leaf-2', { events: 0 }).joins(root);
      root.told('FD_ACCEPT');
      s.settles();
    },
    'one that was withdrawn may hold its place (ruling 20)': (s) => {
      const root = s.root({ listens: 1 });
      const gone = s.leaf('leaf-1').joins(root);
      root.told('FD_ACCEPT');
      s.settles();
      gone.closes();
      s.leaf('leaf-2').joins(root);
      s.settles();
    },
  },
);

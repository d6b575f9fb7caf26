import { examine } from '../testing/examine.js';
import { Hero, NOBODY, type Story } from '../testing/story.js';
import { descriptors } from './descriptors.js';

function nothing(s: Story): Hero {
  return new Hero(s, 'leaf-1', 77, NOBODY);
}

function closed(s: Story): Hero {
  const leaf = s.leaf('leaf-1');
  leaf.closes();
  return leaf;
}

examine(
  descriptors,
  [
    {
      what: 'a closed socket that still sends',
      clause: 'CLOSE-1',
      breaks: (s) => closed(s).sends('from beyond'),
      fits: (s) => closed(s).call('send', { data: 'from beyond' }).fails('WSAENOTSOCK'),
    },
    {
      what: 'a closed socket that answers with another error',
      clause: 'CLOSE-1',
      breaks: (s) => closed(s).call('closeSocket', {}).fails('WSAEINVAL'),
      fits: (s) => closed(s).call('closeSocket', {}).fails('WSAENOTSOCK'),
    },
    {
      what: 'a join on what is no socket',
      clause: 'USING-20',
      breaks: (s) => nothing(s).join(s.root()).fails('WSAEINVAL'),
      fits: (s) => nothing(s).join(s.root()).fails('WSAENOTSOCK'),
    },
  ],
  {
    'what other calls answer on no socket is no matter of joins': (s) =>
      nothing(s).call('send', { data: 'x' }).fails('WSAEINVAL'),
    'a descriptor that is given out again is a socket': (s) => {
      const leaf = closed(s);
      s.call('leaf-1', 'socket', { entry: 1, flags: 0x15, blocking: false }).gives({ socket: leaf.socket });
      leaf.call('getSockName', {}).fails('WSAEINVAL');
    },
    'the same descriptor means another socket on another node': (s) => {
      const leaf = closed(s);
      new Hero(s, 'leaf-2', leaf.socket, NOBODY).call('send', { data: 'x' }).fails('WSAEINVAL');
    },
    'some calls name no socket': (s) => s.call('leaf-1', 'memberships', {}).gives({ groups: [] }),
  },
);

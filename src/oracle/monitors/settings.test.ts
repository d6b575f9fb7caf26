import { SIO } from '../../spi/index.js';
import { examine } from '../testing/examine.js';
import { EVERYTHING, SESSION, type Hero, type Tell } from '../testing/story.js';
import { settings } from './settings.js';

const bare = { capabilities: { ...EVERYTHING, features: [] } };

/** A leaf whose admission came with callee data. */
function welcomed(tell: (leaf: Hero) => void): Tell {
  return (s) => {
    const root = s.root({ listens: 9 });
    const leaf = s.leaf('leaf-1').joins(root);
    root.told('FD_ACCEPT');
    root.accept({ answer: 'CF_ACCEPT', calleeData: 'welcome' }).gives({
      socket: s.fresh(),
      peer: leaf.name,
      condition: { caller: leaf.name, callerData: '' },
    });
    leaf.told('FD_CONNECT');
    tell(leaf);
  };
}

/** An ioctl on a member fails. */
function refuses(code: number, value: number): Tell {
  return (s) => s.joined('member-1').call('ioctl', { code, value }).fails('WSAEOPNOTSUPP');
}

examine(
  settings,
  [
    {
      what: 'callee data that is lost',
      clause: 'USING-18',
      breaks: welcomed((leaf) => leaf.call('calleeData', {}).gives({ data: '' })),
      fits: welcomed((leaf) => leaf.call('calleeData', {}).gives({ data: 'welcome' })),
    },
    {
      what: 'callee data that cannot be read',
      clause: 'USING-18',
      breaks: welcomed((leaf) => leaf.call('calleeData', {}).fails('WSAEOPNOTSUPP')),
      near: bare,
      fits: welcomed((leaf) => leaf.call('calleeData', {}).fails('WSAEOPNOTSUPP')),
    },
    {
      what: 'callee data where none was sent',
      clause: 'USING-18',
      breaks: (s) => {
        const leaf = s.leaf('leaf-1');
        s.admitted(leaf, s.root({ listens: 9 }));
        leaf.call('calleeData', {}).gives({ data: 'of somebody else' });
      },
      fits: (s) => {
        const leaf = s.leaf('leaf-1');
        s.admitted(leaf, s.root({ listens: 9 }));
        leaf.call('calleeData', {}).gives({ data: '' });
      },
    },
    {
      what: 'loopback that cannot be set',
      clause: 'LOOPBACK-1',
      breaks: refuses(SIO.MULTIPOINT_LOOPBACK, 0),
      near: bare,
      fits: refuses(SIO.MULTIPOINT_LOOPBACK, 0),
    },
    {
      what: 'a scope that cannot be set',
      clause: 'SCOPE-1',
      breaks: refuses(SIO.MULTICAST_SCOPE, 1),
      near: bare,
      fits: refuses(SIO.MULTICAST_SCOPE, 1),
    },
    {
      what: 'IP_ADD_MEMBERSHIP that fails',
      clause: 'JOIN-4.5',
      breaks: (s) => s.member('member-1').call('addMembership', { group: SESSION }).fails('WSAEINVAL'),
      fits: (s) => s.joined('member-1').call('addMembership', { group: SESSION }).fails('WSAEINVAL'),
    },
  ],
  {
    'callee data is valid only once FD_CONNECT has been indicated': (s) => {
      const root = s.root({ listens: 9 });
      s.leaf('leaf-1').joins(root).call('calleeData', {}).gives({ data: 'rubbish' });
    },
    'other ioctls are not judged': refuses(0x1234, 1),
    'an ioctl before the join is not judged': (s) =>
      s.member('member-1').call('ioctl', { code: SIO.MULTICAST_SCOPE, value: 1 }).fails('WSAEINVAL'),
    'IP_ADD_MEMBERSHIP on a socket that is not bound may be refused': (s) =>
      s.member('member-1', { bound: false }).call('addMembership', { group: SESSION }).fails('WSAEINVAL'),
    'a second IP_ADD_MEMBERSHIP may be refused': (s) => {
      const member = s.member('member-1');
      member.call('addMembership', { group: SESSION }).gives({});
      member.call('addMembership', { group: SESSION }).fails('WSAEADDRINUSE');
    },
  },
);

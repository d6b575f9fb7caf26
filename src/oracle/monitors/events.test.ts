import { FD } from '../../spi/index.js';
import { examine } from '../testing/examine.js';
import { EVERYTHING, SESSION, USUAL, type Hero, type Tell } from '../testing/story.js';
import { events } from './events.js';

const CONNECT = { events: FD.FD_CONNECT, errors: { FD_CONNECT: 'NO_ERROR' } } as const;
const NOTHING = { events: 0, errors: {} };
const noRecords = {
  capabilities: { ...EVERYTHING, features: EVERYTHING.features.filter((it) => it !== 'event-records') },
};

/** A member that has been told FD_CONNECT, and all is quiet. */
function member(tell: (member: Hero) => void): Tell {
  return (s) => tell(s.joined('member-1'));
}

examine(
  events,
  [
    {
      what: 'an event that was never nominated',
      clause: 'EVENTS-4',
      breaks: member((it) => it.told('FD_WRITE')),
      fits: member((it) => it.told('FD_READ')),
    },
    {
      what: 'FD_CONNECT on a socket that has registered for nothing',
      clause: 'EVENTS-4',
      breaks: (s) => s.member('member-1', { events: 0 }).joins(SESSION).told('FD_CONNECT'),
      fits: (s) => s.member('member-1', { events: FD.FD_CONNECT }).joins(SESSION).told('FD_CONNECT'),
    },
    {
      what: 'an event that an earlier registration named',
      clause: 'EVENTS-1',
      breaks: member((it) => {
        it.registers(FD.FD_CONNECT);
        it.told('FD_READ');
      }),
      fits: member((it) => {
        // While the registration is under way either mask may hold.
        it.call('eventSelect', { events: FD.FD_CONNECT });
        it.told('FD_READ');
      }),
    },
    {
      what: 'an event on a descriptor that inherited it and has been registered anew',
      clause: 'EVENTS-1',
      breaks: (s) => {
        const { own } = s.invited(s.root(), s.listener('leaf-1'));
        own.registers(0);
        own.told('FD_READ');
      },
      fits: (s) => s.invited(s.root(), s.listener('leaf-1')).own.told('FD_READ'),
    },
    {
      what: 'an event before the registration that names it returns',
      clause: 'EVENTS-4',
      breaks: member((it) => {
        it.call('eventSelect', { events: FD.FD_CONNECT });
        it.told('FD_WRITE');
      }),
      fits: member((it) => {
        it.call('eventSelect', { events: FD.FD_WRITE });
        it.told('FD_WRITE');
      }),
    },
    {
      what: 'a record that WSPEventSelect has not cleared',
      clause: 'EVENTS-1',
      breaks: member((it) => {
        it.registers(USUAL);
        it.story.settles();
        it.call('enumNetworkEvents', {}).gives(CONNECT);
      }),
      fits: member((it) => {
        // It may be recorded anew (ruling 14), and then it is told soon.
        it.registers(USUAL);
        it.call('enumNetworkEvents', {}).gives(CONNECT);
      }),
    },
    {
      what: 'a record that WSPEnumNetworkEvents has not cleared',
      clause: 'EVENTS-2',
      breaks: member((it) => {
        it.call('enumNetworkEvents', {}).gives(CONNECT);
        it.story.settles();
        it.call('enumNetworkEvents', {}).gives(CONNECT);
      }),
      fits: member((it) => {
        it.call('enumNetworkEvents', {}).gives(CONNECT);
        it.story.settles();
        it.call('enumNetworkEvents', {}).gives(NOTHING);
      }),
    },
    {
      what: 'an event that was indicated and is not recorded',
      clause: 'EVENTS-2',
      breaks: member((it) => it.call('enumNetworkEvents', {}).gives(NOTHING)),
      fits: member((it) => it.call('enumNetworkEvents', {}).gives(CONNECT)),
    },
    {
      what: 'an event that is recorded with another error',
      clause: 'EVENTS-2',
      breaks: member((it) =>
        it.call('enumNetworkEvents', {}).gives({ events: FD.FD_CONNECT, errors: { FD_CONNECT: 'WSAECONNREFUSED' } }),
      ),
      fits: member((it) => it.call('enumNetworkEvents', {}).gives({ events: FD.FD_CONNECT, errors: {} })),
    },
    {
      what: 'an event that is recorded and was not indicated',
      clause: 'EVENTS-2',
      breaks: (s) => {
        const leaf = s.leaf('leaf-1', { events: 0 });
        s.settles();
        leaf.call('enumNetworkEvents', {}).gives(CONNECT);
      },
      fits: (s) => {
        const leaf = s.leaf('leaf-1', { events: 0 });
        s.settles();
        leaf.call('enumNetworkEvents', {}).gives(NOTHING);
      },
    },
    {
      what: 'records that cannot be read, though it is claimed that they can',
      clause: 'EVENTS-2',
      breaks: member((it) => it.call('enumNetworkEvents', {}).fails('WSAEOPNOTSUPP')),
      near: noRecords,
      fits: member((it) => it.call('enumNetworkEvents', {}).fails('WSAEOPNOTSUPP')),
    },
  ],
  {
    'what is indicated while the record is copied may be in it or not': (s) => {
      const it = s.member('member-1').joins(SESSION);
      const call = it.call('enumNetworkEvents', {});
      it.told('FD_CONNECT');
      call.gives(NOTHING);
    },
    'what may be about to be indicated may be recorded already': (s) =>
      s.member('member-1').joins(SESSION).call('enumNetworkEvents', {}).gives(CONNECT),
    'nothing is recorded any more where it has been read while it was indicated': (s) => {
      const it = s.member('member-1').joins(SESSION);
      const call = it.call('enumNetworkEvents', {});
      it.told('FD_CONNECT');
      call.gives(CONNECT);
      s.settles();
      it.call('enumNetworkEvents', {}).gives(NOTHING);
    },
    'a socket that is being closed has no record to read': member((it) => {
      const call = it.call('enumNetworkEvents', {});
      it.call('closeSocket', {});
      call.fails('WSAENOTSOCK');
    }),
    'a registration that fails leaves the earlier one': member((it) => {
      it.call('eventSelect', { events: FD.FD_WRITE }).fails('WSAEINVAL');
      it.told('FD_READ');
    }),
  },
);

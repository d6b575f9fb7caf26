import { JL } from '../../spi/index.js';
import type { Address } from '../../spi/index.js';
import { examine } from '../testing/examine.js';
import { NO_SESSION, SESSION, type Story } from '../testing/story.js';
import { groups } from './groups.js';

function lists(s: Story, node: string, ...listed: readonly Address[]): void {
  s.call(node, 'memberships', {}).gives({ groups: listed });
}

examine(
  groups,
  [
    {
      what: 'a member whose system has not joined the group',
      clause: 'JOIN-4.5',
      breaks: (s) => {
        s.joined('member-1');
        lists(s, 'member-1', NO_SESSION);
      },
      fits: (s) => {
        s.joined('member-1');
        lists(s, 'member-1', NO_SESSION, SESSION);
      },
    },
    {
      what: 'a member by option whose system has not joined the group',
      clause: 'JOIN-4.5',
      breaks: (s) => {
        s.member('member-1').call('addMembership', { group: SESSION }).gives({});
        s.settles();
        lists(s, 'member-1');
      },
      fits: (s) => {
        s.member('member-1').call('addMembership', { group: SESSION }).gives({});
        // Until all is quiet it may be under way.
        lists(s, 'member-1');
      },
    },
    {
      what: 'a sender-only join that joins the group',
      clause: 'IPMC-2',
      breaks: (s) => {
        s.joined('member-1', {}, JL.SENDER_ONLY);
        lists(s, 'member-1', SESSION);
      },
      fits: (s) => {
        s.joined('member-1', {}, JL.SENDER_ONLY);
        lists(s, 'member-1');
      },
    },
    {
      what: 'a group that is not left by closing the socket',
      clause: 'IPMC-3',
      breaks: (s) => {
        s.joined('member-1').closes();
        s.settles();
        lists(s, 'member-1', SESSION);
      },
      fits: (s) => {
        s.joined('member-1').closes();
        s.settles();
        lists(s, 'member-1');
      },
    },
  ],
  {
    'another socket of the host may be a member': (s) => {
      s.joined('member-1', {}, JL.SENDER_ONLY);
      s.joined('twin');
      lists(s, 'member-1', SESSION);
    },
    'another socket of the node may be a member': (s) => {
      s.joined('member-1').closes();
      s.joined('member-1');
      lists(s, 'member-1', SESSION);
    },
    'a system may be in the group for reasons of its own': (s) => {
      s.settles();
      lists(s, 'member-1', SESSION);
    },
    'nothing is certain while a call is under way': (s) => {
      const member = s.joined('member-1');
      const call = s.call('member-1', 'memberships', {});
      member.closes();
      call.gives({ groups: [] });
    },
    'another host tells nothing of this one': (s) => {
      s.joined('member-2', {}, JL.SENDER_ONLY);
      s.joined('member-3').closes();
      s.settles();
      lists(s, 'member-1', SESSION);
    },
    'a join that has failed leaves no member behind': (s) => {
      s.member('member-1').joins(SESSION).told('FD_CONNECT', 'WSAENETDOWN');
      s.settles();
      lists(s, 'member-1');
    },
    'a member of another group is none of this one': (s) => {
      const member = s.member('member-1');
      member.joins({ ...SESSION, host: '239.0.0.9' }).told('FD_CONNECT');
      s.settles();
      lists(s, 'member-1');
    },
    'nothing is certain before all is quiet': (s) => {
      const member = s.member('member-1').joins(SESSION);
      member.told('FD_CONNECT');
      lists(s, 'member-1');
    },
    'a failing call tells nothing': (s) => {
      s.joined('member-1');
      s.call('member-1', 'memberships', {}).fails('WSAEOPNOTSUPP');
    },
    'a join whose outcome is not known leaves it open': (s) => {
      s.member('member-1', { events: 0 }).joins(SESSION);
      s.settles();
      lists(s, 'member-1', SESSION);
      lists(s, 'member-1');
    },
  },
);

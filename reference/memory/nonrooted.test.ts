import { describe, expect, it } from 'vitest';
import { JL, SIO, flagsOf } from '../../src/provider.js';
import { ENTRIES, PLACES } from './capabilities.js';
import { Case, errorOf, ok, type Handle } from './testing.js';

const nodes = ['member-1', 'member-2', 'member-3'];
const entry = ENTRIES.nonrooted;

function members(the: Case, ...flags: readonly number[]): readonly Handle[] {
  const made = nodes.map((node) => the.make(node, 'c_leaf', { entry }));
  made.forEach((one, n) => the.joins(one, PLACES.session, flags[n]));
  the.settle();
  return made;
}

function sendsAndReads(
  the: Case,
  sender: Handle,
  all: readonly Handle[],
  data: string,
): readonly (readonly string[])[] {
  the.send(sender, data);
  the.settle();
  return all.map((one) => the.received(one));
}

describe('a nonrooted session', () => {
  it('takes in whoever joins, and asks nobody (JOIN-4.2, JOIN-4.3, JOIN-4.4)', () => {
    const the = new Case(nodes);
    const all = members(the);
    expect(all.map((one) => the.told(one))).toEqual([['FD_CONNECT'], ['FD_CONNECT'], ['FD_CONNECT']]);
    const [one] = all;
    expect(one && sendsAndReads(the, one, all, 'hello')).toEqual([[], ['hello'], ['hello']]);
    expect(one && errorOf(the.join(one, PLACES.session))).toBe('WSAEISCONN');
  });

  it('has no root to make, and nobody listens (JOIN-4.1)', () => {
    const the = new Case(nodes);
    const flags = flagsOf({ control: 'c_root', data: 'd_leaf' });
    expect(errorOf(the.bed.socket('member-1', { entry: entry.id, flags, blocking: false }))).toBe('WSAEINVAL');
    const { node, socket } = the.make('member-1', 'c_leaf', { entry });
    expect(errorOf(the.call('listen')(node, { socket, backlog: 1 }))).toBe('WSAEOPNOTSUPP');
  });

  it('must exist, and be within reach (TAXONOMY-2, USING-20)', () => {
    const the = new Case(nodes);
    const one = the.make('member-1', 'c_leaf', { entry });
    the.joins(one, PLACES.noSession);
    the.settle();
    the.joins(one, PLACES.unreachable);
    the.settle();
    the.joins(one, PLACES.session);
    the.settle();
    expect(the.told(one)).toEqual(['FD_CONNECT WSAEADDRNOTAVAIL', 'FD_CONNECT WSAENETUNREACH', 'FD_CONNECT']);
  });

  it('heeds what a member joined for (USING-19, IPMC-2)', () => {
    const the = new Case(nodes);
    const all = members(the, JL.SENDER_ONLY, JL.RECEIVER_ONLY, JL.BOTH);
    const [sender, receiver, both] = all;
    if (!sender || !receiver || !both) throw new Error('three members');
    expect(sendsAndReads(the, sender, all, 'a')).toEqual([[], ['a'], ['a']]);
    expect(errorOf(the.send(receiver, 'b'))).toBe('WSAEOPNOTSUPP');
    expect(sendsAndReads(the, both, all, 'c')).toEqual([[], ['c'], []]);
    expect(nodes.map((node) => ok(the.call('memberships')(node, {})).groups.length)).toEqual([0, 1, 1]);
  });

  it('is joined by IP_ADD_MEMBERSHIP just the same, and left by closing (JOIN-4.5, IPMC-3)', () => {
    const the = new Case(nodes);
    const all = nodes.map((node) => the.make(node, 'c_leaf', { entry }));
    const [one, two] = all;
    if (!one || !two) throw new Error('two members');
    ok(the.call('addMembership')('member-1', { socket: one.socket, group: PLACES.session }));
    the.joins(two, PLACES.session);
    the.settle();
    expect(ok(the.call('memberships')('member-1', {})).groups).toEqual([PLACES.session]);
    expect(sendsAndReads(the, two, all, 'x')).toEqual([['x'], [], []]);
    the.close(one);
    expect(ok(the.call('memberships')('member-1', {})).groups).toEqual([]);
    the.close(two);
    expect(ok(the.call('memberships')('member-2', {})).groups).toEqual([]);
    expect(the.told(two)).toEqual(['FD_CONNECT']);
  });

  it('loops back and limits scope as it is told (LOOPBACK-1, SCOPE-1)', () => {
    const the = new Case(nodes);
    const all = members(the);
    const [one] = all;
    if (!one) throw new Error('a member');
    const neighbour = the.make(one.node, 'c_leaf', { entry });
    the.joins(neighbour, PLACES.session);
    the.settle();
    const everybody = [...all, neighbour];
    const set = (code: number, value: number): void =>
      void ok(the.call('ioctl')(one.node, { socket: one.socket, code, value }));
    set(SIO.MULTIPOINT_LOOPBACK, 1);
    expect(sendsAndReads(the, one, everybody, 'a')).toEqual([['a'], ['a'], ['a'], ['a']]);
    set(SIO.MULTIPOINT_LOOPBACK, 0);
    set(SIO.MULTICAST_SCOPE, 0);
    expect(sendsAndReads(the, one, everybody, 'b')).toEqual([[], [], [], ['b']]);
  });
});

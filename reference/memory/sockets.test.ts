import { describe, expect, it } from 'vitest';
import { AF, WSA_FLAG } from '../../src/provider.js';
import { ENTRIES, PLACES } from './capabilities.js';
import { Case, errorOf, ok } from './testing.js';

const { MULTIPOINT_C_ROOT, MULTIPOINT_C_LEAF, MULTIPOINT_D_ROOT, MULTIPOINT_D_LEAF } = WSA_FLAG;

describe('WSPSocket', () => {
  it.each([
    ['FLAGS-1', ENTRIES.nonrooted, MULTIPOINT_C_ROOT | MULTIPOINT_D_LEAF],
    ['FLAGS-2', ENTRIES.plain, MULTIPOINT_C_LEAF | MULTIPOINT_D_LEAF],
    ['FLAGS-3', ENTRIES.rootedNonrooted, MULTIPOINT_C_ROOT | MULTIPOINT_D_ROOT],
    ['FLAGS-4', ENTRIES.rootedRooted, MULTIPOINT_C_ROOT | MULTIPOINT_C_LEAF | MULTIPOINT_D_LEAF],
    ['FLAGS-4', ENTRIES.rootedRooted, MULTIPOINT_C_ROOT],
  ])('refuses flags that the entry does not offer (%s)', (_clause, entry, flags) => {
    expect(errorOf(new Case().bed.socket('root', { entry: entry.id, flags, blocking: false }))).toBe('WSAEINVAL');
  });

  it('never gives a descriptor twice', () => {
    const the = new Case();
    const one = the.make('root', 'c_root');
    the.close(one);
    expect(the.make('root', 'c_root').socket).not.toBe(one.socket);
  });
});

describe('WSPJoinLeaf', () => {
  it('says what is wrong with a name (USING-20)', () => {
    const the = new Case();
    const { node, socket } = the.make('root', 'c_root');
    const name = PLACES.unreachable;
    const answer = (given: typeof name | null): unknown =>
      errorOf(the.bed.joinLeaf(node, { socket, name: given, flags: 4 }));
    expect(answer(null)).toBe('WSAEFAULT');
    expect(answer({ ...name, family: AF.INET6 })).toBe('WSAEAFNOSUPPORT');
    expect(answer({ ...name, port: 0 })).toBe('WSAEADDRNOTAVAIL');
    expect(answer({ ...name, host: '0.0.0.0' })).toBe('WSAEADDRNOTAVAIL');
    expect(errorOf(the.bed.joinLeaf(node, { socket: 7, name, flags: 4 }))).toBe('WSAENOTSOCK');
    expect(answer(name)).toBe(undefined);
    the.settle();
    expect(the.told({ node, socket })).toEqual(['FD_CONNECT WSAENETUNREACH']);
  });

  it('binds an unbound socket to an address of its own (USING-11)', () => {
    const the = new Case();
    const flags = MULTIPOINT_C_ROOT | MULTIPOINT_D_ROOT;
    const names = [1, 2].map(() => {
      const { socket } = ok(the.bed.socket('root', { entry: ENTRIES.rootedRooted.id, flags, blocking: false }));
      expect(errorOf(the.call('listen')('root', { socket, backlog: 1 }))).toBe('WSAEINVAL');
      ok(the.bed.joinLeaf('root', { socket, name: PLACES.unreachable, flags: 4 }));
      return the.nameOf({ node: 'root', socket });
    });
    expect(names[0]).not.toEqual(names[1]);
  });
});

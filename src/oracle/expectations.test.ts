import { describe, expect, it } from 'vitest';
import type { Expectation } from '../trace/index.js';
import { judge } from './oracle.js';
import { traceOf, type Story, type Tell } from './testing/story.js';

/** What is found where this is expected after that has been told. */
function found(tell: (s: Story) => Expectation, clauses: readonly string[] = ['JOIN-2.6', 'USING-2']) {
  const told: Tell = (s) => s.expects(tell(s), clauses);
  return judge(traceOf(told)).violations;
}

function saw(tell: (s: Story) => Expectation): string | undefined {
  return found(tell)[0]?.saw;
}

describe('an expected indication', () => {
  const refused = (rest: object) => (s: Story) => {
    const leaf = s.leaf('leaf-1');
    const since = s.now;
    leaf.joins(s.root());
    leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
    return { see: 'indication', node: leaf.node, socket: leaf.socket, event: 'FD_CONNECT', since, ...rest } as const;
  };

  it('is met by an indication of that event, with one of the errors that are named', () => {
    expect(saw(refused({}))).toBeUndefined();
    expect(saw(refused({ error: 'any-error', times: 1 }))).toBeUndefined();
    expect(saw(refused({ error: ['WSAETIMEDOUT', 'WSAECONNREFUSED'] }))).toBeUndefined();
  });

  it('is not met by another error, another event, or another number', () => {
    expect(saw(refused({ error: ['NO_ERROR'] }))).toBe('FD_CONNECT (WSAECONNREFUSED)');
    expect(saw(refused({ event: 'FD_ACCEPT' }))).toBe('no FD_ACCEPT');
    expect(saw(refused({ times: 2 }))).toBe('FD_CONNECT (WSAECONNREFUSED)');
    expect(saw(refused({ times: 0, error: ['NO_ERROR'] }))).toBe('FD_CONNECT (WSAECONNREFUSED)');
  });

  it('is not met by what came before, or on another socket', () => {
    expect(saw((s) => ({ ...refused({})(s), since: s.now }))).toBe('no FD_CONNECT');
    expect(saw((s) => ({ ...refused({})(s), socket: 77 }))).toBe('no FD_CONNECT');
  });

  it('is not met by success where an error is expected', () => {
    const [violation] = found((s) => {
      const member = s.joined('member-1');
      const { node, socket } = member;
      return { see: 'indication', node, socket, event: 'FD_CONNECT', error: 'any-error', since: 0 };
    });
    expect(violation).toMatchObject({ clause: 'JOIN-2.6', saw: 'FD_CONNECT (NO_ERROR)', against: [11] });
  });
});

describe('an indication that is not expected', () => {
  const quiet = (event: 'FD_CONNECT' | 'FD_ACCEPT') => (s: Story) => {
    const { node, socket } = s.joined('member-1');
    return { see: 'no-indication', node, socket, event, since: 0 } as const;
  };

  it('contradicts', () => {
    expect(found(quiet('FD_CONNECT'))[0]).toMatchObject({ saw: 'FD_CONNECT (NO_ERROR)', against: [11] });
    expect(saw(quiet('FD_ACCEPT'))).toBeUndefined();
  });
});

describe('an expected return', () => {
  const fails = (outcome: (Expectation & { see: 'return' })['outcome'], call = 1) => {
    return (s: Story): Expectation => {
      s.call('root', 'socket', { entry: 1, flags: 0, blocking: false }).fails('WSAEINVAL');
      return { see: 'return', call, outcome };
    };
  };
  const succeeds = (outcome: 'ok' | 'any-error') => (s: Story) => {
    s.root();
    return { see: 'return', call: 1, outcome } as const;
  };

  it('is met by success, by any error or by one of several', () => {
    expect(saw(succeeds('ok'))).toBeUndefined();
    expect(saw(fails('any-error'))).toBeUndefined();
    expect(saw(fails(['WSAEFAULT', 'WSAEINVAL']))).toBeUndefined();
  });

  it('is not met by anything else', () => {
    expect(found(succeeds('any-error'))[0]).toMatchObject({ saw: 'socket succeeded', against: [2] });
    expect(saw(fails('ok'))).toBe('socket failed with WSAEINVAL');
    expect(saw(fails(['WSAEFAULT']))).toBe('socket failed with WSAEINVAL');
    expect(saw(fails('any-error', 9))).toBe('the call has not returned');
  });
});

describe('a return that is not expected', () => {
  it('contradicts', () => {
    const pending = (call: number) => (s: Story) => {
      s.root();
      return { see: 'no-return', call } as const;
    };
    expect(saw(pending(9))).toBeUndefined();
    expect(found(pending(1))[0]).toMatchObject({ saw: 'socket has returned', against: [2] });
  });
});

describe('an expected value', () => {
  const value = (path: readonly string[], is: unknown, call = 1) => {
    return (s: Story): Expectation => {
      s.call('root', 'memberships', {}).gives({ groups: [] });
      return { see: 'value', call, path, is };
    };
  };

  it('is compared as JSON', () => {
    expect(saw(value(['ok', 'groups'], []))).toBeUndefined();
    expect(found(value(['ok', 'groups'], [1]))[0]).toMatchObject({ saw: '[]', against: [2] });
    expect(saw(value(['ok', 'groups', 'length', 'x'], 1))).toBe('nothing');
    expect(saw(value([], [], 9))).toBe('the call has not returned');
  });
});

describe('expected data', () => {
  const heard = (data: readonly string[], since?: number) => (s: Story) => {
    s.joined('member-1');
    const member = s.joined('member-2');
    member.hears('b');
    member.hears('a');
    return { see: 'received', node: member.node, socket: member.socket, data, since: since ?? 0 } as const;
  };

  it('is what came since, in any order', () => {
    expect(saw(heard(['a', 'b']))).toBeUndefined();
    expect(found(heard(['a']))[0]).toMatchObject({ saw: '"a", "b"', against: [26, 28] });
    expect(saw(heard(['a', 'b'], 26))).toBe('"a"');
    expect(saw(heard(['a', 'b'], 99))).toBe('nothing');
  });

  it('is nothing on a socket that is not there', () => {
    const nowhere: Expectation = { see: 'received', node: 'x', socket: 1, data: ['a'], since: 0 };
    expect(saw(() => nowhere)).toBe('nothing');
    expect(saw(() => ({ ...nowhere, data: [] }))).toBeUndefined();
  });
});

describe('expected members', () => {
  const member = ({ node, socket }: { readonly node: string; readonly socket: number }) => ({ node, socket });

  it('are those who have joined, and not the root', () => {
    expect(
      saw((s) => ({ see: 'members', sockets: [member(s.invited(s.root(), s.listener('leaf-1')).own)] })),
    ).toBeUndefined();
    expect(saw((s) => ({ see: 'members', sockets: [member(s.root())] }))).toBe('members: none');
    expect(saw((s) => ({ see: 'members', sockets: [member(s.leaf('leaf-1'))] }))).toBe('members: none');
    expect(
      saw((s) => {
        s.joined('member-1');
        return { see: 'members', sockets: [] };
      }),
    ).toBe('members: socket 1 of member-1 (c_leaf/d_leaf)');
    expect(saw(() => ({ see: 'members', sockets: [{ node: 'x', socket: 1 }] }))).toBe('members: none');
  });

  it('may be those of whom nobody can say', () => {
    expect(
      saw((s) => {
        const [root, leaf] = [s.root(), s.listener('leaf-1')];
        root.joins(leaf).closes();
        root.joins(leaf);
        const own = leaf.accepts(root);
        return { see: 'members', sockets: [member(own)] };
      }),
    ).toBeUndefined();
  });
});

describe('an expectation that is not met', () => {
  const noConnect = (s: Story): Expectation => {
    const { node, socket } = s.member('member-1');
    return { see: 'indication', node, socket, event: 'FD_CONNECT', since: 0 };
  };

  it('blames the clauses that this kind of observation can speak about', () => {
    expect(found(noConnect, ['JOIN-2.6', 'USING-2']).map(({ clause }) => clause)).toEqual(['JOIN-2.6']);
  });

  it('blames all of them where there is none such', () => {
    expect(found(noConnect, ['USING-2', 'INFO-1']).map(({ clause }) => clause)).toEqual(['USING-2', 'INFO-1']);
  });

  it('takes no notice of what is no clause', () => {
    expect(found(noConnect, ['tag', 'USING-2']).map(({ clause }) => clause)).toEqual(['USING-2']);
    expect(found(noConnect, [])).toEqual([]);
  });

  it('says what the scenario says', () => {
    expect(found(noConnect)[0]).toMatchObject({ expected: 'what the scenario says', at: 9, against: [] });
  });
});

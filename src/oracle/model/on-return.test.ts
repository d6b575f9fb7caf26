import { describe, expect, it } from 'vitest';
import { FD, SIO } from '../../spi/index.js';
import { known } from '../testing/model-after.js';
import { NOBODY, NOWHERE, SESSION, USUAL, type Hero, type Story } from '../testing/story.js';

/** What is known of a socket after something was done with it. */
function socketAfter(tell: (s: Story) => Hero) {
  const { socket, told } = known(tell);
  return socket(told);
}

const bare = (s: Story): Hero => s.leaf('leaf-1', { bound: false, events: 0 });

describe('the return of a call that prepares', () => {
  it('WSPBind binds, if it succeeds', () => {
    const binding = (works: boolean) => (s: Story) => {
      const leaf = bare(s);
      const call = leaf.call('bind', { name: NOBODY });
      if (works) call.gives({});
      else call.fails('WSAEINVAL');
      return leaf;
    };
    expect(socketAfter(binding(true))).toMatchObject({ bound: true });
    expect(socketAfter(binding(false))).toMatchObject({ bound: false });
    expect(socketAfter(binding(true))?.address).toBeUndefined();
  });

  it('WSPGetSockName tells the address, and that there is one', () => {
    const naming = (works: boolean) => (s: Story) => {
      const leaf = bare(s);
      const call = leaf.call('getSockName', {});
      if (works) call.gives({ name: NOBODY });
      else call.fails('WSAEINVAL');
      return leaf;
    };
    expect(socketAfter(naming(true))).toMatchObject({ bound: true, address: NOBODY });
    expect(socketAfter(naming(false))).toMatchObject({ bound: false });
  });

  it('WSPEventSelect registers, makes nonblocking and clears the record, if it succeeds', () => {
    const selecting = (works: boolean) => (s: Story) => {
      const leaf = s.leaf('leaf-1', { blocking: true, events: FD.FD_READ });
      leaf.told('FD_READ');
      const call = leaf.call('eventSelect', { events: FD.FD_CONNECT });
      leaf.told('FD_CONNECT');
      if (works) call.gives({});
      else call.fails('WSAEINVAL');
      return leaf;
    };
    const after = socketAfter(selecting(true));
    expect(after).toMatchObject({
      mask: FD.FD_CONNECT,
      maskBy: 'registration',
      maskEver: FD.FD_READ | FD.FD_CONNECT,
      maskComing: 0,
      blocking: false,
      unblocked: true,
    });
    expect([...(after?.record.keys() ?? [])]).toEqual([]);
    const failed = socketAfter(selecting(false));
    expect(failed).toMatchObject({ mask: FD.FD_READ, maskEver: FD.FD_READ, maskComing: 0 });
    expect([...(failed?.record.keys() ?? [])]).toEqual(['FD_CONNECT']);
  });

  it('WSPEventSelect leaves a socket that was nonblocking from the start what it is', () => {
    expect(socketAfter((s) => s.leaf('leaf-1'))).toMatchObject({ blocking: false, unblocked: false, mask: USUAL });
    expect(socketAfter((s) => s.leaf('leaf-1', { blocking: true }))).toMatchObject({
      blocking: true,
      unblocked: false,
    });
  });

  it('WSPEnumNetworkEvents clears the record from the moment of its call, if it succeeds', () => {
    const looking = (works: boolean) => (s: Story) => {
      const leaf = s.leaf('leaf-1');
      leaf.told('FD_READ');
      const call = leaf.call('enumNetworkEvents', {});
      if (works) call.gives({ events: FD.FD_READ, errors: {} });
      else call.fails('WSAEINVAL');
      return leaf;
    };
    const [cleared, kept] = [socketAfter(looking(true)), socketAfter(looking(false))];
    expect(cleared?.record.size).toBe(0);
    expect(cleared?.recordCleared.by).toBe('enumeration');
    expect(kept?.record.get('FD_READ')).toMatchObject({ error: 'NO_ERROR' });
    expect(kept?.recordCleared.by).toBe('registration');
  });

  it('WSPIoctl and IP_ADD_MEMBERSHIP set what they name, if they succeed', () => {
    const setting =
      (code: number, value: number, works = true) =>
      (s: Story) => {
        const member = s.member('member-1');
        const call = member.call('ioctl', { code, value });
        if (works) call.gives({});
        else call.fails('WSAEINVAL');
        return member;
      };
    expect(socketAfter(setting(SIO.MULTIPOINT_LOOPBACK, 1))).toMatchObject({ loopback: true, scope: 1 });
    expect(socketAfter(setting(SIO.MULTIPOINT_LOOPBACK, 0))).toMatchObject({ loopback: false });
    expect(socketAfter(setting(SIO.MULTIPOINT_LOOPBACK, 1, false))?.loopback).toBeUndefined();
    expect(socketAfter(setting(SIO.MULTICAST_SCOPE, 5))).toMatchObject({ scope: 5 });
    expect(socketAfter(setting(SIO.MULTICAST_SCOPE, 5))?.loopback).toBeUndefined();
    expect(socketAfter(setting(0x1234, 5))).toMatchObject({ scope: 1 });
    const joining = (works: boolean) => (s: Story) => {
      const member = s.member('member-1');
      const call = member.call('addMembership', { group: SESSION });
      if (works) call.gives({});
      else call.fails('WSAEADDRNOTAVAIL');
      return member;
    };
    expect(socketAfter(joining(true))?.membership).toMatchObject({ group: SESSION });
    expect(socketAfter(joining(false))?.membership).toBeUndefined();
  });
});

describe('the return of WSPListen', () => {
  it('tells the backlog, and the largest that there ever was', () => {
    const after = socketAfter((s) => {
      const root = s.root();
      for (const backlog of [3, 5, 2]) root.listens(backlog);
      return root;
    });
    expect(after?.listening).toMatchObject({ backlog: 2, most: 5 });
    const failed = socketAfter((s) => {
      const root = s.root();
      root.call('listen', { backlog: 3 }).fails('WSAEINVAL');
      return root;
    });
    expect(failed?.listening).toBeUndefined();
  });

  it('keeps the moment at which it began to listen', () => {
    const [once, twice] = [1, 2].map((times) =>
      socketAfter((s) => {
        const root = s.root();
        for (let time = 0; time < times; time += 1) root.listens(4);
        return root;
      }),
    );
    expect(twice?.listening?.at).toBe(once?.listening?.at);
  });

  it('meets the requests that are on their way to it, which may have been refused', () => {
    const { join, socket, told } = known((s) => {
      const [root, other] = [s.root(), s.listener('leaf-3')];
      const early = s.leaf('leaf-1').joins(root);
      const elsewhere = s.leaf('leaf-2').joins(NOBODY);
      const gone = s.leaf('leaf-2').join(root);
      root.listens();
      return { root, other, early, elsewhere, gone };
    });
    expect(join(told.early)).toMatchObject({ listener: socket(told.root)?.id, mayRefuse: true });
    expect(join(told.elsewhere)?.listener).toBeUndefined();
    expect(join(told.gone)).toMatchObject({ listener: socket(told.root)?.id, phase: 'issued' });
  });

  it('meets a request that was withdrawn on its way, but none that had failed for want of a listener', () => {
    const { model } = known((s) => {
      const root = s.root();
      s.leaf('leaf-1').joins(root);
      s.settles();
      s.leaf('leaf-2').joins(root).closes();
      root.listens();
    });
    const [stranded, withdrawn] = [...model.joins.values()];
    expect(stranded).toMatchObject({ stranded: true, mayRefuse: false });
    expect(stranded?.listener).toBeUndefined();
    expect(withdrawn).toMatchObject({ phase: 'cancelled', mayRefuse: true });
    expect(withdrawn?.listener).toBeDefined();
  });

  it('may have come after a refusal, where it changes the backlog', () => {
    const changed = (to: number, quiet: boolean) =>
      known((s) => {
        const root = s.root({ listens: 1 });
        const asker = s.leaf('leaf-1').joins(root);
        if (quiet) s.settles();
        root.listens(to);
        return asker;
      });
    const [larger, same, late] = [changed(2, false), changed(1, false), changed(2, true)];
    expect(larger.join(larger.told)?.mayRefuse).toBe(true);
    expect(same.join(same.told)?.mayRefuse).toBe(false);
    expect(late.join(late.told)?.mayRefuse).toBe(false);
  });
});

describe('the return of WSPJoinLeaf', () => {
  it('lets the join pend, and gives an invitation its descriptor', () => {
    const { model, join, socket, told } = known((s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      const asker = s.leaf('leaf-2').joins(leaf);
      return { root, link: root.joins(leaf), asker };
    });
    expect(join(told.root)).toMatchObject({ phase: 'pending', scheme: 'invite', link: socket(told.link)?.id });
    expect(socket(told.link)?.from).toBe(join(told.root)?.id);
    expect(join(told.asker)).toMatchObject({ phase: 'pending', scheme: 'other' });
    expect(join(told.asker)?.link).toBeUndefined();
    expect(model.strays).toEqual([]);
  });

  it('gives no new socket where the descriptor is one that is open', () => {
    const { model, join, told } = known((s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.join(leaf).gives({ socket: root.socket });
      return root;
    });
    expect(model.sockets.size).toBe(2);
    expect(join(told)?.link).toBeUndefined();
    expect(join(told)?.phase).toBe('pending');
  });

  it('opens a descriptor even where it had no business to', () => {
    const { model } = known((s) => {
      const plain = s.plain('root');
      plain.join(NOBODY).gives({ socket: 60 });
      plain.join(NOBODY).gives({ socket: 60 });
      plain.join(NOBODY).fails('WSAEINVAL');
    });
    expect([...model.sockets.values()].map(({ origin, descriptor }) => `${origin} ${descriptor}`)).toEqual([
      'made 1',
      'invited 60',
    ]);
    expect(model.joins.size).toBe(0);
  });

  it('ends a join that fails at once, and leaves a trace where it was addressed', () => {
    const failing = (error: 'WSAECONNREFUSED' | 'WSAEALREADY' | 'WSAEINVAL') =>
      known((s) => {
        const leaf = s.leaf('leaf-1');
        leaf.join(NOBODY).fails(error);
        return leaf;
      });
    const refused = failing('WSAECONNREFUSED');
    expect(refused.join(refused.told)).toMatchObject({ phase: 'failed' });
    expect(refused.join(refused.told)?.told).toBeUndefined();
    expect(refused.socket(refused.told)).toMatchObject({ lastJoin: 'retryable' });
    expect(refused.model.strays).toMatchObject([{ target: NOBODY, verb: 'joinLeaf', second: false }]);
    const invalid = failing('WSAEINVAL');
    expect(invalid.socket(invalid.told)).toMatchObject({ lastJoin: 'failed' });
    expect(failing('WSAEALREADY').model.strays).toMatchObject([{ second: true }]);
  });

  it('tells the outcome itself on a blocking socket', () => {
    const { join, socket, told } = known((s) => {
      const root = s.root({ listens: 9 });
      const [glad, sad] = [s.leaf('leaf-1', { blocking: true }), s.leaf('leaf-2', { blocking: true })];
      const call = glad.join(root);
      root.accepts(glad);
      call.gives({ socket: glad.socket });
      sad.join(NOBODY).fails('WSAECONNREFUSED');
      return { glad, sad };
    });
    expect(join(told.glad)).toMatchObject({ phase: 'done', told: { error: 'NO_ERROR' } });
    expect(socket(told.glad)?.lastJoin).toBe('done');
    expect(join(told.sad)).toMatchObject({ phase: 'failed', told: { error: 'WSAECONNREFUSED' } });
  });

  it('leaves a trace of WSPConnect too, whatever it answers', () => {
    const { model } = known((s) => {
      s.plain('leaf-1').call('connect', { name: NOWHERE }).fails('WSAEALREADY');
      s.plain('leaf-1').call('connect', { name: NOBODY }).gives({});
      s.plain('leaf-1').call('connect', { name: null }).fails('WSAEFAULT');
      s.leaf('leaf-2').join(null).fails('WSAEFAULT');
    });
    expect(model.strays).toMatchObject([
      { target: NOWHERE, verb: 'connect', second: false },
      { target: NOBODY, verb: 'connect', second: false },
    ]);
  });

  it('shows that an earlier join of unknown outcome goes on, or does not', () => {
    const deaf = (tell: (leaf: Hero, s: Story) => void, quiet = true) =>
      known((s) => {
        const root = s.root({ listens: 9 });
        const leaf = s.leaf('leaf-1', { events: FD.FD_READ });
        leaf.joins(root);
        if (quiet) s.settles();
        tell(leaf, s);
        return leaf;
      });
    const goesOn = deaf((leaf) => leaf.join(NOBODY).fails('WSAEALREADY'));
    const [first, ...others] = [...goesOn.model.joins.values()];
    expect(goesOn.socket(goesOn.told)?.join).toBe(first?.id);
    expect(first).toMatchObject({ phase: 'pending' });
    expect(others).toEqual([]);
    const ended = deaf((leaf) => leaf.joins(NOBODY));
    expect([...ended.model.joins.values()]).toMatchObject([
      { phase: 'failed' },
      { phase: 'pending', unclear: false, replaces: undefined },
    ]);
    const unsure = deaf((leaf) => leaf.joins(NOBODY), false);
    expect([...unsure.model.joins.values()]).toMatchObject([{ phase: 'pending' }, { phase: 'pending', unclear: true }]);
    const refused = deaf((leaf) => leaf.join(NOBODY).fails('WSAEINVAL'));
    expect(refused.socket(refused.told)?.join).not.toBe([...refused.model.joins.values()][0]?.id);
  });

  it('shows that the earlier join has ended, where what was told meanwhile may have been the outcome of another', () => {
    const { model, told, socket } = known((s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf).closes();
      root.joins(leaf);
      const second = root.join(leaf);
      root.told('FD_CONNECT', 'WSAECONNREFUSED');
      second.gives({ socket: s.fresh() });
      return root;
    });
    const joins = [...model.joins.values()];
    expect(joins.map(({ phase }) => phase)).toEqual(['cancelled', 'failed', 'pending']);
    expect(socket(told)?.join).toBe(joins.at(-1)?.id);
  });
});

describe('the return of WSPCloseSocket and WSPShutdown', () => {
  it('closes from the moment of its call, if it succeeds', () => {
    const closing = (works: boolean) =>
      known((s) => {
        const leaf = s.leaf('leaf-1');
        const call = leaf.call('closeSocket', {});
        const at = s.now;
        if (works) call.gives({});
        else call.fails('WSAENOTSOCK');
        return { leaf, at };
      });
    const closed = closing(true);
    expect(closed.model.sockets.size).toBe(0);
    expect(closed.model.byName.size).toBe(0);
    expect(closed.model.tombstones).toMatchObject([
      { node: 'leaf-1', descriptor: 1, at: closed.told.at, address: closed.told.leaf.name, origin: 'made' },
    ]);
    expect(closed.model.tombstones[0]).not.toHaveProperty('from');
    const open = closing(false);
    expect(open.socket(open.told.leaf)).toMatchObject({ closing: open.told.at });
    expect(open.model.tombstones).toEqual([]);
  });

  it('remembers which join a closed descriptor came from, and nothing of an address that it never had', () => {
    const { model, told } = known((s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      const call = root.join(leaf);
      call.gives({ socket: 40 });
      s.call('root', 'closeSocket', { socket: 40 }).gives({});
      return call;
    });
    expect(model.tombstones).toMatchObject([{ origin: 'invited', from: told.id }]);
    expect(model.tombstones[0]).not.toHaveProperty('address');
  });

  it('takes it back where WSPShutdown fails: the joins of the root are unclear then', () => {
    const { join, socket, told } = known((s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf);
      root.call('shutdown', { how: 2 }).fails('WSAENETDOWN');
      return root;
    });
    expect(socket(told)?.shutAt).toBeUndefined();
    expect(join(told)).toMatchObject({ unclear: true });
    const shut = known((s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf);
      root.shuts();
      root.call('shutdown', { how: 2 }).fails('WSAESHUTDOWN');
      return root;
    });
    expect(shut.socket(shut.told)?.shutAt).toBeDefined();
    expect(shut.join(shut.told)).toMatchObject({
      unclear: false,
      mustFail: { why: 'the c_root was shut down (ruling 16)' },
    });
  });
});

describe('what is remembered of returns', () => {
  it('is the verb and the result, of the latest', () => {
    const { model } = known((s) => {
      const leaf = s.leaf('leaf-1');
      for (let times = 0; times < 70; times += 1) leaf.call('recv', {}).fails('WSAEWOULDBLOCK');
    });
    expect(model.returned).toHaveLength(64);
    expect(model.returned.at(-1)).toMatchObject({ verb: 'recv', result: { error: 'WSAEWOULDBLOCK' } });
    expect(model.flying.size).toBe(0);
  });

  it('is nothing of a call that was never made', () => {
    const { model } = known((s) => {
      s.events.push({ kind: 'return', id: 99, verb: 'bind', result: { ok: {} } });
    });
    expect(model.returned).toEqual([]);
  });
});

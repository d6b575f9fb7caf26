import { describe, expect, it } from 'vitest';
import { FD, WSA_FLAG } from '../../spi/index.js';
import { known } from '../testing/model-after.js';
import { ENTRY, USUAL } from '../testing/story.js';

describe('a socket that WSPSocket makes', () => {
  it('is unbound, hears nothing yet, and may be told of one FD_ACCEPT once it listens', () => {
    const { model, socket, told } = known((s) => s.leaf('leaf-1', { bound: false, events: 0 }));
    expect(socket(told)).toMatchObject({
      origin: 'made',
      entry: { id: ENTRY.rooted },
      roles: { control: 'c_leaf', data: 'd_leaf' },
      blocking: false,
      unblocked: false,
      bound: false,
      mask: 0,
      maskBy: 'inheritance',
      maskEver: 0,
      maskComing: 0,
      acceptCredit: 1,
      acceptTold: false,
      acceptEver: false,
      recordCleared: { by: 'nothing', at: -1 },
      ghosts: 0,
      scope: 1,
      hears: false,
      heard: false,
      seen: [],
      received: [],
    });
    expect(model.byName.size).toBe(1);
  });

  it('is a plain one without flags, and one whose flags contradict each other is taken for that, too', () => {
    const { socket, told } = known((s) => {
      const flags = WSA_FLAG.MULTIPOINT_C_ROOT | WSA_FLAG.MULTIPOINT_C_LEAF;
      s.call('leaf-1', 'socket', { entry: ENTRY.rooted, flags, blocking: false }).gives({ socket: 77 });
      return s.plain('root');
    });
    expect(socket(told)?.roles).toEqual({ control: 'plain', data: 'none' });
    expect(known((s) => s.plain('root')).told.socket).toBe(1);
  });

  it('has no entry where it was made on one that nobody has', () => {
    const { socket, told } = known((s) => s.leaf('leaf-1', { entry: 99, bound: false, events: 0 }));
    expect(socket(told)).toMatchObject({ entry: undefined });
  });

  it('is numbered anew, though its descriptor was used before', () => {
    const { model } = known((s) => {
      for (let times = 0; times < 2; times += 1) {
        s.call('leaf-1', 'socket', { entry: 1, flags: 0, blocking: false }).gives({ socket: 5 });
        if (times === 0) s.call('leaf-1', 'closeSocket', { socket: 5 }).gives({});
      }
    });
    expect([...model.sockets.keys()]).toEqual([2]);
    expect([...model.byName.values()]).toEqual([2]);
    expect(model.tombstones).toMatchObject([{ id: 1, descriptor: 5, origin: 'made' }]);
  });
});

describe('a descriptor that a join or an acceptance brings', () => {
  it('is a c_leaf with what its parent has, whatever the parent is', () => {
    const { socket, told } = known((s) => {
      const root = s.root({ listens: 9 });
      const [guest, asker] = [s.listener('leaf-1'), s.leaf('leaf-2')];
      const { link, own } = s.invited(root, guest);
      return { link, own, admitted: s.admitted(asker, root) };
    });
    const common = { bound: true, blocking: false, mask: USUAL, maskBy: 'inheritance', maskEver: USUAL, maskComing: 0 };
    const leaf = { control: 'c_leaf', data: 'd_leaf' };
    expect(socket(told.link)).toMatchObject({ ...common, origin: 'invited', roles: leaf, node: 'root' });
    expect(socket(told.own)).toMatchObject({ ...common, origin: 'accepted', roles: leaf, node: 'leaf-1' });
    expect(socket(told.admitted)).toMatchObject({ ...common, origin: 'admitted', roles: leaf, node: 'root' });
    expect(socket(told.link)?.entry?.id).toBe(ENTRY.rooted);
  });

  it('keeps the role in the data plane of a leaf that accepts', () => {
    const { socket, told } = known((s) => s.invited(s.root(), s.listener('leaf-1', { data: 'd_root' })));
    expect(socket(told.own)?.roles).toEqual({ control: 'c_leaf', data: 'd_root' });
    expect(socket(told.link)?.roles).toEqual({ control: 'c_leaf', data: 'd_leaf' });
  });

  it('remembers what its parent nominated earlier', () => {
    const { socket, told } = known((s) => {
      const [root, leaf] = [s.root({ events: FD.FD_CONNECT | FD.FD_CLOSE }), s.listener('leaf-1')];
      root.registers(FD.FD_CONNECT);
      return root.joins(leaf);
    });
    expect(socket(told)).toMatchObject({ mask: FD.FD_CONNECT, maskEver: FD.FD_CONNECT | FD.FD_CLOSE, maskComing: 0 });
  });

  it('is held to neither mask where a registration crossed the call that brought it', () => {
    const { socket, told } = known((s) => {
      const [root, leaf] = [s.root({ events: FD.FD_CONNECT }), s.listener('leaf-1')];
      const call = root.join(leaf);
      root.registers(FD.FD_READ);
      call.gives({ socket: 50 });
      return { root, leaf };
    });
    const link = socket({ ...told.root, socket: 50 } as typeof told.root);
    expect(link).toMatchObject({ mask: FD.FD_READ, maskComing: FD.FD_READ | FD.FD_CONNECT });
  });

  it('is held to neither mask where a registration is still under way', () => {
    const { model } = known((s) => {
      const [root, leaf] = [s.root({ events: FD.FD_CONNECT }), s.listener('leaf-1')];
      root.call('eventSelect', { events: FD.FD_READ });
      root.joins(leaf);
    });
    const link = [...model.sockets.values()].find(({ origin }) => origin === 'invited');
    expect(link).toMatchObject({ mask: FD.FD_CONNECT, maskComing: FD.FD_READ | FD.FD_CONNECT });
  });

  it('has been told already what came for it before the call returned', () => {
    const { model } = known((s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      const call = root.join(leaf);
      for (const [node, socket] of [
        ['root', 50],
        ['root', 51],
        ['leaf-1', 50],
      ] as const) {
        s.events.push({ kind: 'indication', node, socket, event: 'FD_CLOSE', error: 'NO_ERROR' });
      }
      s.events.push({ kind: 'indication', node: 'root', socket: 50, event: 'FD_READ', error: 'NO_ERROR' });
      call.gives({ socket: 50 });
    });
    const link = [...model.sockets.values()].find(({ origin }) => origin === 'invited');
    expect(link?.seen.map(({ event }) => event)).toEqual(['FD_CLOSE', 'FD_READ']);
    expect(link?.closeTold).toBe(link?.seen[0]?.at);
    expect(model.early.map(({ node, socket }) => `${socket} of ${node}`)).toEqual(['51 of root', '50 of leaf-1']);
  });
});

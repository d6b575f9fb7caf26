import { describe, expect, it } from 'vitest';
import { known } from '../testing/model-after.js';
import type { Hero, Story } from '../testing/story.js';

/** A c_root, and leaves that have asked it, in this order. */
function asked(s: Story, leaves: number): { readonly root: Hero; readonly askers: readonly Hero[] } {
  const root = s.root({ listens: 9 });
  const askers = ['leaf-1', 'leaf-2', 'leaf-3'].slice(0, leaves).map((node) => s.leaf(node).joins(root));
  root.told('FD_ACCEPT');
  return { root, askers };
}

describe('WSPAccept that succeeds', () => {
  it('takes the request of the peer that it names', () => {
    const { join, socket, told, model } = known((s) => {
      const { root, askers } = asked(s, 2);
      const call = root.accept({ answer: 'CF_ACCEPT', calleeData: 'hello' });
      const issued = s.now;
      call.gives({ socket: 50, peer: askers[1]?.name ?? root.name });
      return { root, askers, issued, at: s.now };
    });
    const [one, two] = told.askers.map((it) => join(it));
    expect(one?.accepted).toBeUndefined();
    expect(two?.accepted).toMatchObject({
      issuedAt: told.issued,
      at: told.at,
      by: socket(told.root)?.id,
      calleeData: 'hello',
    });
    const born = model.sockets.get(two?.accepted?.socket ?? 0);
    expect(born).toMatchObject({ descriptor: 50, origin: 'admitted', from: two?.id });
  });

  it('has no callee data where there was no condition function', () => {
    const { join, told } = known((s) => {
      const { root, askers } = asked(s, 1);
      for (const it of askers) root.accepts(it);
      return askers;
    });
    expect(told.map((it) => join(it)?.accepted?.calleeData)).toEqual(['']);
  });

  it('opens a descriptor of nobody, where nobody has asked', () => {
    const { model } = known((s) => {
      const { root } = asked(s, 1);
      root.accept().gives({ socket: 50, peer: { family: 2, host: '198.51.100.1', port: 1 } });
    });
    const born = [...model.sockets.values()].find(({ descriptor }) => descriptor === 50);
    expect(born).toMatchObject({ origin: 'admitted' });
    expect(born?.from).toBeUndefined();
    expect([...model.joins.values()].map(({ accepted }) => accepted)).toEqual([undefined]);
  });

  it('opens none that is open', () => {
    const { model, told } = known((s) => {
      const { root, askers } = asked(s, 1);
      root.accept().gives({ socket: root.socket, peer: askers[0]?.name ?? root.name });
      return root;
    });
    expect([...model.sockets.values()].filter(({ node }) => node === told.node)).toHaveLength(1);
  });

  it('cannot tell a request that was withdrawn from another of the same socket', () => {
    const { model } = known((s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf).closes();
      root.joins(leaf);
      leaf.told('FD_ACCEPT');
      leaf.accepts(root);
    });
    expect([...model.joins.values()]).toMatchObject([{ unclear: true }, { unclear: true }]);
    expect([...model.joins.values()].map(({ accepted }) => accepted)).toEqual([undefined, undefined]);
    const born = [...model.sockets.values()].find(({ origin }) => origin === 'accepted');
    expect(born?.from).toBeUndefined();
  });
});

describe('WSPAccept whose condition function rejects', () => {
  it('rejects the request that the condition function was shown', () => {
    const { join, model, told } = known((s) => {
      const { root, askers } = asked(s, 2);
      const call = root.accept({ answer: 'CF_REJECT' });
      const issued = s.now;
      call.fails('WSAECONNREFUSED', { caller: askers[1]?.name ?? root.name, callerData: '' });
      return { askers, issued };
    });
    const [one, two] = told.askers.map((it) => join(it));
    expect([one?.rejectedAt, two?.rejectedAt]).toEqual([undefined, told.issued]);
    expect(model.rejectionAt).toBe(told.issued);
  });

  it('may have rejected either, where it is not known which', () => {
    const { join, told } = known((s) => {
      const { root, askers } = asked(s, 2);
      root.accept({ answer: 'CF_REJECT' }).fails('WSAECONNREFUSED');
      return askers;
    });
    expect(told.map((it) => join(it)?.unclear)).toEqual([true, true]);
    expect(told.map((it) => join(it)?.rejectedAt)).toEqual([undefined, undefined]);
  });

  it('may have rejected the request that was withdrawn, or the new one', () => {
    const { model } = known((s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf).closes();
      root.joins(leaf);
      leaf.told('FD_ACCEPT');
      leaf.answers('CF_REJECT', root);
    });
    expect([...model.joins.values()]).toMatchObject([{ unclear: true }, { unclear: true }]);
  });

  it('may have rejected the request that was refused meanwhile, or the new one', () => {
    const { join, told } = known((s) => {
      const { root, askers } = asked(s, 1);
      const [leaf = root] = askers;
      const rejecting = root.accept({ answer: 'CF_REJECT' });
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      leaf.joins(root);
      rejecting.fails('WSAECONNREFUSED', { caller: leaf.name, callerData: '' });
      return leaf;
    });
    expect(join(told)).toMatchObject({ phase: 'pending', unclear: true });
    expect(join(told)?.rejectedAt).toBeUndefined();
  });

  it('has rejected nothing, where the answer was another', () => {
    const { join, model, told } = known((s) => {
      const { root, askers } = asked(s, 1);
      root.accept({ answer: 'CF_ACCEPT' }).fails('WSAECONNREFUSED');
      root.accept().fails('WSAECONNREFUSED');
      return askers;
    });
    expect(model.rejectionAt).toBe(-1);
    expect(told.map((it) => join(it)?.rejectedAt)).toEqual([undefined]);
  });
});

describe('WSPAccept whose condition function defers', () => {
  it('defers the request, and does not enable FD_ACCEPT again', () => {
    const { join, socket, told } = known((s) => {
      const { root, askers } = asked(s, 1);
      const call = root.accept({ answer: 'CF_DEFER' });
      const issued = s.now;
      call.fails('WSATRY_AGAIN', { caller: askers[0]?.name ?? root.name, callerData: '' });
      return { root, askers, issued };
    });
    expect(told.askers.map((it) => join(it)?.deferredAt)).toEqual([told.issued]);
    expect(socket(told.root)).toMatchObject({ acceptCredit: 0, acceptTold: true });
  });

  it('defers the request of whose address it is, and not of one whose address is not known', () => {
    const { join, told } = known((s) => {
      const { root, askers } = asked(s, 1);
      const unbound = s.leaf('leaf-2', { bound: false });
      unbound.join(root);
      root.accept({ answer: 'CF_DEFER' }).fails('WSATRY_AGAIN', { caller: (askers[0] ?? root).name, callerData: '' });
      return [...askers, unbound];
    });
    expect(told.map((it) => join(it)?.deferredAt !== undefined)).toEqual([true, false]);
  });

  it('knows of no request that was deferred where several may have been', () => {
    const { join, socket, told } = known((s) => {
      const { root, askers } = asked(s, 2);
      root.accept({ answer: 'CF_DEFER' }).fails('WSATRY_AGAIN');
      return { root, askers };
    });
    expect(told.askers.map((it) => join(it)?.deferredAt)).toEqual([undefined, undefined]);
    expect(socket(told.root)).toMatchObject({ acceptCredit: 1, acceptTold: true });
  });

  it('may have enabled FD_ACCEPT where the deferred request may have been withdrawn', () => {
    const withdrawing = (waiting: boolean) =>
      known((s) => {
        const { root, askers } = asked(s, waiting ? 2 : 1);
        askers[0]?.closes();
        root.accept({ answer: 'CF_DEFER' }).fails('WSATRY_AGAIN');
        return root;
      });
    const [alone, among] = [withdrawing(false), withdrawing(true)];
    expect(alone.socket(alone.told)).toMatchObject({ acceptCredit: 1, acceptTold: false });
    expect(among.socket(among.told)).toMatchObject({ acceptCredit: 1, acceptTold: true });
  });
});

describe('WSPAccept that fails', () => {
  const meeting = (error: 'WSAECONNRESET' | 'WSAEACCES' | 'WSAEWOULDBLOCK' | 'WSAEINVAL', quiet = true) =>
    known((s) => {
      const { root, askers } = asked(s, 2);
      for (const it of askers) it.closes();
      if (quiet) s.settles();
      root.accept().fails(error);
    }).model;
  const met = (model: ReturnType<typeof meeting>): number =>
    [...model.joins.values()].filter(({ rejectedAt }) => rejectedAt !== undefined).length;

  it('has met one request that was withdrawn, with WSAECONNRESET or WSAEACCES', () => {
    expect([met(meeting('WSAECONNRESET')), met(meeting('WSAEACCES'))]).toEqual([1, 1]);
  });

  it('has met none that may be on its way still', () => {
    expect(met(meeting('WSAECONNRESET', false))).toBe(0);
  });

  it('shows with WSAEWOULDBLOCK that there are none any more', () => {
    expect(met(meeting('WSAEWOULDBLOCK'))).toBe(2);
  });

  it('shows nothing with another error', () => {
    expect(met(meeting('WSAEINVAL'))).toBe(0);
  });
});

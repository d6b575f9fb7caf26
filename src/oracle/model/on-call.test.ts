import { describe, expect, it } from 'vitest';
import { FD, JL } from '../../spi/index.js';
import { known } from '../testing/model-after.js';
import { NOBODY, SESSION, USUAL, type Hero, type Story } from '../testing/story.js';

describe('the call of WSPJoinLeaf', () => {
  it('begins a join, with all that its outcome will depend on', () => {
    const { join, socket, told } = known((s) => {
      const root = s.root({ listens: 9 });
      const leaf = s.leaf('leaf-1');
      s.settles();
      const quiet = s.now;
      const call = leaf.join(root, { flags: JL.SENDER_ONLY, callerData: 'hello' });
      return { root, leaf, call, quiet };
    });
    expect(join(told.call)).toEqual({
      id: told.call.id,
      scheme: 'admit',
      phase: 'issued',
      initiator: socket(told.leaf)?.id,
      target: told.root.name,
      issuedAt: told.quiet + 1,
      settledBefore: told.quiet,
      afterQuiet: true,
      flags: JL.SENDER_ONLY,
      callerData: 'hello',
      blocking: false,
      mayRefuse: false,
      stranded: false,
      disturbed: false,
      unclear: false,
      after: 'nothing',
      listener: socket(told.root)?.id,
    });
    expect(socket(told.leaf)).toMatchObject({ join: told.call.id, bound: true });
  });

  it('is not after quiet where there was none, or something was called since', () => {
    const never = known((s) => s.leaf('leaf-1').join(NOBODY));
    expect(never.join(never.told)).toMatchObject({ afterQuiet: false, settledBefore: -1, callerData: '' });
    const busy = known((s) => {
      const leaf = s.leaf('leaf-1');
      s.settles();
      leaf.call('recv', {}).fails('WSAENOTCONN');
      return leaf.join(NOBODY);
    });
    expect(busy.join(busy.told)).toMatchObject({ afterQuiet: false });
  });

  it('has to fail without a name', () => {
    const { join, told } = known((s) => s.leaf('leaf-1').join(null));
    expect(join(told)).toMatchObject({
      target: { family: 0, host: '', port: 0 },
      mustFail: { code: 'WSAEFAULT' },
    });
  });

  it('disturbs a join that is pending, and begins none', () => {
    const { model } = known((s) => {
      const leaf = s.leaf('leaf-1').joins(NOBODY);
      leaf.join(NOBODY);
    });
    expect([...model.joins.values()]).toMatchObject([{ disturbed: true, phase: 'pending' }]);
    expect(model.joins.size).toBe(1);
    expect([...model.flying.values()]).toMatchObject([{ standing: { is: 'second' } }]);
  });

  it('follows on what had become of the one before', () => {
    const { join, told } = known((s) => {
      const leaf = s.leaf('leaf-1').joins(NOBODY);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      const root = s.root();
      const first = root.joins(NOBODY);
      first.closes();
      return { again: leaf.join(NOBODY), next: root.join(NOBODY) };
    });
    expect(join(told.again)).toMatchObject({ after: 'retryable', unclear: false });
    expect(join(told.next)).toMatchObject({ after: 'cancelled' });
    expect(join(told.again)).not.toHaveProperty('replaces');
  });

  it('is unclear after a join of which nobody can know', () => {
    const deaf = (tell: (leaf: Hero, s: Story) => void) =>
      known((s) => {
        const leaf = s.leaf('leaf-1', { events: FD.FD_READ }).joins(NOBODY);
        tell(leaf, s);
        return leaf.join(NOBODY);
      });
    const after = deaf(() => undefined);
    expect(after.join(after.told)).toMatchObject({ unclear: true, replaces: [...after.model.joins.keys()][0] });
  });

  it('is nothing on a socket that is not open, or that is plain', () => {
    const { model } = known((s) => {
      s.plain('leaf-1').join(NOBODY);
      s.call('leaf-2', 'joinLeaf', { socket: 99, name: NOBODY, flags: JL.BOTH });
    });
    expect(model.joins.size).toBe(0);
    expect([...model.flying.values()].map(({ on, standing }) => [on, standing?.is])).toEqual([
      [1, 'plain'],
      [undefined, undefined],
    ]);
  });
});

describe('the call of WSPAccept, WSPEventSelect and WSPRecv', () => {
  it('enables what it enables at once', () => {
    const { socket, told } = known((s) => {
      const root = s.root({ listens: 9 });
      s.leaf('leaf-1').joins(root);
      root.told('FD_ACCEPT');
      root.accept();
      return root;
    });
    expect(socket(told)).toMatchObject({ acceptCredit: 1, acceptTold: false, acceptEver: true });
    const receiving = known((s) => {
      const leaf = s.leaf('leaf-1');
      leaf.call('recv', {});
      return { leaf, at: s.now };
    });
    expect(receiving.socket(receiving.told.leaf)?.recvAt).toBe(receiving.told.at);
  });

  it('allows one more FD_ACCEPT where one may be on its way', () => {
    const registering = (tell: (root: Hero) => void, making = {}) => {
      const { socket, told } = known((s) => {
        const root = s.root({ listens: 9, ...making });
        tell(root);
        root.call('eventSelect', { events: USUAL });
        return root;
      });
      return socket(told)?.acceptCredit;
    };
    expect(registering(() => undefined)).toBe(2);
    expect(registering((root) => root.told('FD_ACCEPT'))).toBe(1);
    expect(registering(() => undefined, { events: FD.FD_READ })).toBe(1);
    expect(registering((root) => root.told('FD_ACCEPT'), { events: FD.FD_READ })).toBe(1);
    const idle = known((s) => {
      const root = s.root();
      root.call('eventSelect', { events: USUAL });
      return root;
    });
    expect(idle.socket(idle.told)?.acceptCredit).toBe(1);
    const coming = known((s) => {
      const root = s.root();
      root.call('listen', { backlog: 3 });
      root.call('eventSelect', { events: USUAL });
      return root;
    });
    expect(coming.socket(coming.told)?.acceptCredit).toBe(2);
  });

  it('clears the record, and has either mask hold until it returns', () => {
    const { socket, told } = known((s) => {
      const leaf = s.leaf('leaf-1', { events: FD.FD_READ });
      leaf.told('FD_READ');
      leaf.call('eventSelect', { events: FD.FD_CONNECT });
      const at = s.now;
      leaf.call('eventSelect', { events: FD.FD_CLOSE });
      return { leaf, at };
    });
    expect(socket(told.leaf)).toMatchObject({
      mask: FD.FD_READ,
      maskComing: FD.FD_CONNECT | FD.FD_CLOSE,
      recordCleared: { by: 'registration', at: told.at + 1 },
    });
    expect(socket(told.leaf)?.record.size).toBe(0);
  });
});

describe('the call of WSPCloseSocket', () => {
  it('withdraws the request of its socket, unless it was accepted', () => {
    const { model, socket, told } = known((s) => {
      const root = s.root({ listens: 9 });
      const [gone, taken] = [s.leaf('leaf-1').joins(root), s.leaf('leaf-2').joins(root)];
      root.accepts(taken);
      gone.call('closeSocket', {});
      const at = s.now;
      taken.call('closeSocket', {});
      return { gone, at, root };
    });
    expect(socket(told.gone)?.closing).toBe(told.at);
    const [first, second] = [...model.joins.values()];
    expect(first).toMatchObject({ phase: 'cancelled', cancelledAt: told.at });
    expect(second).toMatchObject({ phase: 'cancelled', cancelledAt: told.at + 1 });
    expect(socket(told.root)?.acceptCredit).toBe(2);
  });

  it('of a pending descriptor cancels the invitation, of which an error may be told still', () => {
    const { join, socket, told } = known((s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      const link = root.joins(leaf);
      link.call('closeSocket', {});
      return { root, at: s.now };
    });
    expect(join(told.root)).toMatchObject({ phase: 'cancelled', cancelledAt: told.at });
    expect(socket(told.root)).toMatchObject({ lastJoin: 'cancelled', ghosts: 1 });
    expect(socket(told.root)?.closing).toBeUndefined();
  });

  it('leaves the requests that wait there without a peer', () => {
    const { join, told } = known((s) => {
      const root = s.root({ listens: 9 });
      const [one, two] = [s.leaf('leaf-1').joins(root), s.leaf('leaf-2').joins(root)];
      root.answers('CF_REJECT', two);
      root.call('closeSocket', {});
      return { one, two, at: s.now };
    });
    expect(join(told.one)).toMatchObject({ peerGoneAt: told.at, phase: 'pending' });
    expect(join(told.two)?.peerGoneAt).toBeUndefined();
  });

  it('lets those behind a deferred request come forward', () => {
    const closing = (deferred: boolean) =>
      known((s) => {
        const root = s.root({ listens: 9 });
        const asker = s.leaf('leaf-1').joins(root);
        root.told('FD_ACCEPT');
        if (deferred) root.answers('CF_DEFER', asker);
        asker.call('closeSocket', {});
        return root;
      });
    const [deferred, plain] = [closing(true), closing(false)];
    expect(deferred.socket(deferred.told)).toMatchObject({ acceptCredit: 1, acceptTold: false });
    expect(plain.socket(plain.told)).toMatchObject({ acceptCredit: 0, acceptTold: true });
  });
});

describe('the call of WSPShutdown', () => {
  it('of a c_root ends what it began, and leaves open what it was asked', () => {
    const { model, socket, told } = known((s) => {
      const root = s.root({ listens: 9 });
      const [one, two] = [s.listener('leaf-1'), s.listener('leaf-2')];
      root.joins(one);
      root.told('FD_CONNECT', 'WSAECONNREFUSED');
      root.joins(two);
      const asker = s.leaf('leaf-3').joins(root);
      root.call('shutdown', { how: 2 });
      const at = s.now;
      root.call('shutdown', { how: 2 });
      return { root, asker, at };
    });
    const [failed, pending, asking] = [...model.joins.values()];
    expect(failed?.mustFail).toBeUndefined();
    expect(pending).toMatchObject({ cancelledAt: told.at, mustFail: { why: 'the c_root was shut down (ruling 16)' } });
    expect(asking).toMatchObject({ unclear: true });
    expect(asking?.mustFail).toBeUndefined();
    expect(socket(told.root)?.shutAt).toBe(told.at);
  });

  it('of a c_root leaves an invitation unclear that has been accepted', () => {
    const { join, told } = known((s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf);
      leaf.accepts(root);
      root.call('shutdown', { how: 2 });
      return root;
    });
    expect(join(told)).toMatchObject({ unclear: true });
    expect(join(told)?.cancelledAt).toBeUndefined();
  });

  it('of a leaf ends no join', () => {
    const { join, socket, told } = known((s) => {
      const leaf = s.leaf('leaf-1').joins(s.root({ listens: 9 }));
      leaf.shuts();
      return leaf;
    });
    expect(join(told)).toMatchObject({ unclear: false, phase: 'pending' });
    expect(join(told)?.mustFail).toBeUndefined();
    expect(socket(told)?.shutAt).toBeDefined();
  });
});

describe('what a call does to quiet', () => {
  it('ends it, unless the call only looks', () => {
    const after = (tell: (s: Story) => void): boolean =>
      known((s) => {
        s.settles();
        tell(s);
      }).model.still;
    expect(after((s) => s.call('root', 'memberships', {}))).toBe(true);
    expect(after((s) => s.call('root', 'getSockName', { socket: 1 }))).toBe(true);
    expect(after((s) => s.call('root', 'calleeData', { socket: 1 }))).toBe(true);
    expect(after((s) => s.call('root', 'enumNetworkEvents', { socket: 1 }))).toBe(true);
    expect(after((s) => s.call('root', 'recv', { socket: 1 }))).toBe(false);
    expect(after((s) => s.call('root', 'addMembership', { socket: 1, group: SESSION }))).toBe(false);
  });
});

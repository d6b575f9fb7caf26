import { describe, expect, it } from 'vitest';
import { known } from '../testing/model-after.js';
import { NOBODY, NOWHERE, SESSION } from '../testing/story.js';

describe('when all is quiet', () => {
  it('is the evidence of quiet, until something is called that may cause events', () => {
    const quiet = known((s) => {
      s.root().call('getSockName', {}).gives({ name: NOBODY });
      s.settles();
      return s.now;
    });
    expect(quiet.model).toMatchObject({ settledAt: quiet.told, still: true, strays: [], early: [] });
    const busy = known((s) => {
      const root = s.root();
      s.settles();
      root.call('enumNetworkEvents', {}).gives({ events: 0, errors: {} });
      root.call('calleeData', {}).fails('WSAENOTCONN');
      s.call('root', 'memberships', {}).gives({ groups: [] });
    });
    expect(busy.model.still).toBe(true);
    expect(known((s) => (s.settles(), s.root().listens())).model.still).toBe(false);
  });

  it('strands a request that has met nobody who listens', () => {
    const { join, told } = known((s) => {
      const asker = s.leaf('leaf-1').joins(NOBODY);
      s.settles();
      const later = s.leaf('leaf-2').joins(NOBODY);
      const member = s.member('member-1').joins(SESSION);
      return { asker, later, member };
    });
    expect(join(told.asker)).toMatchObject({ stranded: true, unclear: false });
    expect(join(told.later)).toMatchObject({ stranded: false });
  });

  it('strands no join of a nonrooted session, and none that has ended', () => {
    const { join, told } = known((s) => {
      const member = s.member('member-1').joins(SESSION);
      const asker = s.leaf('leaf-1').joins(NOWHERE);
      asker.told('FD_CONNECT', 'WSAENETUNREACH');
      s.settles();
      return { member, asker };
    });
    expect(join(told.member)).toMatchObject({ stranded: false });
    expect(join(told.asker)).toMatchObject({ stranded: false, phase: 'failed' });
  });

  it('takes a request that came upon a listener too late for one that was not refused', () => {
    const { join, told } = known((s) => {
      const root = s.root();
      const asker = s.leaf('leaf-1').joins(root);
      root.listens();
      return asker;
    });
    expect(join(told)).toMatchObject({ mayRefuse: true });
    const after = known((s) => {
      const root = s.root();
      const asker = s.leaf('leaf-1').joins(root);
      root.listens();
      s.settles();
      return asker;
    });
    expect(after.join(after.told)).toMatchObject({ mayRefuse: false, stranded: false });
  });

  it('does not know how a join fares whose FD_CONNECT nobody nominated', () => {
    const { join, told } = known((s) => {
      const root = s.root({ listens: 9 });
      const deaf = s.leaf('leaf-1', { events: 0 }).joins(root);
      const keen = s.leaf('leaf-2').joins(root);
      s.settles();
      return { deaf, keen };
    });
    expect(join(told.deaf)).toMatchObject({ unclear: true });
    expect(join(told.keen)).toMatchObject({ unclear: false });
  });

  it('has nothing more to come of joins that were cancelled, and one FD_ACCEPT at most', () => {
    const { socket, told } = known((s) => {
      const [root, leaf] = [s.root({ listens: 9 }), s.listener('leaf-1')];
      root.joins(leaf).closes();
      root.accept().fails('WSAEWOULDBLOCK');
      root.accept().fails('WSAEWOULDBLOCK');
      return root;
    });
    expect(socket(told)).toMatchObject({ ghosts: 1, acceptCredit: 3 });
    const after = known((s) => {
      const [root, leaf] = [s.root({ listens: 9 }), s.listener('leaf-1')];
      root.joins(leaf).closes();
      root.accept().fails('WSAEWOULDBLOCK');
      root.accept().fails('WSAEWOULDBLOCK');
      s.settles();
      return root;
    });
    expect(after.socket(after.told)).toMatchObject({ ghosts: 0, acceptCredit: 1 });
  });

  it('forgets what was said where neither the sender nor any receiver is left', () => {
    const both = (closing: 'nobody' | 'one' | 'both') =>
      known((s) => {
        const [one, two] = [s.joined('member-1'), s.joined('member-2')];
        one.sends('a');
        if (closing !== 'nobody') one.closes();
        if (closing === 'both') two.closes();
        s.settles();
      }).model.messages.length;
    expect([both('nobody'), both('one'), both('both')]).toEqual([1, 1, 0]);
  });

  it('keeps the 64 latest of those who have closed', () => {
    const { model } = known((s) => {
      for (let times = 0; times < 70; times += 1) s.leaf('leaf-1', { bound: false, events: 0 }).closes();
      s.settles();
    });
    expect(model.tombstones).toHaveLength(64);
    expect(model.tombstones[0]?.descriptor).toBe(7);
  });
});

describe('when all is quiet, joins are remembered', () => {
  it('as long as their sockets are open', () => {
    const { join, model, told } = known((s) => {
      const root = s.root({ listens: 9 });
      const [asker, gone] = [s.leaf('leaf-1'), s.leaf('leaf-2')];
      s.admitted(asker, root);
      const link = s.admitted(gone, root);
      gone.closes();
      link.told('FD_CLOSE');
      s.settles();
      const kept = s.events.length;
      link.closes();
      s.settles();
      return { asker, kept };
    });
    expect(join(told.asker)?.phase).toBe('done');
    expect([...model.joins.values()].map(({ phase }) => phase)).toEqual(['done']);
  });

  it('as long as the other end of one that has gone is open', () => {
    const { model } = known((s) => {
      const root = s.root({ listens: 9 });
      const gone = s.leaf('leaf-2');
      s.admitted(gone, root);
      gone.closes();
      s.settles();
    });
    expect([...model.joins.values()].map(({ phase }) => phase)).toEqual(['done']);
  });

  it('as long as a withdrawn request may be met by WSPAccept', () => {
    const states = (answer: boolean): number =>
      known((s) => {
        const root = s.root({ listens: 9 });
        const asker = s.leaf('leaf-1').joins(root);
        root.told('FD_ACCEPT');
        asker.closes();
        s.settles();
        if (answer) root.accept().fails('WSAECONNRESET');
        s.settles();
      }).model.joins.size;
    expect([states(false), states(true)]).toEqual([1, 0]);
  });

  it('no longer, once a withdrawn request has nobody to meet it', () => {
    const { model } = known((s) => {
      const root = s.root({ listens: 9 });
      s.leaf('leaf-1').joins(root).closes();
      root.closes();
      s.settles();
    });
    expect(model.joins.size).toBe(0);
  });

  it('where they failed until the next quiet, and as long as the descriptor that they brought is open', () => {
    const { model } = known((s) => {
      const root = s.root();
      root.joins(NOBODY);
      root.told('FD_CONNECT', 'WSAECONNREFUSED');
      s.settles();
      root.joins(NOBODY).closes();
      root.told('FD_CONNECT', 'WSAECONNREFUSED');
      s.settles();
      s.settles();
    });
    expect([...model.joins.values()].map(({ phase }) => phase)).toEqual(['failed']);
  });
});

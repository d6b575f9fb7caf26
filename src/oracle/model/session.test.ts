import { describe, expect, it } from 'vitest';
import { addressText, JL, SIO } from '../../spi/index.js';
import { known } from '../testing/model-after.js';
import { ENTRY, SESSION, USUAL, type Hero, type Story } from '../testing/story.js';
import { isUnknown, messageOf, partOf, receiversOf, sameHost, sureMembers, undelivered } from './session.js';

/** The part of a socket after a story. */
function part(tell: (s: Story) => Hero) {
  const { model, socket, told } = known(tell);
  const facts = socket(told);
  return facts === undefined ? undefined : partOf(model, facts);
}

/** Who has to receive what the first of these says, by place in the list. */
function receivers(tell: (s: Story) => readonly Hero[]): readonly number[] {
  const { model, socket, told } = known(tell);
  const [first] = told;
  const facts = first === undefined ? undefined : socket(first);
  const ids = told.map((it) => socket(it)?.id);
  return facts === undefined ? [] : receiversOf(model, facts).map((id) => ids.indexOf(id));
}

const admitted =
  (tell: (root: Hero, leaf: Hero, link: Hero, s: Story) => void, flags: number = JL.BOTH) =>
  (s: Story): Hero => {
    const [root, leaf] = [s.root({ listens: 9 }), s.leaf('leaf-1')];
    tell(root, leaf, s.admitted(leaf, root, flags), s);
    return leaf;
  };

describe('the part that a socket has', () => {
  it('is none for a plain one, for the root’s descriptors, and for a leaf that has not been accepted', () => {
    expect(part((s) => s.plain('leaf-1'))).toBeUndefined();
    expect(part((s) => s.invited(s.root(), s.listener('leaf-1')).link)).toBeUndefined();
    expect(part((s) => s.admitted(s.leaf('leaf-1'), s.root({ listens: 9 })))).toBeUndefined();
    expect(part((s) => s.leaf('leaf-1').joins(s.root({ listens: 9 })))).toBeUndefined();
    expect(part((s) => s.leaf('leaf-1'))).toBeUndefined();
    expect(part((s) => s.member('member-1'))).toBeUndefined();
  });

  it('is the root’s own, as long as it is neither closing nor shut down', () => {
    const root = (end: (it: Hero) => void) =>
      part((s) => {
        const it = s.root();
        end(it);
        return it;
      });
    expect(root(() => undefined)).toMatchObject({
      session: 'root 1',
      sure: true,
      sends: true,
      receives: true,
      root: 1,
    });
    expect(root((it) => it.shuts())).toMatchObject({ sure: false });
    expect(root((it) => void it.call('closeSocket', {}))).toMatchObject({ sure: false });
  });

  it('is sure for a leaf that was told, while both ends and the root are there', () => {
    expect(part(admitted(() => undefined))).toMatchObject({ session: 'root 1', sure: true, sends: true, root: 1 });
    const unsure: readonly ((root: Hero, leaf: Hero, link: Hero) => void)[] = [
      (root) => root.shuts(),
      (root) => void root.call('closeSocket', {}),
      (root) => root.closes(),
      (_root, _leaf, link) => void link.call('closeSocket', {}),
      (_root, leaf) => leaf.shuts(),
      (_root, leaf) => void leaf.call('closeSocket', {}),
      (_root, leaf) => leaf.told('FD_CLOSE'),
    ];
    for (const end of unsure) expect(part(admitted(end))).toMatchObject({ sure: false });
    const untold = part((s) => {
      const [root, leaf] = [s.root({ listens: 9 }), s.leaf('leaf-1')];
      leaf.joins(root);
      root.accepts(leaf);
      return leaf;
    });
    expect(untold).toMatchObject({ sure: false });
  });

  it('is that of an invited leaf on the socket that WSPAccept gave it', () => {
    expect(part((s) => s.invited(s.root(), s.listener('leaf-1')).own)).toMatchObject({ session: 'root 1', sure: true });
  });

  it('goes in the directions that it asked for; an invitation goes in both', () => {
    const asking = (flags: number) => part(admitted(() => undefined, flags));
    expect(asking(JL.SENDER_ONLY)).toMatchObject({ sends: true, receives: false });
    expect(asking(JL.RECEIVER_ONLY)).toMatchObject({ sends: false, receives: true });
    const invited = part((s) => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf, { flags: JL.SENDER_ONLY });
      const own = leaf.accepts(root);
      root.told('FD_CONNECT');
      return own;
    });
    expect(invited).toMatchObject({ sends: true, receives: true });
  });

  it('is that of the group, which may be doubtful while the join pends', () => {
    const session = `group ${addressText(SESSION)}`;
    expect(part((s) => s.joined('member-1'))).toMatchObject({ session, sure: true, sends: true, receives: true });
    expect(part((s) => s.joined('member-1', {}, JL.SENDER_ONLY))).toMatchObject({ receives: false });
    expect(part((s) => s.member('member-1').joins(SESSION))).toMatchObject({ session, sure: false });
    const ended = (end: (it: Hero) => void) =>
      part((s) => {
        const it = s.joined('member-1');
        end(it);
        return it;
      });
    expect(ended((it) => it.shuts())).toMatchObject({ sure: false });
    expect(ended((it) => void it.call('closeSocket', {}))).toMatchObject({ sure: false });
    const failed = part((s) => {
      const it = s.member('member-1');
      it.join(SESSION).fails('WSAENETDOWN');
      return it;
    });
    expect(failed).toBeUndefined();
    const cancelled = part((s) => {
      const it = s.member('member-1').joins(SESSION);
      it.call('closeSocket', {});
      return it;
    });
    expect(cancelled).toBeUndefined();
  });

  it('by option is as good as by WSPJoinLeaf', () => {
    const byOption = part((s) => {
      const it = s.member('member-1');
      it.call('addMembership', { group: SESSION }).gives({});
      return it;
    });
    const session = `group ${addressText(SESSION)}`;
    expect(byOption).toEqual({ session, sure: true, sends: true, receives: true });
  });
});

describe('whether a socket is a member', () => {
  const unknown = (tell: (s: Story) => Hero) => {
    const { model, socket, told } = known(tell);
    const facts = socket(told);
    return facts === undefined ? undefined : isUnknown(model, facts);
  };

  it('is unknown where its join is unclear, or where it was accepted for one of several', () => {
    expect(unknown((s) => s.leaf('leaf-1'))).toBe(false);
    expect(unknown((s) => s.joined('member-1'))).toBe(false);
    expect(unknown((s) => s.invited(s.root(), s.listener('leaf-1')).own)).toBe(false);
    const deaf = (s: Story): Hero => {
      const leaf = s.leaf('leaf-1', { events: 0 }).joins(s.root({ listens: 9 }));
      s.settles();
      return leaf;
    };
    expect(unknown(deaf)).toBe(true);
    const either = (s: Story): Hero => {
      const [root, leaf] = [s.root(), s.listener('leaf-1')];
      root.joins(leaf).closes();
      root.joins(leaf);
      return leaf.accepts(root);
    };
    expect(unknown(either)).toBe(true);
  });

  it('is sure for those who are beyond doubt', () => {
    const { model } = known((s) => {
      s.joined('member-1');
      s.member('member-2').joins(SESSION);
      s.root();
      s.plain('leaf-3');
    });
    expect(sureMembers(model).map(({ node }) => node)).toEqual(['member-1', 'root']);
  });
});

describe('who has to receive', () => {
  it('is the root where a leaf speaks, and every leaf where the root does', () => {
    const session = (s: Story): readonly [Hero, Hero, Hero] => {
      const root = s.root({ listens: 9 });
      const [one, two] = [s.leaf('leaf-1'), s.leaf('leaf-2')];
      s.admitted(one, root);
      s.admitted(two, root);
      return [root, one, two];
    };
    expect(receivers(session)).toEqual([1, 2]);
    expect(receivers((s) => [...session(s)].reverse())).toEqual([2]);
  });

  it('is nobody where there are two d_roots, or none', () => {
    const twoRoots = receivers((s) => {
      const root = s.root({ listens: 9 });
      const [one, two] = [s.leaf('leaf-1', { data: 'd_root' }), s.leaf('leaf-2')];
      s.admitted(one, root);
      s.admitted(two, root);
      return [root, one, two];
    });
    expect(twoRoots).toEqual([]);
    const noRoot = receivers((s) => {
      const root = s.root({ listens: 9, data: 'd_leaf' });
      const one = s.leaf('leaf-1');
      s.admitted(one, root);
      return [root, one];
    });
    expect(noRoot).toEqual([]);
  });

  it('is everybody else where the data plane is nonrooted, itself too with loopback', () => {
    const three = (s: Story): readonly Hero[] => ['member-1', 'member-2', 'member-3'].map((node) => s.joined(node));
    expect(receivers(three)).toEqual([1, 2]);
    const looped =
      (value: number, flags: number = JL.BOTH) =>
      (s: Story) => {
        const members = [s.joined('member-1', {}, flags), s.joined('member-2')];
        members[0]?.call('ioctl', { code: SIO.MULTIPOINT_LOOPBACK, value }).gives({});
        return members;
      };
    expect(receivers(looped(1))).toEqual([1, 0]);
    expect(receivers(looped(0))).toEqual([1]);
    expect(receivers(looped(1, JL.SENDER_ONLY))).toEqual([1]);
  });

  it('is nobody who does not receive, and nobody where the sender does not send or is in doubt', () => {
    expect(receivers((s) => [s.joined('member-1'), s.joined('member-2', {}, JL.SENDER_ONLY)])).toEqual([]);
    expect(receivers((s) => [s.joined('member-1', {}, JL.RECEIVER_ONLY), s.joined('member-2')])).toEqual([]);
    expect(receivers((s) => [s.member('member-1').joins(SESSION), s.joined('member-2')])).toEqual([]);
    expect(receivers((s) => [s.plain('member-1'), s.joined('member-2')])).toEqual([]);
  });

  it('is nobody of another session', () => {
    const other = { ...SESSION, host: '239.0.0.9' };
    const apart = receivers((s) => {
      const stranger = s.member('member-2');
      stranger.joins(other).told('FD_CONNECT');
      return [s.joined('member-1'), stranger];
    });
    expect(apart).toEqual([]);
  });

  it('is nobody beyond the host where the scope is 0', () => {
    const scoped = receivers((s) => {
      const members = [s.joined('member-1'), s.joined('member-2'), s.joined('twin')];
      members[0]?.call('ioctl', { code: SIO.MULTICAST_SCOPE, value: 0 }).gives({});
      return members;
    });
    expect(scoped).toEqual([2]);
    const { model } = known((s) => s.root());
    expect([
      sameHost(model, 'member-1', 'twin'),
      sameHost(model, 'member-1', 'member-2'),
      sameHost(model, 'nowhere', 'nowhere'),
      sameHost(model, 'nowhere', 'elsewhere'),
      sameHost(model, 'member-1', 'elsewhere'),
    ]).toEqual([true, false, true, false, false]);
  });
});

describe('what was sent', () => {
  it('is owed until it is received, and shows who is heard', () => {
    const { model, socket, told } = known((s) => {
      const [one, two, three] = [s.joined('member-1'), s.joined('member-2'), s.joined('member-3')];
      one.sends('a');
      two.hears('a');
      two.hears('a');
      return { one, two, three };
    });
    expect(messageOf(model, 'a')).toMatchObject({
      sender: socket(told.one)?.id,
      owed: [socket(told.three)?.id],
      rootGone: false,
      receiverOnly: false,
      scope: 1,
    });
    expect(messageOf(model, 'b')).toBeUndefined();
    expect(socket(told.one)).toMatchObject({ hears: false, heard: true });
    expect(socket(told.two)).toMatchObject({ hears: true, heard: false });
    expect(socket(told.two)?.received.map(({ data }) => data)).toEqual(['a', 'a']);
    expect(socket(told.three)).toMatchObject({ hears: false, heard: false });
  });

  it('was sent by a receiver, or to a session that had lost its root by then', () => {
    const { model } = known((s) => {
      s.joined('member-1', {}, JL.RECEIVER_ONLY).sends('a');
    });
    expect(messageOf(model, 'a')).toMatchObject({ receiverOnly: true, owed: [] });
    const lost = (end: (root: Hero) => void, quiet = true) => {
      const after = known(
        admitted((root, leaf, _link, s) => {
          end(root);
          if (quiet) s.settles();
          leaf.sends('a');
        }),
      );
      return messageOf(after.model, 'a')?.rootGone;
    };
    expect(lost((root) => root.closes())).toBe(true);
    expect(lost((root) => root.shuts())).toBe(true);
    expect(lost((root) => void root.call('closeSocket', {}))).toBe(true);
    expect(lost((root) => root.shuts(), false)).toBe(false);
    expect(lost(() => undefined)).toBe(false);
  });

  it('is still to come for those who would be told of it, and have not been', () => {
    const waiting = (tell: (one: Hero, two: Hero) => void, making = {}) => {
      const { model } = known((s) => {
        const [one, two] = [s.joined('member-1'), s.joined('member-2', making)];
        tell(one, two);
      });
      return undelivered(model).length;
    };
    expect(waiting((one) => one.sends('a'))).toBe(1);
    expect(waiting((one, two) => (one.sends('a'), two.told('FD_READ')))).toBe(0);
    expect(waiting((one, two) => (one.sends('a'), two.told('FD_CLOSE')))).toBe(1);
    expect(waiting((one, two) => (two.told('FD_READ'), one.sends('a')))).toBe(0);
    expect(waiting((one, two) => (two.told('FD_READ'), two.hearsNothing(), one.sends('a')))).toBe(1);
    expect(waiting((one, two) => (one.sends('a'), two.told('FD_READ'), two.hearsNothing()))).toBe(1);
    expect(waiting((one, two) => (one.sends('a'), two.hears('a')))).toBe(0);
    expect(waiting((one, two) => (one.sends('a'), two.closes()))).toBe(0);
    expect(waiting((one) => one.sends('a'), { events: USUAL & ~1 })).toBe(0);
    expect(waiting((one, two) => (one.sends('a'), two.registers(USUAL)))).toBe(0);
  });

  it('in a nonrooted data plane of a rooted session goes from leaf to leaf', () => {
    const through = receivers((s) => {
      const root = s.root({ listens: 9, entry: ENTRY.sideways });
      const [one, two] = [s.leaf('leaf-1', { entry: ENTRY.sideways }), s.leaf('leaf-2', { entry: ENTRY.sideways })];
      s.admitted(one, root);
      s.admitted(two, root);
      return [one, two, root];
    });
    expect([...through].sort()).toEqual([1, 2]);
  });
});

import { describe, expect, it } from 'vitest';
import { AF, JL, type Address } from '../../spi/index.js';
import { known } from '../testing/model-after.js';
import { ENTRY, NO_SESSION, NOBODY, NOWHERE, SESSION, type Hero, type Story } from '../testing/story.js';
import { standingOf, type Judged } from './standing.js';

/** What WSPJoinLeaf on a socket, with this name, would be after a story. */
function standing(tell: (s: Story) => Hero, name: Address | Hero | null = NOBODY): Judged | undefined {
  const { model, socket, told } = known(tell);
  const facts = socket(told);
  const args = { socket: told.socket, name: name !== null && 'name' in name ? name.name : name, flags: JL.BOTH };
  return facts === undefined ? undefined : standingOf(model, facts, args);
}

/** What it would be toward somebody in the same story. */
function toward(tell: (s: Story) => readonly [Hero, Hero]): Judged | undefined {
  const { model, socket, told } = known(tell);
  const facts = socket(told[0]);
  const args = { socket: told[0].socket, name: told[1].name, flags: JL.BOTH };
  return facts === undefined ? undefined : standingOf(model, facts, args);
}

describe('WSPJoinLeaf on a socket that cannot join', () => {
  it('is plain, unjudged, a link, a member, or joined already', () => {
    expect(standing((s) => s.plain('leaf-1'))).toEqual({ is: 'plain' });
    expect(standing((s) => (s.leaf('leaf-1').shuts(), s.leaf('leaf-2')))).toMatchObject({ is: 'join' });
    const shut = (s: Story): Hero => {
      const leaf = s.leaf('leaf-1');
      leaf.shuts();
      return leaf;
    };
    expect(standing(shut)).toEqual({ is: 'unjudged' });
    const closing = (s: Story): Hero => {
      const leaf = s.leaf('leaf-1');
      leaf.call('closeSocket', {});
      return leaf;
    };
    expect(standing(closing)).toEqual({ is: 'unjudged' });
    expect(standing((s) => s.root().joins(s.listener('leaf-1')))).toEqual({ is: 'pending-link' });
    expect(standing((s) => s.invited(s.root(), s.listener('leaf-1')).link)).toEqual({ is: 'link' });
    expect(standing((s) => s.invited(s.root(), s.listener('leaf-1')).own)).toEqual({ is: 'member' });
    expect(standing((s) => s.admitted(s.leaf('leaf-1'), s.root({ listens: 9 })))).toEqual({ is: 'link' });
    expect(standing((s) => s.joined('member-1'))).toEqual({ is: 'joined' });
  });

  it('is unjudged on a descriptor that nobody should have got', () => {
    const found = standing((s) => {
      const plain = s.plain('root');
      plain.join(NOBODY).gives({ socket: 60 });
      return { ...plain, socket: 60, name: plain.name } as Hero;
    });
    expect(found).toEqual({ is: 'unjudged' });
  });

  it('is a second one while the first is pending', () => {
    expect(standing((s) => s.leaf('leaf-1').joins(NOBODY))).toMatchObject({ is: 'second' });
    expect(standing((s) => s.leaf('leaf-1', { events: 0 }).joins(NOBODY))).toMatchObject({ is: 'join' });
    const told = (s: Story): Hero => {
      const leaf = s.leaf('leaf-1').joins(NOBODY);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      return leaf;
    };
    expect(standing(told)).toMatchObject({ is: 'join' });
  });

  it('is unjudged on a leaf that joined by option, or that listens; a root may listen', () => {
    const byOption = (s: Story): Hero => {
      const member = s.member('member-1');
      member.call('addMembership', { group: SESSION }).gives({});
      return member;
    };
    expect(standing(byOption)).toEqual({ is: 'unjudged' });
    expect(standing((s) => s.listener('leaf-1'))).toEqual({ is: 'unjudged' });
    expect(standing((s) => s.root({ listens: 9 }))).toMatchObject({ is: 'join', scheme: 'invite' });
  });
});

describe('WSPJoinLeaf on a leaf that has joined', () => {
  const admitted =
    (end: (root: Hero, link: Hero, leaf: Hero) => void) =>
    (s: Story): Hero => {
      const [root, leaf] = [s.root({ listens: 9 }), s.leaf('leaf-1')];
      const link = s.admitted(leaf, root);
      end(root, link, leaf);
      return leaf;
    };

  it('is unjudged as soon as its session is coming to its end', () => {
    expect(standing(admitted(() => undefined))).toEqual({ is: 'joined' });
    const ends: readonly ((root: Hero, link: Hero, leaf: Hero) => void)[] = [
      (root) => root.closes(),
      (root) => void root.call('closeSocket', {}),
      (root) => root.shuts(),
      (_root, link) => link.closes(),
      (_root, link) => void link.call('closeSocket', {}),
      (_root, _link, leaf) => leaf.told('FD_CLOSE'),
    ];
    for (const end of ends) expect(standing(admitted(end))).toEqual({ is: 'unjudged' });
  });

  it('a c_root is not joined by its leaves', () => {
    const inviting = (s: Story): Hero => {
      const root = s.root();
      s.invited(root, s.listener('leaf-1'));
      return root;
    };
    expect(standing(inviting)).toMatchObject({ is: 'join', scheme: 'invite' });
  });
});

describe('WSPJoinLeaf that has to fail', () => {
  const leaf = (s: Story): Hero => s.leaf('leaf-1');
  const inet = (host: string, port = 7): Address => ({ family: AF.INET, host, port });

  it('names nothing, another family, or no remote address', () => {
    const code = (name: Address | null): unknown => {
      const found = standing(leaf, name);
      return found?.is === 'join' ? found.mustFail?.code : found;
    };
    expect(code(null)).toBe('WSAEFAULT');
    expect(code({ family: 23, host: 'fe80::1', port: 7 })).toBe('WSAEAFNOSUPPORT');
    expect(code(inet('10.0.0.7', 0))).toBe('WSAEADDRNOTAVAIL');
    expect(['', '0.0.0.0', '::'].map((host) => code(inet(host)))).toEqual(Array(3).fill('WSAEADDRNOTAVAIL'));
    expect(code(inet('10.0.0.7'))).toBeUndefined();
  });

  it('names what cannot be reached, or what does not exist', () => {
    const why = (name: Address, tell: (s: Story) => Hero): unknown => {
      const found = standing(tell, name);
      return found?.is === 'join' ? found.mustFail?.why : found;
    };
    expect(why(NOWHERE, leaf)).toBe('the address cannot be reached');
    expect(why(NO_SESSION, (s) => s.member('member-1'))).toBe('there is no such session');
    expect(why(SESSION, (s) => s.member('member-1'))).toBeUndefined();
  });

  it('keeps its scheme', () => {
    expect(standing((s) => s.root(), null)).toMatchObject({ scheme: 'invite' });
    expect(standing(leaf, null)).toMatchObject({ scheme: 'admit' });
    expect(standing((s) => s.member('member-1'), null)).toMatchObject({ scheme: 'nonrooted' });
  });

  it('does not know the family of an entry that nobody has', () => {
    const found = standing((s) => s.leaf('leaf-1', { entry: 99 }), { family: 23, host: 'fe80::1', port: 7 });
    expect(found).toEqual({ is: 'join', scheme: 'admit' });
  });
});

describe('WSPJoinLeaf toward a socket', () => {
  it('has found its listener, if that listens still', () => {
    const listening = toward((s) => [s.leaf('leaf-1'), s.root({ listens: 9 })]);
    expect(listening).toEqual({ is: 'join', scheme: 'admit', listener: 2 });
    expect(toward((s) => [s.root(), s.listener('leaf-1')])).toEqual({ is: 'join', scheme: 'invite', listener: 2 });
    expect(toward((s) => [s.leaf('leaf-1'), s.root()])).toEqual({ is: 'join', scheme: 'admit' });
    const ending = (end: (root: Hero) => void) =>
      toward((s) => {
        const [leaf, root] = [s.leaf('leaf-1'), s.root({ listens: 9 })];
        end(root);
        return [leaf, root];
      });
    const gone = { is: 'join', scheme: 'admit' };
    expect(ending((root) => void root.call('closeSocket', {}))).toEqual(gone);
    expect(ending((root) => root.shuts())).toEqual(gone);
    expect(ending((root) => root.closes())).toEqual(gone);
  });

  it('is another use where a leaf names a leaf, a root a root, or a member anybody', () => {
    const other = { is: 'join', scheme: 'other' };
    expect(toward((s) => [s.leaf('leaf-1'), s.listener('leaf-2')])).toEqual(other);
    expect(toward((s) => [s.root(), s.make('leaf-1', { control: 'c_root', data: 'd_leaf' }, { listens: 9 })])).toEqual(
      other,
    );
    expect(toward((s) => [s.member('member-1'), s.root({ listens: 9, entry: ENTRY.rooted })])).toEqual(other);
  });
});

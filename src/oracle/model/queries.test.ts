import { describe, expect, it } from 'vitest';
import { FD } from '../../spi/index.js';
import { known } from '../testing/model-after.js';
import { ENTRY, NOBODY, USUAL, type Hero, type Story } from '../testing/story.js';
import * as ask from './queries.js';

/** A question about a socket, after a story. */
function about<T>(tell: (s: Story) => Hero, question: (it: ReturnType<typeof known<Hero>>, id: number) => T): T {
  const it = known(tell);
  return question(it, it.socket(it.told)?.id ?? -1);
}

describe('sockets', () => {
  it('are found by what they are called, by their number, and where they are bound', () => {
    const { model, socket, told } = known((s) => s.leaf('leaf-1'));
    const facts = socket(told);
    expect(ask.socketAt(model, 'leaf-1', told.socket)).toBe(facts);
    expect(ask.socketAt(model, 'leaf-2', told.socket)).toBeUndefined();
    expect(ask.socketOf(model, facts?.id)).toBe(facts);
    expect(ask.socketOf(model, undefined)).toBeUndefined();
    expect(ask.joinOf(model, undefined)).toBeUndefined();
    expect(ask.madeAt(model, told.name)).toBe(facts);
    expect(ask.madeAt(model, NOBODY)).toBeUndefined();
  });

  it('that a join brought are not taken for the one that was made', () => {
    const { model, socket, told } = known((s) => {
      const leaf = s.listener('leaf-1');
      const { own } = s.invited(s.root(), leaf);
      own.call('getSockName', {}).gives({ name: leaf.name });
      leaf.closes();
      return { leaf, own };
    });
    expect(socket(told.own)?.address).toEqual(told.leaf.name);
    expect(ask.madeAt(model, told.leaf.name)).toBeUndefined();
  });

  it('have the planes of their entry, if they have one', () => {
    const planes = (entry: number) =>
      about(
        (s) => s.leaf('leaf-1', { entry }),
        ({ socket, told }) => {
          const facts = socket(told);
          return facts === undefined ? undefined : [ask.isNonrooted(facts), ask.isRootedData(facts)];
        },
      );
    expect(planes(ENTRY.rooted)).toEqual([false, true]);
    expect(planes(ENTRY.sideways)).toEqual([false, false]);
    expect(planes(ENTRY.nonrooted)).toEqual([true, false]);
    expect(planes(99)).toEqual([false, false]);
  });

  it('are alive until closing them is called for; a root stands until then, or until it is shut down', () => {
    const state = (end: (root: Hero) => void) =>
      about(
        (s) => {
          const root = s.root();
          end(root);
          return root;
        },
        ({ model }, id) => [ask.isAlive(model, id), ask.rootStands(model, id)],
      );
    expect(state(() => undefined)).toEqual([true, true]);
    expect(state((root) => root.shuts())).toEqual([true, false]);
    expect(state((root) => void root.call('closeSocket', {}))).toEqual([false, false]);
    expect(state((root) => root.closes())).toEqual([false, false]);
    const { model } = known((s) => s.root());
    expect([ask.isAlive(model, undefined), ask.rootStands(model, undefined)]).toEqual([false, false]);
  });
});

describe('an event has been nominated', () => {
  const nominated = (tell: (leaf: Hero) => void) =>
    about(
      (s) => {
        const leaf = s.leaf('leaf-1', { events: FD.FD_READ });
        tell(leaf);
        return leaf;
      },
      ({ socket, told }) => {
        const facts = socket(told);
        const at = facts?.maskAt ?? -1;
        const since = (cause: number): boolean => facts !== undefined && ask.nominatedBefore(facts, 'FD_READ', cause);
        return [since(at), since(at + 1)];
      },
    );

  it('since before something, if it was registered earlier and no registration is under way', () => {
    expect(nominated(() => undefined)).toEqual([false, true]);
    expect(nominated((leaf) => leaf.registers(FD.FD_CLOSE))).toEqual([false, false]);
    expect(nominated((leaf) => void leaf.call('eventSelect', { events: USUAL }))).toEqual([false, false]);
  });
});

describe('joins', () => {
  it('are open until they are told of', () => {
    const phases = (tell: (leaf: Hero) => void) =>
      about(
        (s) => {
          const leaf = s.leaf('leaf-1');
          tell(leaf);
          return leaf;
        },
        ({ join, told }) => {
          const found = join(told);
          return found === undefined ? undefined : ask.isOpen(found);
        },
      );
    expect(phases((leaf) => void leaf.join(NOBODY))).toBe(true);
    expect(phases((leaf) => leaf.joins(NOBODY))).toBe(true);
    expect(phases((leaf) => leaf.joins(NOBODY).told('FD_CONNECT', 'WSAECONNREFUSED'))).toBe(false);
    expect(phases((leaf) => leaf.join(NOBODY).fails('WSAECONNREFUSED'))).toBe(false);
    expect(phases((leaf) => void leaf.joins(NOBODY).call('closeSocket', {}))).toBe(false);
  });

  it('may have ended unseen without FD_CONNECT, without their initiator, or where they are unclear', () => {
    const unseen = (making: object, tell: (leaf: Hero) => void = () => undefined) => {
      const { model } = known((s) => {
        const leaf = s.leaf('leaf-1', making);
        leaf.join(NOBODY);
        tell(leaf);
      });
      const [join] = model.joins.values();
      return join === undefined ? undefined : ask.mayHaveEnded(model, join);
    };
    expect(unseen({})).toBe(false);
    expect(unseen({ events: FD.FD_READ })).toBe(true);
    expect(unseen({ blocking: true })).toBe(false);
    expect(unseen({ events: FD.FD_READ }, (leaf) => leaf.registers(USUAL))).toBe(true);
    expect(unseen({}, (leaf) => leaf.closes())).toBe(true);
  });

  it('lead into the session of a root, and have two ends', () => {
    const { model, socket, told } = known((s) => {
      const root = s.root({ listens: 9 });
      const [guest, asker, member] = [s.listener('leaf-1'), s.leaf('leaf-2'), s.joined('member-1')];
      return { root, asker, member, ...s.invited(root, guest), admitted: s.admitted(asker, root) };
    });
    const [nonrooted, invited, admitted] = [...model.joins.values()];
    const root = socket(told.root)?.id;
    const roots = [nonrooted, invited, admitted].map((it) => (it === undefined ? -1 : ask.rootOf(it)));
    expect(roots).toEqual([undefined, root, root]);
    expect(invited && ask.endsOf(invited)).toEqual({ link: socket(told.link)?.id, leaf: socket(told.own)?.id });
    expect(admitted && ask.endsOf(admitted)).toEqual({ link: socket(told.admitted)?.id, leaf: socket(told.asker)?.id });
    expect([nonrooted, invited, admitted].map((it) => it && ask.rootGone(model, it))).toEqual([false, false, false]);
  });

  it('have lost their root when it is closed, closing, or shut down', () => {
    const gone = (end: (root: Hero) => void) => {
      const { model } = known((s) => {
        const root = s.root({ listens: 9 });
        s.admitted(s.leaf('leaf-1'), root);
        end(root);
      });
      const [join] = model.joins.values();
      return join && ask.rootGone(model, join);
    };
    expect(gone((root) => root.closes())).toBe(true);
    expect(gone((root) => void root.call('closeSocket', {}))).toBe(true);
    expect(gone((root) => root.shuts())).toBe(true);
  });
});

describe('the requests at a listener', () => {
  const atRoot = <T>(
    tell: (s: Story, root: Hero, asker: Hero) => void,
    question: (it: ReturnType<typeof known<Hero>>, id: number) => T,
  ) =>
    about((s) => {
      const root = s.root({ listens: 9 });
      tell(s, root, s.leaf('leaf-1').joins(root));
      return root;
    }, question);
  const counts = (tell: (s: Story, root: Hero, asker: Hero) => void) =>
    atRoot(tell, ({ model }, id) => [
      ask.requestsAt(model, id).length,
      ask.surelyQueued(model, id).length,
      ask.withdrawnAt(model, id).length,
    ]);

  it('wait until they are answered or withdrawn, and are in the queue beyond doubt once all was quiet', () => {
    expect(counts(() => undefined)).toEqual([1, 0, 0]);
    expect(counts((s) => s.settles())).toEqual([1, 1, 0]);
    expect(counts((s, root, asker) => (s.settles(), root.accepts(asker)))).toEqual([0, 0, 0]);
    expect(counts((s, root, asker) => (s.settles(), root.answers('CF_REJECT', asker)))).toEqual([0, 0, 0]);
    expect(counts((s, _root, asker) => (s.settles(), asker.closes()))).toEqual([0, 0, 1]);
    expect(counts((s, root, asker) => (s.settles(), asker.closes(), root.accepts(asker)))).toEqual([0, 0, 0]);
    const reset = (s: Story, root: Hero, asker: Hero): void => {
      asker.closes();
      s.settles();
      root.accept().fails('WSAECONNRESET');
    };
    expect(counts(reset)).toEqual([0, 0, 0]);
  });

  it('of others are not among them', () => {
    const { model, told, socket } = known((s) => {
      const [root, leaf] = [s.root({ listens: 9 }), s.listener('leaf-1')];
      s.leaf('leaf-2').joins(root);
      root.joins(leaf);
      s.settles();
      return { root, leaf };
    });
    const [atRootOnly, atLeaf] = [told.root, told.leaf].map((it) => socket(it)?.id ?? -1);
    expect(ask.requestsAt(model, atRootOnly ?? -1).map(({ scheme }) => scheme)).toEqual(['admit']);
    expect(ask.requestsAt(model, atLeaf ?? -1).map(({ scheme }) => scheme)).toEqual(['invite']);
    expect(ask.withdrawnAt(model, atLeaf ?? -1)).toEqual([]);
  });

  it('may have been taken by a WSPAccept under way whose initiators have been told already', () => {
    const taken = (tell: (s: Story, root: Hero, asker: Hero) => number) => {
      let since = -1;
      return atRoot(
        (s, root, asker) => void (since = tell(s, root, asker)),
        ({ model }, id) => [
          ask.takenFrom(model, id, since).length,
          ask.requestsAt(model, id).length,
          ask.toldSince(model, id, since),
          ask.toldSince(model, id + 99, since),
          ask.takenFrom(model, id + 99, since).length,
        ],
      );
    };
    const during = (s: Story, root: Hero, asker: Hero): number => {
      root.accept();
      const since = s.now;
      asker.told('FD_CONNECT');
      return since;
    };
    expect(taken(during)).toEqual([1, 0, true, false, 0]);
    const refused = (s: Story, root: Hero, asker: Hero): number => {
      root.accept({ answer: 'CF_REJECT' });
      const since = s.now;
      asker.told('FD_CONNECT', 'WSAECONNREFUSED');
      return since;
    };
    expect(taken(refused)).toEqual([0, 0, true, false, 0]);
    const before = (s: Story, root: Hero, asker: Hero): number => {
      asker.told('FD_CONNECT');
      root.accept();
      return s.now;
    };
    expect(taken(before)).toEqual([0, 0, false, false, 0]);
    const accepted = (s: Story, root: Hero, asker: Hero): number => {
      const since = s.now;
      root.accepts(asker);
      asker.told('FD_CONNECT');
      return since;
    };
    expect(taken(accepted)).toEqual([0, 0, false, false, 0]);
    expect(taken((s) => s.now)).toEqual([1, 1, false, false, 0]);
    expect(taken(() => -1)).toEqual([1, 1, false, false, 0]);
  });

  it('may be taken by a WSPAccept that has not returned, unless it says no', () => {
    const underWay = (tell: (root: Hero, s: Story) => void) =>
      atRoot(
        (s, root) => tell(root, s),
        ({ model }) => {
          const [join] = model.joins.values();
          return join && ask.acceptInFlight(model, join);
        },
      );
    expect(underWay(() => undefined)).toBe(false);
    expect(underWay((root) => void root.accept())).toBe(true);
    expect(underWay((root) => void root.accept({ answer: 'CF_ACCEPT' }))).toBe(true);
    expect(underWay((root) => void root.accept({ answer: 'CF_REJECT' }))).toBe(false);
    expect(underWay((root) => void root.accept({ answer: 'CF_DEFER' }))).toBe(false);
    expect(underWay((root) => void root.call('recv', {}))).toBe(false);
    expect(underWay((_root, s) => void s.listener('leaf-2').accept())).toBe(false);
    expect(underWay((_root, s) => void s.call('leaf-3', 'accept', { socket: 99 }))).toBe(false);
  });
});

describe('a call under way', () => {
  it('is coming for its socket and its verb', () => {
    const { model, told, socket } = known((s) => {
      const [root, leaf] = [s.root(), s.leaf('leaf-1')];
      root.call('listen', { backlog: 1 });
      return { root, leaf };
    });
    const [root, leaf] = [socket(told.root)?.id ?? -1, socket(told.leaf)?.id ?? -1];
    expect(ask.isComing(model, 'listen', root)).toBe(true);
    expect(ask.isComing(model, 'listen', leaf)).toBe(false);
    expect(ask.isComing(model, 'bind', root)).toBe(false);
  });
});

describe('quiet', () => {
  it('has been since an event only if it came after it', () => {
    const { model, told } = known((s) => {
      s.settles();
      return s.now;
    });
    expect([told - 1, told, told + 1].map((at) => ask.settledSince(model, at))).toEqual([true, false, false]);
  });
});

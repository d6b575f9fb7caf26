import { describe, expect, it } from 'vitest';
import { USUAL, NOBODY, type Hero, type Story } from '../testing/story.js';
import { known } from '../testing/model-after.js';

/** A leaf that has asked, and asks again; the second call is under way, and the story goes on. */
const asking = (tell: (leaf: Hero, root: Hero, s: Story) => void) =>
  known((s) => {
    const root = s.root({ listens: 9 });
    const leaf = s.leaf('leaf-1').joins(root);
    tell(leaf, root, s);
    return leaf;
  });

describe('a second WSPJoinLeaf that is under way when the first join ends', () => {
  it('has begun a join of its own, for all that is known', () => {
    const { model, join, told } = asking((leaf, root) => {
      root.answers('CF_REJECT', leaf);
      leaf.join(root);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
    });
    const [first, second] = [...model.joins.values()];
    expect(join(told)).toBe(second);
    expect(second).toMatchObject({ phase: 'issued', unclear: false, replaces: first?.id, listener: first?.listener });
    expect([...model.flying.values()]).toMatchObject([{ standing: { is: 'join' } }]);
  });

  it('has met nobody knows whom, if somebody answered meanwhile', () => {
    const rejected = asking((leaf, root) => {
      leaf.join(root);
      root.answers('CF_REJECT', leaf);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
    });
    const rejecting = asking((leaf, root) => {
      leaf.join(root);
      root.accept({ answer: 'CF_REJECT' });
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
    });
    for (const { join, told } of [rejected, rejecting]) expect(join(told)).toMatchObject({ unclear: true });
  });

  it('has begun none if the first has made the leaf a member', () => {
    const { model } = asking((leaf, root) => {
      root.accepts(leaf);
      leaf.join(root);
      leaf.told('FD_CONNECT');
    });
    expect(model.joins.size).toBe(1);
    expect([...model.flying.values()]).toMatchObject([{ standing: { is: 'second' } }]);
  });

  it('has begun one where the first call itself fails', () => {
    const { join, told } = known((s) => {
      const leaf = s.leaf('leaf-1');
      const first = leaf.join(NOBODY);
      leaf.join(NOBODY);
      first.fails('WSAECONNREFUSED');
      return leaf;
    });
    expect(join(told)).toMatchObject({ phase: 'issued', after: 'retryable' });
  });

  it('is known to have begun when it succeeds, and not to have when it met the first', () => {
    const ends = (how: 'succeeds' | 'WSAEALREADY') =>
      asking((leaf, root) => {
        root.answers('CF_REJECT', leaf);
        const again = leaf.join(root);
        leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
        if (how === 'succeeds') again.gives({ socket: leaf.socket });
        else again.fails(how);
      });
    const begun = ends('succeeds');
    expect(begun.join(begun.told)).toMatchObject({ phase: 'pending', unclear: false, replaces: undefined });
    const met = ends('WSAEALREADY');
    expect([...met.model.joins.values()]).toMatchObject([{ phase: 'failed', told: { error: 'WSAECONNREFUSED' } }]);
    expect(met.join(met.told)).toMatchObject({ phase: 'failed' });
  });

  it('makes way for a third, if that has begun one', () => {
    const { model, join, told } = asking((leaf, root) => {
      root.answers('CF_REJECT', leaf);
      const [second, third] = [leaf.join(root), leaf.join(root)];
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      second.fails('WSAEALREADY');
      third.gives({ socket: leaf.socket });
    });
    expect([...model.joins.values()].map(({ phase }) => phase)).toEqual(['failed', 'pending']);
    expect(join(told)).toMatchObject({ phase: 'pending' });
  });

  it('leaves a WSPAccept that was taken for its own to nobody, if it met the first', () => {
    const { model, socket, told } = known((s) => {
      const root = s.root({ listens: 9 });
      const leaf = s.leaf('leaf-1').joins(root);
      const again = leaf.join(root);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      const link = root.accepts(leaf);
      again.fails('WSAEALREADY');
      return link;
    });
    expect(model.joins.get(socket(told)?.from ?? 0)).toMatchObject({ phase: 'failed', unclear: true });
  });
});

describe('an outcome that may be that of a join before', () => {
  const told = (...errors: readonly ('NO_ERROR' | 'WSAECONNREFUSED')[]) =>
    asking((leaf, root) => {
      leaf.registers(USUAL);
      const again = leaf.join(root);
      for (const error of errors) leaf.told('FD_CONNECT', error);
      again.gives({ socket: leaf.socket });
    });

  it('is, if another one comes', () => {
    const phases = (...errors: readonly ('NO_ERROR' | 'WSAECONNREFUSED')[]) =>
      [...told(...errors).model.joins.values()].map(({ phase }) => phase);
    expect(phases('WSAECONNREFUSED')).toEqual(['pending', 'failed']);
    expect(phases('WSAECONNREFUSED', 'NO_ERROR')).toEqual(['failed', 'done']);
  });

  it('is, if the later call has met the join before', () => {
    const { model } = asking((leaf, root) => {
      leaf.registers(USUAL);
      const again = leaf.join(root);
      leaf.told('FD_CONNECT', 'WSAECONNREFUSED');
      again.fails('WSAEALREADY');
    });
    expect([...model.joins.values()]).toMatchObject([{ phase: 'failed', told: { error: 'WSAECONNREFUSED' } }]);
  });
});

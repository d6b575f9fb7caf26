import { describe, expect, it } from 'vitest';
import { known } from '../testing/model-after.js';
import { NOBODY, type Hero, type Story } from '../testing/story.js';

describe('an indication', () => {
  it('is seen on its socket, and recorded', () => {
    const { socket, told } = known((s) => {
      const leaf = s.leaf('leaf-1');
      leaf.told('FD_READ');
      leaf.told('FD_CLOSE', 'WSAECONNRESET');
      leaf.told('FD_CLOSE');
      return { leaf, at: s.now };
    });
    const facts = socket(told.leaf);
    expect(facts?.seen).toEqual([
      { at: told.at - 2, event: 'FD_READ', error: 'NO_ERROR' },
      { at: told.at - 1, event: 'FD_CLOSE', error: 'WSAECONNRESET' },
      { at: told.at, event: 'FD_CLOSE', error: 'NO_ERROR' },
    ]);
    expect(facts?.record.get('FD_CLOSE')).toEqual({ at: told.at, error: 'NO_ERROR' });
    expect(facts?.closeTold).toBe(told.at - 1);
    expect(facts?.acceptEver).toBe(false);
  });

  it('is kept for a descriptor that a call may be about to bring', () => {
    const { model, told } = known((s) => {
      s.events.push({ kind: 'indication', node: 'root', socket: 9, event: 'FD_CONNECT', error: 'WSAEINVAL' });
      return s.now;
    });
    expect(model.early).toEqual([{ node: 'root', socket: 9, event: 'FD_CONNECT', error: 'WSAEINVAL', at: told }]);
  });

  it('FD_ACCEPT uses up what allowed it', () => {
    const { socket, told } = known((s) => {
      const root = s.root({ listens: 9 });
      root.told('FD_ACCEPT');
      return root;
    });
    expect(socket(told)).toMatchObject({ acceptCredit: 0, acceptTold: true, acceptEver: true });
  });
});

describe('FD_CONNECT', () => {
  const joining = (tell: (leaf: Hero, s: Story) => void) =>
    known((s) => {
      const leaf = s.leaf('leaf-1').joins(s.root({ listens: 9 }));
      tell(leaf, s);
      return { leaf, at: s.now };
    });

  it('without an error tells that the join is done', () => {
    const { join, socket, told } = joining((leaf) => leaf.told('FD_CONNECT'));
    expect(join(told.leaf)).toMatchObject({ phase: 'done', told: { at: told.at, error: 'NO_ERROR' } });
    expect(socket(told.leaf)?.lastJoin).toBe('done');
  });

  it('with an error tells that it has failed, and whether it can be tried again', () => {
    const { join, socket, told } = joining((leaf) => leaf.told('FD_CONNECT', 'WSAETIMEDOUT'));
    expect(join(told.leaf)).toMatchObject({ phase: 'failed', told: { error: 'WSAETIMEDOUT' } });
    expect(socket(told.leaf)?.lastJoin).toBe('retryable');
    const other = joining((leaf) => leaf.told('FD_CONNECT', 'WSAEINVAL'));
    expect(other.socket(other.told.leaf)?.lastJoin).toBe('failed');
  });

  it('changes nothing that has been told before', () => {
    const { join, told } = joining((leaf) => {
      leaf.told('FD_CONNECT');
      leaf.told('FD_CONNECT', 'WSAETIMEDOUT');
    });
    expect(join(told.leaf)).toMatchObject({ phase: 'done', told: { at: told.at - 1, error: 'NO_ERROR' } });
  });

  it('with an error may be that of a join that was cancelled', () => {
    const ghostly = (again: boolean, error: 'NO_ERROR' | 'WSAECONNREFUSED') =>
      known((s) => {
        const root = s.root();
        root.joins(NOBODY).closes();
        if (again) root.joins(NOBODY);
        root.told('FD_CONNECT', error);
        return root;
      });
    const alone = ghostly(false, 'WSAECONNREFUSED');
    expect(alone.socket(alone.told)).toMatchObject({ ghosts: 0, lastJoin: 'cancelled' });
    expect(alone.join(alone.told)).toMatchObject({ phase: 'cancelled', unclear: false });
    const either = ghostly(true, 'WSAECONNREFUSED');
    expect(either.socket(either.told)?.ghosts).toBe(0);
    expect(either.join(either.told)).toMatchObject({ phase: 'pending', unclear: true });
    const clear = ghostly(true, 'NO_ERROR');
    expect(clear.socket(clear.told)?.ghosts).toBe(1);
    expect(clear.join(clear.told)).toMatchObject({ phase: 'done', unclear: false });
  });
});

import { describe, expect, it } from 'vitest';
import { known } from '../testing/model-after.js';
import { NOTHING } from './advance.js';
import { changeJoin, changeSocket, remember } from './change.js';

describe('remember', () => {
  it('appends, and forgets the oldest where there are too many', () => {
    expect(remember([1, 2], 3, 3)).toEqual([1, 2, 3]);
    expect(remember([1, 2, 3], 4, 3)).toEqual([2, 3, 4]);
    expect(remember([1, 2, 3, 4], 5, 3)).toEqual([3, 4, 5]);
  });

  it('leaves the list that it was given as it is', () => {
    const list = [1, 2, 3];
    remember(list, 4, 3);
    expect(list).toEqual([1, 2, 3]);
  });

  it('keeps the latest 64 where nothing else is said', () => {
    const list = Array.from({ length: 200 }, (_none, at) => at).reduce<readonly number[]>(
      (all, it) => remember(all, it),
      [],
    );
    expect(list).toHaveLength(64);
    expect(list[0]).toBe(136);
  });
});

describe('changing what is not there', () => {
  it('changes nothing', () => {
    expect(changeSocket(NOTHING, undefined, { bound: true })).toBe(NOTHING);
    expect(changeSocket(NOTHING, 7, { bound: true })).toBe(NOTHING);
    expect(changeJoin(NOTHING, undefined, { unclear: true })).toBe(NOTHING);
    expect(changeJoin(NOTHING, 7, { unclear: true })).toBe(NOTHING);
  });
});

describe('changing', () => {
  it('leaves the model that it was given as it is', () => {
    const { model, told, socket, join } = known((s) => s.leaf('leaf-1').joins(s.root({ listens: 9 })));
    const [id, before] = [socket(told)?.id, join(told)];
    const bound = changeSocket(model, id, { scope: 0 });
    expect([model.sockets.get(id ?? 0)?.scope, bound.sockets.get(id ?? 0)?.scope]).toEqual([1, 0]);
    const unclear = changeJoin(model, before?.id, { unclear: true });
    expect([join(told)?.unclear, unclear.joins.get(before?.id ?? 0)?.unclear]).toEqual([false, true]);
    expect(unclear.joins.size).toBe(model.joins.size);
  });
});

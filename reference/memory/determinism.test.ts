import { describe, expect, it } from 'vitest';
import type { Indication } from '../../src/provider.js';
import { Case, now } from './testing.js';

/** Five leaves ask at once; the root accepts whatever it is told of, and talks meanwhile. */
function busyCase(seed: number): readonly Indication[] {
  const leaves = ['leaf-1', 'leaf-2', 'leaf-3', 'leaf-4', 'leaf-5'];
  const the = new Case(['root', ...leaves], seed);
  const root = the.make('root', 'c_root', { backlog: 5 });
  for (const node of leaves) the.joins(the.make(node, 'c_leaf'), root);
  while (the.step()) {
    now(the.call('accept')('root', { socket: root.socket }));
    the.send(root, 'on air');
    if (the.log.length > 8) the.close(root);
    if (the.log.length > 8) break;
  }
  the.settle();
  return the.log;
}

describe('the seed', () => {
  it('decides everything: the same one gives the same indications in the same order', () => {
    for (let seed = 0; seed < 20; seed += 1) expect(busyCase(seed)).toEqual(busyCase(seed));
  });

  it('gives other orders for other seeds', () => {
    const orders = new Set(Array.from({ length: 20 }, (_, seed) => JSON.stringify(busyCase(seed))));
    expect(orders.size).toBeGreaterThan(5);
  });
});

describe('time', () => {
  it('stands still unless it is moved, one message a step', () => {
    const the = new Case();
    const root = the.make('root', 'c_root');
    const listening = the.make('leaf-1', 'c_leaf', { backlog: 1 });
    expect(the.step()).toBe(false);
    the.joins(root, listening);
    expect(the.log).toEqual([]);
    expect(the.step()).toBe(true);
    expect(the.told(listening)).toEqual(['FD_ACCEPT']);
    expect(the.step()).toBe(false);
  });
});

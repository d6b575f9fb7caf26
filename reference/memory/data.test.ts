import { describe, expect, it } from 'vitest';
import type { DataRole, ProtocolEntry } from '../../src/provider.js';
import { ENTRIES } from './capabilities.js';
import { Case } from './testing.js';

/** What each of root, leaf-1, leaf-2 receives when that one sends. */
function heard(
  entry: ProtocolEntry,
  rootData: DataRole,
  leafData: readonly DataRole[],
  sender: number,
): readonly (readonly string[])[] {
  const the = new Case();
  const root = the.make('root', 'c_root', { entry, data: rootData });
  const leaves = leafData.map((data, n) => {
    const node = `leaf-${n + 1}`;
    return the.invited(root, the.make(node, 'c_leaf', { entry, data, backlog: 1 })).leaf;
  });
  const all = [root, ...leaves];
  const from = all[sender];
  if (from) the.send(from, 'x');
  the.settle();
  return all.map((one) => the.received(one));
}

describe('session data', () => {
  it('goes from the d_root to every d_leaf, and from a d_leaf to the d_root alone (TAXONOMY-3)', () => {
    const leaves = ['d_leaf', 'd_leaf'] as const;
    expect(heard(ENTRIES.rootedRooted, 'd_root', leaves, 0)).toEqual([[], ['x'], ['x']]);
    expect(heard(ENTRIES.rootedRooted, 'd_root', leaves, 1)).toEqual([['x'], [], []]);
  });

  it('does so where the d_root is a c_leaf (JOIN-1.2)', () => {
    const leaves = ['d_root', 'd_leaf'] as const;
    expect(heard(ENTRIES.rootedRooted, 'd_leaf', leaves, 1)).toEqual([['x'], [], ['x']]);
    expect(heard(ENTRIES.rootedRooted, 'd_leaf', leaves, 2)).toEqual([[], ['x'], []]);
  });

  it('goes from each member to all others in a nonrooted data plane (TAXONOMY-4)', () => {
    const leaves = ['d_leaf', 'd_leaf'] as const;
    expect(heard(ENTRIES.rootedNonrooted, 'd_leaf', leaves, 0)).toEqual([[], ['x'], ['x']]);
    expect(heard(ENTRIES.rootedNonrooted, 'd_leaf', leaves, 2)).toEqual([['x'], ['x'], []]);
  });
});

import { describe, expect, it } from 'vitest';
import { catalogueOf } from './catalogue.js';
import { census } from './census.js';
import { play } from './moves.js';
import { leafWords, queueOf, rootWords } from './project.js';
import { scopeOf, type Scope } from './scope.js';
import { isUsual } from './usual.js';
import { verdictOf } from './verdict.js';
import { openWorld, type World } from './world.js';

/** The same graph, found with the oracle alone: it steps through every edge with all leaves, and there are no tables. */
function directly(scope: Scope): {
  readonly states: number;
  readonly transitions: number;
  readonly errors: readonly string[];
} {
  const { common, kinds, ofLeaf } = catalogueOf(scope);
  const labels = [
    ...common.map((kind) => kind.of(0)),
    ...ofLeaf.flatMap((places, leaf) => places.flatMap((at) => kinds[at]?.of(leaf) ?? [])),
  ];
  const key = (world: World): string =>
    [rootWords(world), ...scope.ways.map((_way, leaf) => leafWords(world, leaf)), JSON.stringify(queueOf(world))].join(
      '/',
    );
  const first = openWorld(scope);
  const worlds = [first];
  const known = new Set([key(first)]);
  const errors = new Set<string>();
  let transitions = 0;
  for (const world of worlds) {
    for (const label of labels) {
      const played = play(world, label);
      if (played === undefined) continue;
      if (played.clauses.length > 0) {
        transitions += 1;
        errors.add(verdictOf(label, played.clauses));
        continue;
      }
      if (scope.answers === 'usual' && !isUsual(world, label)) continue;
      transitions += 1;
      const reached = key(played.world);
      if (known.has(reached)) continue;
      known.add(reached);
      worlds.push(played.world);
    }
  }
  return { states: known.size + errors.size, transitions, errors: [...errors].sort() };
}

describe('the product of the tables', () => {
  const scopes: readonly Scope[] = [
    ...([1, 2, 3] as const).map((leaves) => scopeOf('nonrooted', leaves, 'standard')),
    ...([1, 2] as const).flatMap((leaves) =>
      (['invite', 'admit', 'invite+admit'] as const).map((scheme) => scopeOf(scheme, leaves, 'quick')),
    ),
    ...(['invite', 'admit', 'invite+admit'] as const).map((scheme) => scopeOf(scheme, 2, 'standard')),
    scopeOf('admit', 1, 'thorough'),
    scopeOf('invite', 1, 'thorough'),
    { ...scopeOf('admit', 2, 'quick'), answers: 'permitted' },
    { ...scopeOf('invite', 2, 'quick'), answers: 'permitted' },
    { ...scopeOf('admit', 2, 'quick'), may: ['defer', 'cancel', 'eager'] },
    { ...scopeOf('invite', 2, 'quick'), may: ['reject', 'retry', 'deafen'] },
  ];
  it.each(
    scopes.map(
      (scope) =>
        [`${scope.scheme}, ${scope.ways.length} leaves, ${scope.answers}: ${scope.may.join(', ')}`, scope] as const,
    ),
  )(
    'is what the oracle says of all leaves at once: %s',
    (_name, scope) => {
      const { states, transitions, errors } = census(scope);
      expect({ states, transitions, errors }).toEqual(directly(scope));
    },
    120_000,
  );
});

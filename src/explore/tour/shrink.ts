import type { Scope } from '../graph/index.js';
import { minimal, type Simplification } from '../minimal.js';
import { stringifyScript, type Act, type Script } from './script.js';

/** An execution in small: who takes part, and what is done. */
export interface Story {
  readonly scope: Scope;
  readonly script: Script;
}

/**
 * Makes a story as short as it can be while it still shows the same: without anybody, and without anything done, that
 * can be left out, and with what is done in its usual order where the order does not matter.
 */
export function shrunk(story: Story, shows: (story: Story) => Promise<boolean>): Promise<Story> {
  return minimal(story, STORIES, shows);
}

const STORIES: Simplification<Story> = {
  length: ({ script }) => script.length,
  without: (story, at, size) => ({ ...story, script: story.script.toSpliced(at, size) }),
  simpler: simplerThan,
};

/**
 * The stories that are simpler by one step: without one leaf; without one thing done; with two things done in their usual
 * order that follow each other in the other one; or with two leaves in each other's place, if that comes first.
 */
export function* simplerThan(story: Story): Iterable<Story> {
  const { scope, script } = story;
  for (let leaf = scope.ways.length - 1; leaf >= 0; leaf -= 1) {
    const fewer = withoutLeaf(story, leaf);
    if (fewer !== undefined) yield fewer;
  }
  for (let at = script.length - 1; at >= 0; at -= 1) yield STORIES.without(story, at, 1);
  for (const [at, first] of script.entries()) {
    const second = script[at + 1];
    if (second === undefined || rankOf(first) <= rankOf(second)) continue;
    yield { scope, script: script.with(at, second).with(at + 1, first) };
  }
  for (const [from, to] of pairs(scope.ways.length)) {
    const renamed = script.map((act) => swappedLeaf(act, from, to));
    if (scope.ways[from] === scope.ways[to] && comesFirst(renamed, script)) yield { scope, script: renamed };
  }
}

function withoutLeaf({ scope, script }: Story, leaf: number): Story | undefined {
  if (scope.ways.length < 2) return undefined;
  const acts = script.flatMap((act): readonly Act[] => {
    if (!('leaf' in act) || act.leaf === undefined) return [act];
    if (act.leaf === leaf) return [];
    return act.leaf < leaf ? [act] : [{ ...act, leaf: act.leaf - 1 }];
  });
  return { scope: { ...scope, ways: scope.ways.toSpliced(leaf, 1) }, script: acts };
}

/** The usual order: what concerns nobody in particular, then by leaf; and of one leaf as it is. */
function rankOf(act: Act): number {
  return 'leaf' in act && act.leaf !== undefined ? act.leaf : -1;
}

// Exchanging two things brings a script forward in this order, too: so shrinking comes to an end.
function comesFirst(one: Script, other: Script): boolean {
  for (const [at, act] of one.entries()) {
    const there = other[at];
    if (there !== undefined && rankOf(act) !== rankOf(there)) return rankOf(act) < rankOf(there);
  }
  return stringifyScript(one) < stringifyScript(other);
}

function swappedLeaf(act: Act, from: number, to: number): Act {
  if (!('leaf' in act) || act.leaf === undefined) return act;
  if (act.leaf === from) return { ...act, leaf: to };
  return act.leaf === to ? { ...act, leaf: from } : act;
}

function pairs(many: number): readonly (readonly [number, number])[] {
  return Array.from({ length: many }, (_none, a) =>
    Array.from({ length: many - a - 1 }, (_other, b) => [a, a + b + 1] as const),
  ).flat();
}

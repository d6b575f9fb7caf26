import type { Scope } from '../graph/index.js';
import { stringifyScript, type Act, type Script } from './script.js';

/** An execution in small: who takes part, and what is done. */
export interface Story {
  readonly scope: Scope;
  readonly script: Script;
}

/** Two ways to make it simpler might undo each other for ever. */
const MOST_ROUNDS = 20;

/**
 * Makes a story as short as it can be while it still shows the same: without anybody, and without anything done, that
 * can be left out, and with what is done in its usual order where the order does not matter. It tries the same things
 * in the same order each time.
 */
export async function shrunk(story: Story, shows: (story: Story) => Promise<boolean>): Promise<Story> {
  let best = story;
  const tryOut = async (candidate: Story): Promise<boolean> => {
    if (!(await shows(candidate))) return false;
    best = candidate;
    return true;
  };
  for (let rounds = 0, before = ''; before !== textOf(best) && rounds < MOST_ROUNDS; rounds += 1) {
    before = textOf(best);
    for (let leaf = best.scope.ways.length - 1; leaf >= 0; leaf -= 1) {
      const candidate = without(best, leaf);
      if (candidate !== undefined) await tryOut(candidate);
    }
    // Large pieces first: most of a long story has nothing to do with what it shows.
    for (let size = best.script.length; size >= 1; size = Math.floor(size / 2)) {
      for (let at = best.script.length - size; at >= 0; at -= 1) {
        const shorter = best.script.toSpliced(at, size);
        if (shorter.length < best.script.length) await tryOut({ ...best, script: shorter });
      }
    }
    for (let at = 0; at + 1 < best.script.length; at += 1) {
      const [first, second] = [best.script[at], best.script[at + 1]];
      if (first === undefined || second === undefined || rankOf(first) <= rankOf(second)) continue;
      const swapped = best.script.with(at, second).with(at + 1, first);
      // What has moved forward may go further still.
      if (await tryOut({ ...best, script: swapped })) at = Math.max(-1, at - 2);
    }
    for (const [from, to] of pairs(best.scope.ways.length)) {
      const renamed = best.script.map((act) => swappedLeaf(act, from, to));
      const sameWays = best.scope.ways[from] === best.scope.ways[to];
      if (sameWays && stringifyScript(renamed) < stringifyScript(best.script))
        await tryOut({ ...best, script: renamed });
    }
  }
  return best;
}

function textOf({ scope, script }: Story): string {
  return `${scope.ways.length} ${stringifyScript(script)}`;
}

function without({ scope, script }: Story, leaf: number): Story | undefined {
  if (scope.ways.length < 2) return undefined;
  const acts = script.flatMap((act): readonly Act[] => {
    if (!('leaf' in act) || act.leaf === undefined) return [act];
    if (act.leaf === leaf) return [];
    return act.leaf < leaf ? [act] : [{ ...act, leaf: act.leaf - 1 }];
  });
  return { scope: { ...scope, ways: scope.ways.toSpliced(leaf, 1) }, script: acts };
}

/** The usual order: by leaf, and of one leaf as it is. What concerns nobody in particular stays where it is. */
function rankOf(act: Act): number {
  return 'leaf' in act && act.leaf !== undefined ? act.leaf : -1;
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

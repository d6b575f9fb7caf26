import { shuffled, type Chance } from './chance.js';

/** Whose turn it is. */
export interface Turns {
  /** Everybody, in the order in which they are asked for the next step. */
  order(): readonly number[];
  /** Somebody has made a step. */
  stepped(actor: number): void;
}

/** How a walk chooses: whose turn it is, and whether it prefers what has rarely been done. */
export type Strategy =
  /** Half of the walks by priorities, half in any order; with habits, and what was rarely done there first. */
  | 'guided'
  /** By priorities, and with habits. */
  | 'priorities'
  /** Anybody, at any time. */
  | 'uniform';

/** So often at most the priorities change in a walk. */
const MOST_CHANGES = 4;

/** How firmly those of one kind (roots, leaves, lines) stand together: at least sometimes, all leaves are to come first. */
const FIRMNESS = [0, 2, 8];
const FINE = 1 << 20;

/**
 * Everybody has a random priority, and whoever can make a step and has the highest makes it. At a few random moments,
 * whoever is at it falls to the lowest. So one leaf may be far ahead of all others, which hardly comes about where each
 * step is anybody's; what takes several to be at the same stage is met less often.
 */
export function byPriority(kinds: readonly string[], steps: number, chance: Chance): Turns {
  const firm = FIRMNESS[chance.below(FIRMNESS.length)] ?? 0;
  const ranks = new Map([...new Set(kinds)].map((kind) => [kind, chance.below(FINE) / FINE]));
  const priorities = kinds.map((kind) => (ranks.get(kind) ?? 0) * firm + chance.below(FINE) / FINE);
  const order = [...kinds.keys()].sort((a, b) => (priorities[b] ?? 0) - (priorities[a] ?? 0));
  const changes = new Set(Array.from({ length: chance.below(MOST_CHANGES + 1) }, () => chance.below(steps)));
  let made = 0;
  return {
    order: () => order,
    stepped(actor) {
      made += 1;
      if (!changes.has(made)) return;
      order.splice(order.indexOf(actor), 1);
      order.push(actor);
    },
  };
}

/** Anybody may be next. */
export function byChance(actors: number, chance: Chance): Turns {
  return { order: () => shuffled(actors, chance), stepped: () => undefined };
}

import type { MoveKind } from '../move.js';
import type { Chance } from './chance.js';

/** How a walk chooses what is done next. Whose turn it is, is left to chance. */
export type Strategy =
  /** Everything is done as often as usual. */
  | 'uniform'
  /** Each walk has habits of its own: what is done all the time in one is hardly ever done in another. */
  | 'habits';

/** How much more often than usual something is done. */
export type Habits = (kind: MoveKind) => number;

/**
 * Far apart, or habits would hardly be any: some faults only show where many ask and nobody answers, or where almost
 * everybody is turned away, which takes several habits at once.
 */
const HABITS = [0.1, 0.3, 1, 3, 10];

/** The habits of one walk. */
export function habitsOf(strategy: Strategy, chance: Chance): Habits {
  if (strategy === 'uniform') return () => 1;
  const habits = new Map<MoveKind, number>();
  return (kind) => {
    const habit = habits.get(kind) ?? HABITS[chance.below(HABITS.length)] ?? 1;
    habits.set(kind, habit);
    return habit;
  };
}

/** How a story can be made simpler, of whatever kind it is. */
export interface Simplification<T> {
  /** How many things are done in it, one after the other. */
  length(story: T): number;
  /** The story without so many of them, from a place on. */
  without(story: T, at: number, size: number): T;
  /**
   * All stories that are simpler by one step, in the order in which they are to be tried. Whoever goes on from one to the
   * next has to come to an end.
   */
  simpler(story: T): Iterable<T>;
}

/**
 * Makes a story as simple as it can be while it still shows the same: nothing that is simpler by one step shows it. The
 * same things are tried in the same order each time.
 */
export async function minimal<T>(start: T, how: Simplification<T>, shows: (story: T) => Promise<boolean>): Promise<T> {
  let best = start;
  // Large pieces first: most of a long story has nothing to do with what it shows.
  for (let size = how.length(best); size >= 1; size = Math.floor(size / 2)) {
    for (let at = how.length(best) - size; at >= 0; at = Math.min(at - 1, how.length(best) - size)) {
      const shorter = how.without(best, at, size);
      if (await shows(shorter)) best = shorter;
    }
  }
  for (;;) {
    const next = await first(how.simpler(best), shows);
    if (next === undefined) return best;
    best = next;
  }
}

async function first<T>(candidates: Iterable<T>, shows: (story: T) => Promise<boolean>): Promise<T | undefined> {
  for (const candidate of candidates) if (await shows(candidate)) return candidate;
  return undefined;
}

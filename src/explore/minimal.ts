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
  for (let from = 0; ;) {
    const candidates = [...how.simpler(best)];
    const at = await firstFrom(from, candidates, shows);
    const next = at === undefined ? undefined : candidates[at];
    if (at === undefined || next === undefined) return best;
    // What comes before in the list was tried in vain on a story much like this one: it is tried again only at the end.
    from = how.length(next) < how.length(best) ? 0 : at;
    best = next;
  }
}

async function firstFrom<T>(
  from: number,
  candidates: readonly T[],
  shows: (story: T) => Promise<boolean>,
): Promise<number | undefined> {
  const places = [...candidates.keys()];
  for (const at of [...places.slice(from), ...places.slice(0, from)]) {
    const candidate = candidates[at];
    if (candidate !== undefined && (await shows(candidate))) return at;
  }
  return undefined;
}

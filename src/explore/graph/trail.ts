const EVERY = 8;

/**
 * How many states had been reached when every so manieth was expanded, in the order of their numbers: with it, the state
 * from which another was first reached is soon found.
 */
export class Trail {
  #reached = new Uint32Array(1);
  /** So many states have been expanded, or are about to be. */
  expanded = 0;

  get bytes(): number {
    return this.#reached.byteLength;
  }

  /** The next state is about to be expanded, and so many have been reached. */
  mark(states: number): void {
    const at = this.expanded / EVERY;
    this.expanded += 1;
    if (!Number.isInteger(at)) return;
    if (at === this.#reached.length) {
      const longer = new Uint32Array(Math.ceil(at * 1.5 + 1));
      longer.set(this.#reached);
      this.#reached = longer;
    }
    this.#reached[at] = states;
  }

  /** The first of a few states of which one has led to a state first. */
  before(state: number): number {
    let mark = 0;
    for (let above = Math.ceil(this.expanded / EVERY); above - mark > 1;) {
      const middle = (mark + above) >>> 1;
      if ((this.#reached[middle] ?? 0) > state) above = middle;
      else mark = middle;
    }
    return mark * EVERY;
  }
}

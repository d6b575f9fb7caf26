/**
 * A set of states of two 32-bit words each, numbered in the order in which they were added: open addressing in typed
 * arrays. Nothing is ever taken out.
 */
export class StateSet {
  #low = new Uint32Array(1 << 10);
  #high = new Uint32Array(1 << 10);
  #slots = new Uint32Array(1 << 11);
  #mask = (1 << 11) - 1;
  size = 0;

  low(state: number): number {
    return this.#low[state] ?? 0;
  }

  high(state: number): number {
    return this.#high[state] ?? 0;
  }

  /** The number of a state; a new one if it was not there. */
  add(low: number, high: number): number {
    let at = hash(low, high) & this.#mask;
    for (;;) {
      const found = this.#slots[at] ?? 0;
      if (found === 0) break;
      if (this.#low[found - 1] === low && this.#high[found - 1] === high) return found - 1;
      at = (at + 1) & this.#mask;
    }
    const state = this.size;
    this.size += 1;
    if (state === this.#low.length) this.#grow();
    this.#low[state] = low;
    this.#high[state] = high;
    this.#slots[at] = state + 1;
    // Seven eighths full: the next doubling leaves it at seven sixteenths.
    if (this.size * 8 > (this.#mask + 1) * 7) this.#rehash();
    return state;
  }

  /** How many bytes the arrays have that hold the states. */
  get bytes(): number {
    return this.#low.byteLength + this.#high.byteLength + this.#slots.byteLength;
  }

  #grow(): void {
    const length = roomier(this.#low.length);
    this.#low = longer(this.#low, length);
    this.#high = longer(this.#high, length);
  }

  #rehash(): void {
    const slots = new Uint32Array((this.#mask + 1) * 2);
    const mask = slots.length - 1;
    for (let state = 0; state < this.size; state += 1) {
      let at = hash(this.#low[state] ?? 0, this.#high[state] ?? 0) & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = state + 1;
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}

/** The next length of an array of so many states: one twentieth more, as memory counts more here than the time to copy. */
export function roomier(length: number): number {
  return length + Math.max(1024, Math.ceil(length / 20));
}

function longer(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(length);
  next.set(array);
  return next;
}

function hash(low: number, high: number): number {
  let mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}

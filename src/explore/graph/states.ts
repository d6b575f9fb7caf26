/**
 * A set of states of two 32-bit words each, numbered in the order in which they were added: open addressing in typed
 * arrays. Nothing is ever taken out.
 */
export class StateSet {
  // Both words of a state side by side, so that comparing touches one line of memory.
  #words = new Uint32Array(1 << 14);
  #slots = new Uint32Array(1 << 14);
  #mask = (1 << 14) - 1;
  size = 0;

  low(state: number): number {
    return this.#words[2 * state] ?? 0;
  }

  high(state: number): number {
    return this.#words[2 * state + 1] ?? 0;
  }

  /** The number of a state; a new one if it was not there. The words may be given signed or unsigned. */
  add(low: number, high: number): number {
    const words = this.#words;
    const slots = this.#slots;
    const mask = this.#mask;
    let at = hash(low, high) & mask;
    for (;;) {
      const found = slots[at] ?? 0;
      if (found === 0) break;
      // Typed arrays give unsigned numbers, and exclusive or makes both sides signed.
      if ((((words[2 * found - 2] ?? 0) ^ low) | ((words[2 * found - 1] ?? 0) ^ high)) === 0) return found - 1;
      at = (at + 1) & mask;
    }
    return this.#insert(at, low, high);
  }

  /** How many bytes the arrays have that hold the states. */
  get bytes(): number {
    return this.#words.byteLength + this.#slots.byteLength;
  }

  #insert(at: number, low: number, high: number): number {
    const state = this.size;
    this.size += 1;
    if (2 * state === this.#words.length) {
      const words = new Uint32Array(2 * Math.ceil(1.5 * state));
      words.set(this.#words);
      this.#words = words;
    }
    this.#words[2 * state] = low;
    this.#words[2 * state + 1] = high;
    this.#slots[at] = state + 1;
    if (this.size * 4 > (this.#mask + 1) * 3) this.#rehash();
    return state;
  }

  #rehash(): void {
    const slots = new Uint32Array((this.#mask + 1) * 2);
    const mask = slots.length - 1;
    for (let state = 0; state < this.size; state += 1) {
      let at = hash(this.low(state), this.high(state)) & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = state + 1;
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}

function hash(low: number, high: number): number {
  let mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}

import { MOST_LEAVES, type Scope } from './scope.js';

const ROOT_BITS = 9;
const ROOT_MASK = (1 << ROOT_BITS) - 1;

/** Where in the two words of a state what stands: the numbers of the leaves' states, of the root's and of the queue. */
export class Layout {
  /** So many leaves there are, and so many states of a leaf can be told apart. */
  readonly count: number;
  readonly mostStates: number;
  readonly #mask: number;
  // By leaf: where its state is in the two words. In one of them nothing is its, and the mask 0.
  readonly #shifts: Int32Array;
  readonly #lowMasks: Int32Array;
  readonly #highMasks: Int32Array;
  readonly #rootShift: number;
  readonly #queueShift: number;

  constructor({ ways }: Scope) {
    this.count = ways.length;
    const bits = this.count === MOST_LEAVES ? 8 : 10;
    this.mostStates = 1 << bits;
    const inLow = Math.min(this.count, Math.floor(32 / bits));
    this.#mask = this.mostStates - 1;
    const places = ways.map((_way, leaf) => (leaf < inLow ? leaf : leaf - inLow) * bits);
    this.#shifts = Int32Array.from(places);
    this.#lowMasks = Int32Array.from(places, (shift, leaf) => (leaf < inLow ? this.#mask << shift : 0));
    this.#highMasks = Int32Array.from(places, (shift, leaf) => (leaf < inLow ? 0 : this.#mask << shift));
    this.#rootShift = (this.count - inLow) * bits;
    this.#queueShift = this.#rootShift + ROOT_BITS;
  }

  /** The bits of a leaf's state, or of a difference of two, in the low word. */
  low(leaf: number, value: number): number {
    return (value << (this.#shifts[leaf] ?? 0)) & (this.#lowMasks[leaf] ?? 0);
  }

  /** The same in the high word. */
  high(leaf: number, value: number): number {
    return (value << (this.#shifts[leaf] ?? 0)) & (this.#highMasks[leaf] ?? 0);
  }

  /** The low word of all leaves. */
  lowOf(leaves: readonly number[]): number {
    return leaves.reduce((low, value, leaf) => low | this.low(leaf, value), 0);
  }

  /** The high word of all leaves, without root and queue. */
  highOf(leaves: readonly number[]): number {
    return leaves.reduce((high, value, leaf) => high | this.high(leaf, value), 0);
  }

  /** The bits of the root's state, or of a difference of two, in the high word. */
  ofRoot(value: number): number {
    return value << this.#rootShift;
  }

  /** A high word with another queue. */
  requeued(high: number, queue: number): number {
    return (high & ((1 << this.#queueShift) - 1)) | (queue << this.#queueShift);
  }

  /** Reads the states of all leaves. */
  split(low: number, high: number, into: Int32Array): void {
    for (let leaf = 0; leaf < this.count; leaf += 1) {
      const word = this.#lowMasks[leaf] === 0 ? high : low;
      into[leaf] = (word >>> (this.#shifts[leaf] ?? 0)) & this.#mask;
    }
  }

  root(high: number): number {
    return (high >>> this.#rootShift) & ROOT_MASK;
  }

  queue(high: number): number {
    return high >>> this.#queueShift;
  }
}

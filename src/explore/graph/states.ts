/** There is room for so many slots at first. */
const FEW = 1 << 17;
/** So many states later is the one that is soon read. */
const SOON = 4;

/**
 * A set of states of two 32-bit words each, numbered in the order in which they were added: open addressing in typed
 * arrays. Nothing is ever taken out. The words stand in the table itself, so that looking a state up touches one place of
 * memory. Which number a state has is known only where it is asked for from the beginning: it takes more memory.
 */
export class StateSet {
  // By slot: the low word, and the high one with all bits turned. So what is empty is a high word of nothing but ones
  // with a low one of 0, which must not be added.
  #table = new Int32Array(2 * FEW);
  #mask = FEW - 1;
  // By number, the slot; by slot, the number.
  #order = new Uint32Array(1 << 14);
  #numbers: Uint32Array | undefined;
  size = 0;
  /** Of no use, but that looking ahead is not left out as idle. */
  foreseen = 0;

  constructor(numbered: boolean) {
    if (numbered) this.#numbers = new Uint32Array(this.#mask + 1);
  }

  low(state: number): number {
    return this.#table[2 * (this.#order[state] ?? 0)] ?? 0;
  }

  high(state: number): number {
    return ~(this.#table[2 * (this.#order[state] ?? 0) + 1] ?? 0);
  }

  /**
   * Looks at the places where states will be looked up, and where one is that is soon to be read, so that they are at
   * hand then: otherwise memory would be waited for at each of them, as nobody can guess where a look-up ends.
   */
  foresee(lows: Int32Array, highs: Int32Array, from: number, to: number, state: number): void {
    const table = this.#table;
    const mask = this.#mask;
    let all = table[2 * (this.#order[state + SOON] ?? 0)] ?? 0;
    for (let at = from; at < to; at += 1) all ^= table[2 * (hash(lows[at] ?? 0, ~(highs[at] ?? 0)) & mask)] ?? 0;
    this.foreseen = all;
  }

  /** Adds a state if it is not there, and gives its slot, which is good until the next one is added. */
  add(low: number, high: number): number {
    const table = this.#table;
    const mask = this.#mask;
    const turned = ~high;
    let at = hash(low, turned) & mask;
    for (;;) {
      const first = table[2 * at] ?? 0;
      const second = table[2 * at + 1] ?? 0;
      if (first === low && second === turned) return at;
      if ((first | second) === 0) return this.#insert(at, low, turned);
      at = (at + 1) & mask;
    }
  }

  /** The number of the state in a slot. */
  numberAt(slot: number): number {
    if (this.#numbers === undefined) throw new Error('these states are not numbered');
    return this.#numbers[slot] ?? 0;
  }

  /** How many bytes the arrays have that hold the states. */
  get bytes(): number {
    return this.#table.byteLength + this.#order.byteLength + (this.#numbers?.byteLength ?? 0);
  }

  #insert(at: number, low: number, turned: number): number {
    const state = this.size;
    this.size += 1;
    if (state === this.#order.length) {
      const order = new Uint32Array(Math.ceil(1.5 * state));
      order.set(this.#order);
      this.#order = order;
    }
    this.#table[2 * at] = low;
    this.#table[2 * at + 1] = turned;
    this.#order[state] = at;
    if (this.#numbers !== undefined) this.#numbers[at] = state;
    if (this.size * 4 <= (this.#mask + 1) * 3) return at;
    this.#grow();
    return this.#order[state] ?? 0;
  }

  #grow(): void {
    const old = this.#table;
    const slots = 2 * (this.#mask + 1);
    this.#table = new Int32Array(2 * slots);
    this.#mask = slots - 1;
    if (this.#numbers !== undefined) this.#numbers = new Uint32Array(slots);
    for (let state = 0; state < this.size; state += 1) this.#move(state, old);
  }

  // Apart from the loop, which is compiled anew each time that it is long.
  #move(state: number, old: Int32Array): void {
    const table = this.#table;
    const from = this.#order[state] ?? 0;
    const low = old[2 * from] ?? 0;
    const turned = old[2 * from + 1] ?? 0;
    let at = hash(low, turned) & this.#mask;
    while (((table[2 * at] ?? 0) | (table[2 * at + 1] ?? 0)) !== 0) at = (at + 1) & this.#mask;
    table[2 * at] = low;
    table[2 * at + 1] = turned;
    this.#order[state] = at;
    if (this.#numbers !== undefined) this.#numbers[at] = state;
  }
}

function hash(low: number, high: number): number {
  let mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}

/** There is room for so many states in the list at first. */
const FEW = 8;
/** By so much the list of states grows when it is full. */
const LONGER = 1.15;

/**
 * A set of states of two 32-bit words each, numbered in the order in which they were added: open addressing in typed
 * arrays. Nothing is ever taken out. The words stand in the table itself, so that looking a state up touches one place of
 * memory; and once more in a list, as they are read one after the other. Which number a state has is known only where
 * that is asked for from the beginning: it takes more memory.
 */
export class StateSet {
  // By slot: the low word, and the high one with all bits turned. So what is empty is a high word of nothing but ones
  // with a low one of 0, which must not be added.
  #table = new Int32Array(0);
  #mask = -1;
  // By number, the same words; by slot, the number.
  #list = new Int32Array(0);
  #numbers: Uint32Array | undefined;
  size = 0;
  /** Of no use, but that looking ahead is not left out as idle. */
  foreseen = 0;

  /** With so many slots at first, a power of two: where they do for all states, nothing has to be placed twice. */
  constructor(numbered: boolean, slots: number) {
    if (numbered) this.#numbers = new Uint32Array(0);
    // Arrays that are replaced here, and a list that is full soon: what is compiled for speed knows then that both happen.
    // Otherwise it would be thrown away when the list is full for the first time, with a hundred thousand states to go.
    this.#resize(slots);
    this.#list = new Int32Array(2 * FEW);
  }

  low(state: number): number {
    return this.#list[2 * state] ?? 0;
  }

  high(state: number): number {
    return ~(this.#list[2 * state + 1] ?? 0);
  }

  /**
   * Looks at the places where states will be looked up, so that they are at hand then: otherwise memory would be waited
   * for at each of them, as nobody can guess where a look-up ends.
   */
  foresee(lows: Int32Array, highs: Int32Array, from: number, to: number): void {
    const table = this.#table;
    const mask = this.#mask;
    let all = 0;
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
    return this.#table.byteLength + this.#list.byteLength + (this.#numbers?.byteLength ?? 0);
  }

  #insert(at: number, low: number, turned: number): number {
    const state = this.size;
    this.size += 1;
    if (2 * state === this.#list.length) this.#lengthen();
    this.#list[2 * state] = low;
    this.#list[2 * state + 1] = turned;
    this.#table[2 * at] = low;
    this.#table[2 * at + 1] = turned;
    if (this.#numbers !== undefined) this.#numbers[at] = state;
    if (this.size * 4 <= (this.#mask + 1) * 3) return at;
    this.#resize(2 * (this.#mask + 1));
    return this.add(low, ~turned);
  }

  #lengthen(): void {
    const list = new Int32Array(2 * Math.ceil(LONGER * this.size));
    list.set(this.#list);
    this.#list = list;
  }

  #resize(slots: number): void {
    this.#table = new Int32Array(2 * slots);
    this.#mask = slots - 1;
    if (this.#numbers !== undefined) this.#numbers = new Uint32Array(slots);
    for (let state = 0; state < this.size; state += 1) this.#place(state);
  }

  // Apart from the loop, which is compiled anew each time that it is long.
  #place(state: number): void {
    const table = this.#table;
    const low = this.#list[2 * state] ?? 0;
    const turned = this.#list[2 * state + 1] ?? 0;
    let at = hash(low, turned) & this.#mask;
    while (((table[2 * at] ?? 0) | (table[2 * at + 1] ?? 0)) !== 0) at = (at + 1) & this.#mask;
    table[2 * at] = low;
    table[2 * at + 1] = turned;
    if (this.#numbers !== undefined) this.#numbers[at] = state;
  }
}

function hash(low: number, high: number): number {
  let mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}

import { play } from './moves.js';
import { queueOf, STANDING } from './project.js';
import { Queues } from './queue.js';
import { MOST_LEAVES, type Scope } from './scope.js';
import { StateSet } from './states.js';
import { SAME, STRIDE, Tables, type Row } from './tables.js';
import { openWorld, type World } from './world.js';

/** Takes an edge of the state that is being expanded. */
export type Take = (to: number, label: number) => void;

const ROOT_BITS = 9;
const ERROR = 0xffff_ffff;
const OUTSTANDING = STANDING.waiting | STANDING.withdrawn;

/**
 * The states of a scope: the number of the root's state, those of the leaves', and the queue at the root's door, packed
 * in two words. Edges come from the tables; where those have a gap, a world in that very state is put before the oracle.
 */
export class Product {
  readonly tables: Tables;
  readonly queues = new Queues();
  readonly #set = new StateSet();
  readonly #count: number;
  readonly #leafBits: number;
  readonly #inLow: number;
  readonly #asked: boolean;
  // How each state was first reached, to put a world in it.
  #parent = new Uint32Array(1 << 10);
  #via = new Uint16Array(1 << 10);
  readonly #worlds = new Map<number, World>();
  // The state that is being expanded.
  #state = 0;
  #root = 0;
  #queue = 0;
  readonly #leaves: number[];
  readonly #next: number[];

  constructor(
    readonly scope: Scope,
    tables?: Tables,
  ) {
    this.tables = tables ?? new Tables(scope);
    this.#count = scope.ways.length;
    this.#leafBits = this.#count === MOST_LEAVES ? 8 : 10;
    this.#inLow = Math.min(this.#count, Math.floor(32 / this.#leafBits));
    this.#asked = scope.ways.includes('asking');
    this.#leaves = scope.ways.map(() => 0);
    this.#next = scope.ways.map(() => 0);
    const world = openWorld(scope);
    for (let leaf = 0; leaf < this.#count; leaf += 1) this.#next[leaf] = this.tables.leaf(world, leaf);
    this.#worlds.set(this.#pack(this.tables.root(world), 0, 0), world);
  }

  /** How many states have been reached so far. */
  get states(): number {
    return this.#set.size;
  }

  /** How many bytes the arrays have that grow with the states. */
  get bytes(): number {
    return this.#set.bytes + this.#parent.byteLength + this.#via.byteLength;
  }

  /** Whether a state stands for a broken clause. */
  isError(state: number): boolean {
    return this.#set.high(state) === ERROR;
  }

  /** The clauses that an error state is about. */
  errorOf(state: number): string {
    return this.tables.errors.texts[this.#set.low(state)] ?? '';
  }

  /** Gives every edge of a state. */
  expand(state: number, take: Take): void {
    if (this.isError(state)) return;
    this.#unpack(state);
    const { leafRows, rootRows, commonRows, catalogue } = this.tables;
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      const own = this.#leaves[leaf] ?? 0;
      const row = leafRows[own] ?? (leafRows[own] = this.tables.leafRow(this.#world(state), leaf));
      const first = catalogue.number(0, leaf);
      this.#follow(row, leaf, first, take);
      const context = this.#root * 8 + (this.#asked ? this.#contextOf(leaf) : 0);
      const shared = (rootRows[own] ??= []);
      this.#follow((shared[context] ??= this.tables.rootRow(this.#world(state), leaf)), leaf, first, take);
    }
    const common = (commonRows[this.#root] ??= []);
    const context = this.#asked ? this.#commonContext() : 0;
    this.#follow((common[context] ??= this.tables.commonRow(this.#world(state))), -1, 0, take);
    this.#quiet(take);
  }

  #follow(row: Row, leaf: number, first: number, take: Take): void {
    const { effects } = this.tables;
    for (let at = 0; at < row.length; at += STRIDE) {
      const label = first + (row[at] ?? 0);
      const error = row[at + 3] ?? 0;
      if (error !== 0) {
        take(this.#fail(error, label), label);
        continue;
      }
      const effect = effects[row[at + 4] ?? 0];
      for (let other = 0; other < this.#count; other += 1) {
        const before = this.#leaves[other] ?? 0;
        this.#next[other] =
          other === leaf
            ? (row[at + 1] ?? 0)
            : effect === undefined
              ? before
              : (effect[before] ?? this.#learn(effect, label, other));
      }
      const root = row[at + 2] ?? SAME;
      take(this.#reach(root === SAME ? this.#root : root, label), label);
    }
  }

  #quiet(take: Take): void {
    const { tables } = this;
    const label = tables.catalogue.quiet;
    let error = 0;
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      const own = this.#leaves[leaf] ?? 0;
      const debts = (tables.debts[own] ??= []);
      error = tables.union(error, (debts[this.#root] ??= tables.debtsOf(this.#world(this.#state), leaf)));
    }
    if (error !== 0) return take(this.#fail(error, label), label);
    const effect = tables.quietLeaf;
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      const own = this.#leaves[leaf] ?? 0;
      this.#next[leaf] = effect[own] ?? this.#learn(effect, label, leaf);
    }
    const root = (tables.quietRoot[this.#root] ??= tables.rootAfter(this.#world(this.#state), { by: 'quiet' }));
    take(this.#reach(root, label), label);
  }

  // What a label does to a leaf that it is not about is the same in all states in which it may happen.
  #learn(effect: (number | undefined)[], label: number, leaf: number): number {
    const after = this.tables.bystander(this.#world(this.#state), label, leaf);
    effect[this.#leaves[leaf] ?? 0] = after;
    return after;
  }

  // How the accepted leaf's request stands in the queue: what is ahead of it for sure, and whether it is the oldest of
  // those that were withdrawn.
  #contextOf(leaf: number): number {
    const { standing } = this.tables;
    const mine = standing[this.#leaves[leaf] ?? 0] ?? 0;
    if ((mine & OUTSTANDING) === 0) return 0;
    let ahead = 0;
    let candidate = 0;
    let oldest = true;
    for (const { leaf: other, later } of this.queues.at(this.#queue)) {
      if (later && ahead === 0) ahead = candidate;
      if (other === leaf) break;
      const theirs = standing[this.#leaves[other] ?? 0] ?? 0;
      if ((theirs & STANDING.withdrawnEarlier) !== 0) oldest = false;
      if (candidate === 0 && (theirs & STANDING.sure) !== 0) candidate = (theirs & STANDING.deferred) === 0 ? 1 : 2;
    }
    const gone = (mine & STANDING.withdrawnEarlier) !== 0;
    return gone ? (oldest ? 3 : 4) : ahead;
  }

  #commonContext(): number {
    const { standing } = this.tables;
    let all = 0;
    let head = 0;
    for (const { leaf } of this.queues.at(this.#queue)) {
      const theirs = standing[this.#leaves[leaf] ?? 0] ?? 0;
      all |= theirs;
      if (head === 0 && (theirs & STANDING.sure) !== 0) head = (theirs & STANDING.deferred) === 0 ? 1 : 2;
    }
    return all * 3 + head;
  }

  #reach(root: number, label: number): number {
    let queue = this.#queue;
    if (this.#asked) {
      const { standing } = this.tables;
      for (let each = 0; each < this.#count; each += 1) {
        const before = this.#leaves[each] ?? 0;
        const after = this.#next[each] ?? 0;
        if (before === after) continue;
        const was = ((standing[before] ?? 0) & OUTSTANDING) !== 0;
        const is = ((standing[after] ?? 0) & OUTSTANDING) !== 0;
        if (was && !is) queue = this.queues.without(queue, each);
        if (!was && is) {
          const newest = this.queues.at(queue).at(-1);
          const then = newest === undefined ? 0 : (standing[this.#leaves[newest.leaf] ?? 0] ?? 0);
          queue = this.queues.withLast(queue, each, (then & STANDING.earlier) !== 0);
        }
      }
    }
    return this.#pack(root, queue, label);
  }

  #pack(root: number, queue: number, label: number): number {
    const bits = this.#leafBits;
    let low = 0;
    let high = root | (queue << ROOT_BITS);
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      const value = this.#next[leaf] ?? 0;
      if (value >>> bits !== 0)
        throw new RangeError('a leaf has too many states for this scope: take fewer behaviours');
      if (leaf < this.#inLow) low |= value << (leaf * bits);
      else high = (high << bits) | value;
    }
    return this.#add(low >>> 0, high >>> 0, label);
  }

  #fail(error: number, label: number): number {
    return this.#add(error, ERROR, label);
  }

  #add(low: number, high: number, label: number): number {
    const before = this.#set.size;
    const state = this.#set.add(low, high);
    if (state === before) {
      if (state === this.#parent.length) {
        const length = Math.ceil(state * 1.25);
        const parent = new Uint32Array(length);
        parent.set(this.#parent);
        this.#parent = parent;
        const via = new Uint16Array(length);
        via.set(this.#via);
        this.#via = via;
      }
      this.#parent[state] = this.#state;
      this.#via[state] = label;
    }
    return state;
  }

  #unpack(state: number): void {
    const bits = this.#leafBits;
    const mask = (1 << bits) - 1;
    const low = this.#set.low(state);
    let high = this.#set.high(state);
    for (let leaf = this.#count - 1; leaf >= 0; leaf -= 1) {
      if (leaf < this.#inLow) this.#leaves[leaf] = (low >>> (leaf * bits)) & mask;
      else {
        this.#leaves[leaf] = high & mask;
        high >>>= bits;
      }
    }
    this.#state = state;
    this.#root = high & ((1 << ROOT_BITS) - 1);
    this.#queue = high >>> ROOT_BITS;
  }

  // Follows the way by which a state was first reached, from the nearest state of which there is a world.
  #world(state: number): World {
    const known = this.#worlds.get(state);
    if (known !== undefined) return known;
    const label = this.tables.catalogue.labels[this.#via[state] ?? 0];
    const played = label === undefined ? undefined : play(this.#world(this.#parent[state] ?? 0), label);
    if (played === undefined) throw new Error(`there is no way to state ${state} after all`);
    this.#worlds.set(state, played.world);
    if (!this.#isAt(played.world, state))
      throw new Error(`the tables lead elsewhere than the oracle, to state ${state}`);
    return played.world;
  }

  #isAt(world: World, state: number): boolean {
    const bits = this.#leafBits;
    let first = 0;
    let second = this.tables.root(world) | (this.queues.number(queueOf(world)) << ROOT_BITS);
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      const value = this.tables.leaf(world, leaf);
      if (leaf < this.#inLow) first |= value << (leaf * bits);
      else second = (second << bits) | value;
    }
    return first >>> 0 === this.#set.low(state) && second >>> 0 === this.#set.high(state);
  }
}

import { play } from './moves.js';
import { queueOf, STANDING } from './project.js';
import { Queues } from './queue.js';
import { MOST_LEAVES, type Scope } from './scope.js';
import { roomier, StateSet } from './states.js';
import { SAME, STRIDE, Tables, type Effect, type Row } from './tables.js';
import { openWorld, type World } from './world.js';

/** Takes an edge of the state that is being expanded. */
export type Take = (to: number, label: number) => void;

const ROOT_BITS = 9;
const ROOT_MASK = (1 << ROOT_BITS) - 1;
const ERROR = 0xffff_ffff;
const OUTSTANDING = STANDING.waiting | STANDING.withdrawn;
const UNKNOWN = -1;

/**
 * The states of a scope: the number of the root's state, those of the leaves', and the queue at the root's door, packed
 * in two words. Edges come from the tables; where those have a gap, a world in that very state is put before the oracle.
 */
export class Product {
  readonly tables: Tables;
  readonly queues = new Queues();
  readonly #set = new StateSet();
  readonly #count: number;
  readonly #bits: number;
  readonly #mask: number;
  /** So many leaves are in the first word. */
  readonly #inLow: number;
  readonly #rootShift: number;
  readonly #queueShift: number;
  readonly #asked: boolean;
  /** The state of each error, once it has been reached. */
  readonly #errors: number[] = [];
  // How each state was first reached, to put a world in it.
  #parent = new Uint32Array(1 << 10);
  #via = new Uint16Array(1 << 10);
  readonly #worlds = new Map<number, World>();
  // The state that is being expanded.
  #state = 0;
  #low = 0;
  #high = 0;
  #root = 0;
  #queue = 0;
  readonly #leaves: Int32Array;
  readonly #contexts: Int32Array;
  #commonContext = 0;

  constructor(
    readonly scope: Scope,
    tables?: Tables,
  ) {
    this.tables = tables ?? new Tables(scope);
    this.#count = scope.ways.length;
    this.#bits = this.#count === MOST_LEAVES ? 8 : 10;
    this.#mask = (1 << this.#bits) - 1;
    this.#inLow = Math.min(this.#count, Math.floor(32 / this.#bits));
    this.#rootShift = (this.#count - this.#inLow) * this.#bits;
    this.#queueShift = this.#rootShift + ROOT_BITS;
    this.#asked = scope.ways.includes('asking');
    this.#leaves = new Int32Array(this.#count);
    this.#contexts = new Int32Array(this.#count);
    const world = openWorld(scope);
    for (let leaf = 0; leaf < this.#count; leaf += 1) this.#put(leaf, this.tables.leaf(world, leaf));
    this.#worlds.set(this.#add(this.#low, this.#high | (this.tables.root(world) << this.#rootShift), 0), world);
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
    const { tables } = this;
    const { leafRows, rootRows, commonRows, catalogue } = tables;
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      const own = this.#leaves[leaf] ?? 0;
      const first = catalogue.number(0, leaf);
      const alone = leafRows[own] ?? (leafRows[own] = tables.leafRow(this.#world(state), leaf));
      this.#follow(alone, leaf, first, take);
      const shared = rootRows[own] ?? (rootRows[own] = []);
      const at = this.#root * 8 + (this.#contexts[leaf] ?? 0);
      this.#follow(shared[at] ?? (shared[at] = tables.rootRow(this.#world(state), leaf)), leaf, first, take);
    }
    const common = commonRows[this.#root] ?? (commonRows[this.#root] = []);
    const at = this.#commonContext;
    this.#follow(common[at] ?? (common[at] = tables.commonRow(this.#world(state))), -1, 0, take);
    this.#quiet(take);
  }

  #follow({ edges, errors }: Row, leaf: number, first: number, take: Take): void {
    for (let at = 0; at < errors.length; at += STRIDE.error) {
      const label = first + (errors[at] ?? 0);
      take(this.#fail(errors[at + 1] ?? 0, label), label);
    }
    const { effects } = this.tables;
    for (let at = 0; at < edges.length; at += STRIDE.edge) {
      const label = first + (edges[at] ?? 0);
      const root = edges[at + 2] ?? SAME;
      const effect = effects[edges[at + 3] ?? 0];
      take(this.#reach(leaf, edges[at + 1] ?? 0, root === SAME ? this.#root : root, effect, label), label);
    }
  }

  #quiet(take: Take): void {
    const { tables } = this;
    const label = tables.catalogue.quiet;
    let error = 0;
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      const own = this.#leaves[leaf] ?? 0;
      const debts = tables.debts[own] ?? (tables.debts[own] = []);
      const owed = debts[this.#root] ?? (debts[this.#root] = tables.debtsOf(this.#world(this.#state), leaf));
      if (owed !== 0) error = tables.union(error, owed);
    }
    if (error !== 0) return take(this.#fail(error, label), label);
    const { quietRoot } = tables;
    const root =
      quietRoot[this.#root] ?? (quietRoot[this.#root] = tables.rootAfter(this.#world(this.#state), { by: 'quiet' }));
    take(this.#reach(-1, 0, root, tables.quietLeaf, label), label);
  }

  // The state in which one leaf, the root and those whom it affects are changed. What a label does to a leaf that it is
  // not about is the same in all states in which it may happen.
  #reach(leaf: number, after: number, root: number, effect: Effect | undefined, label: number): number {
    const low = this.#low;
    const high = this.#high;
    let queue = this.#queue;
    if (leaf >= 0) queue = this.#change(leaf, after, queue);
    if (effect !== undefined) {
      for (let other = 0; other < this.#count; other += 1) {
        if (other === leaf) continue;
        const before = this.#leaves[other] ?? 0;
        let next = effect[before] ?? UNKNOWN;
        if (next === UNKNOWN) {
          next = this.tables.bystander(this.#world(this.#state), label, other);
          effect[before] = next;
        }
        if (next !== before) queue = this.#change(other, next, queue);
      }
    }
    if (root !== this.#root) this.#high = (this.#high & ~(ROOT_MASK << this.#rootShift)) | (root << this.#rootShift);
    if (queue !== this.#queue) this.#high = (this.#high & ((1 << this.#queueShift) - 1)) | (queue << this.#queueShift);
    const reached = this.#add(this.#low >>> 0, this.#high >>> 0, label);
    this.#low = low;
    this.#high = high;
    return reached;
  }

  #change(leaf: number, after: number, queue: number): number {
    this.#put(leaf, after);
    if (!this.#asked) return queue;
    const { standing } = this.tables;
    const was = ((standing[this.#leaves[leaf] ?? 0] ?? 0) & OUTSTANDING) !== 0;
    const is = ((standing[after] ?? 0) & OUTSTANDING) !== 0;
    if (was === is) return queue;
    if (was) return this.queues.without(queue, leaf);
    const newest = this.queues.at(queue).at(-1);
    const then = newest === undefined ? 0 : (standing[this.#leaves[newest.leaf] ?? 0] ?? 0);
    return this.queues.withLast(queue, leaf, (then & STANDING.earlier) !== 0);
  }

  #put(leaf: number, value: number): void {
    if (value > this.#mask) throw new RangeError('a leaf has too many states for this scope: take fewer behaviours');
    if (leaf < this.#inLow) {
      const shift = leaf * this.#bits;
      this.#low = (this.#low & ~(this.#mask << shift)) | (value << shift);
    } else {
      const shift = (leaf - this.#inLow) * this.#bits;
      this.#high = (this.#high & ~(this.#mask << shift)) | (value << shift);
    }
  }

  #fail(error: number, label: number): number {
    const known = this.#errors[error];
    if (known !== undefined) return known;
    const state = this.#add(error, ERROR, label);
    this.#errors[error] = state;
    return state;
  }

  #add(low: number, high: number, label: number): number {
    const before = this.#set.size;
    const state = this.#set.add(low, high);
    if (state !== before) return state;
    if (state === this.#parent.length) {
      const length = roomier(state);
      const parent = new Uint32Array(length);
      parent.set(this.#parent);
      this.#parent = parent;
      const via = new Uint16Array(length);
      via.set(this.#via);
      this.#via = via;
    }
    this.#parent[state] = this.#state;
    this.#via[state] = label;
    return state;
  }

  #unpack(state: number): void {
    this.#state = state;
    this.#low = this.#set.low(state) | 0;
    this.#high = this.#set.high(state) | 0;
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      this.#leaves[leaf] =
        leaf < this.#inLow
          ? (this.#low >>> (leaf * this.#bits)) & this.#mask
          : (this.#high >>> ((leaf - this.#inLow) * this.#bits)) & this.#mask;
    }
    this.#root = (this.#high >>> this.#rootShift) & ROOT_MASK;
    this.#queue = this.#high >>> this.#queueShift;
    if (this.#asked) this.#look();
  }

  // What the rows depend on besides the leaf and the root: what stands in the queue ahead of a leaf's request for sure
  // (nothing, a request, one that was deferred), or whether it is the oldest of those that were withdrawn.
  #look(): void {
    const { standing } = this.tables;
    this.#contexts.fill(0);
    let all = 0;
    let head = 0;
    let ahead = 0;
    let gone = 3;
    for (const { leaf, later } of this.queues.at(this.#queue)) {
      const theirs = standing[this.#leaves[leaf] ?? 0] ?? 0;
      if (later && ahead === 0) ahead = head;
      this.#contexts[leaf] = ahead;
      if ((theirs & STANDING.withdrawnEarlier) !== 0) {
        this.#contexts[leaf] = gone;
        gone = 4;
      }
      if (head === 0 && (theirs & STANDING.sure) !== 0) head = (theirs & STANDING.deferred) === 0 ? 1 : 2;
      all |= theirs;
    }
    this.#commonContext = all * 3 + head;
  }

  // Follows the way by which a state was first reached, from the nearest state of which there is a world.
  #world(state: number): World {
    const known = this.#worlds.get(state);
    if (known !== undefined) return known;
    const label = this.tables.catalogue.labels[this.#via[state] ?? 0];
    const played = label === undefined ? undefined : play(this.#world(this.#parent[state] ?? 0), label);
    if (played === undefined || !this.#isAt(played.world, state))
      throw new Error(`the tables lead elsewhere than the oracle, to state ${state}`);
    this.#worlds.set(state, played.world);
    return played.world;
  }

  #isAt(world: World, state: number): boolean {
    const { tables } = this;
    const low = this.#set.low(state);
    const high = this.#set.high(state);
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      const word = leaf < this.#inLow ? low >>> (leaf * this.#bits) : high >>> ((leaf - this.#inLow) * this.#bits);
      if (tables.leaf(world, leaf) !== (word & this.#mask)) return false;
    }
    const root = (high >>> this.#rootShift) & ROOT_MASK;
    return tables.root(world) === root && this.queues.number(queueOf(world)) === high >>> this.#queueShift;
  }
}

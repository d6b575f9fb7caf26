import { play } from './moves.js';
import { Arrangement } from './order.js';
import { queueOf, STANDING } from './project.js';
import { Queues } from './queue.js';
import { MOST_LEAVES, type Scope } from './scope.js';
import { StateSet } from './states.js';
import { QUIET_EFFECT, SAME, STRIDE, Tables, type Row } from './tables.js';
import { openWorld, type World } from './world.js';

/** Takes an edge of the state that is being expanded. */
export type Take = (to: number, label: number) => void;

/** What may be left out of a product without anything being lost. */
export interface Reductions {
  /** Leaves that come in the same way are interchangeable. */
  readonly symmetry?: boolean;
}

/** A world, and which of its leaves stands at each place of the state. */
interface Placed {
  readonly world: World;
  readonly who: readonly number[];
}

const ROOT_BITS = 9;
const ROOT_MASK = (1 << ROOT_BITS) - 1;
const ERROR = 0xffff_ffff;
const OUTSTANDING = STANDING.waiting | STANDING.withdrawn;
const UNKNOWN = -1;
const NO_EFFECT = new Int16Array(0);
const EVERY = 8;

/**
 * The states of a scope: the number of the root's state, those of the leaves', and the queue at the root's door, packed
 * in two words. Edges come from the tables; where those have a gap, a world in that very state is put before the oracle.
 */
export class Product {
  readonly tables: Tables;
  readonly queues = new Queues();
  readonly #set = new StateSet();
  readonly #count: number;
  readonly #mask: number;
  // By leaf: where its state is in the two words. In one of them nothing is its, and the mask 0.
  readonly #shifts: Int32Array;
  readonly #lowMasks: Int32Array;
  readonly #highMasks: Int32Array;
  readonly #rootShift: number;
  readonly #queueShift: number;
  readonly #asked: boolean;
  /** The state of each error, once it has been reached. */
  readonly #errors: number[] = [];
  // How many states had been reached when every so manieth was expanded: with it, the way to a state can be found.
  #reached = new Uint32Array(1 << 8);
  #expanded = 0;
  readonly #worlds = new Map<number, Placed>();
  readonly #arrangement: Arrangement | undefined;
  // The state that is being expanded.
  #state = 0;
  #low = 0;
  #high = 0;
  #root = 0;
  #queue = 0;
  readonly #leaves: Int32Array;
  readonly #contexts: Int32Array;
  readonly #next: Int32Array;
  #commonContext = 0;

  constructor(
    readonly scope: Scope,
    { symmetry = false }: Reductions = {},
  ) {
    const bits = scope.ways.length === MOST_LEAVES ? 8 : 10;
    this.tables = new Tables(scope, 1 << bits);
    this.#arrangement = symmetry ? new Arrangement(scope, this.queues) : undefined;
    this.#count = scope.ways.length;
    const inLow = Math.min(this.#count, Math.floor(32 / bits));
    this.#mask = (1 << bits) - 1;
    const places = scope.ways.map((_way, leaf) => (leaf < inLow ? leaf : leaf - inLow) * bits);
    this.#shifts = Int32Array.from(places);
    this.#lowMasks = Int32Array.from(places, (shift, leaf) => (leaf < inLow ? this.#mask << shift : 0));
    this.#highMasks = Int32Array.from(places, (shift, leaf) => (leaf < inLow ? 0 : this.#mask << shift));
    this.#rootShift = (this.#count - inLow) * bits;
    this.#queueShift = this.#rootShift + ROOT_BITS;
    this.#asked = scope.ways.includes('asking');
    this.#leaves = new Int32Array(this.#count);
    this.#contexts = new Int32Array(this.#count);
    this.#next = new Int32Array(this.#count);
    const world = openWorld(scope);
    const leaves = scope.ways.map((_way, leaf) => this.tables.leaf(world, leaf));
    const high = this.#highOf(leaves) | (this.tables.root(world) << this.#rootShift);
    this.#worlds.set(this.#set.add(this.#lowOf(leaves), high), { world, who: scope.ways.map((_way, leaf) => leaf) });
  }

  /** How many states have been reached so far. */
  get states(): number {
    return this.#set.size;
  }

  /** How many bytes the arrays have that grow with the states. */
  get bytes(): number {
    return this.#set.bytes + this.#reached.byteLength;
  }

  /** Whether a state stands for a broken clause. */
  isError(state: number): boolean {
    return this.#set.high(state) === ERROR;
  }

  /** The clauses that an error state is about. */
  errorOf(state: number): string {
    return this.tables.errors.texts[this.#set.low(state)] ?? '';
  }

  /** The parts of the initial state. */
  initial(): { readonly root: number; readonly leaves: readonly number[] } {
    this.#unpack(0);
    return { root: this.#root, leaves: [...this.#leaves] };
  }

  /**
   * Gives every edge of a state, where they are wanted, and says how many there are. States have to be expanded in the
   * order of their numbers at first.
   */
  expand(state: number, take?: Take): number {
    while (this.#expanded <= state) this.#mark();
    if (this.isError(state)) return 0;
    this.#unpack(state);
    let edges = 1;
    const { tables } = this;
    const { leafRows, rootRows, commonRows, catalogue } = tables;
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      const own = this.#leaves[leaf] ?? 0;
      const first = catalogue.number(0, leaf);
      const alone = leafRows[own] ?? (leafRows[own] = tables.leafRow(...this.#stand(state, leaf)));
      edges += this.#follow(alone, leaf, first, take);
      const shared = rootRows[own] ?? (rootRows[own] = []);
      const at = this.#root * 8 + (this.#contexts[leaf] ?? 0);
      edges += this.#follow(
        shared[at] ?? (shared[at] = tables.rootRow(...this.#stand(state, leaf))),
        leaf,
        first,
        take,
      );
    }
    const common = commonRows[this.#root] ?? (commonRows[this.#root] = []);
    const at = this.#commonContext;
    edges += this.#follow(common[at] ?? (common[at] = tables.commonRow(this.#placed(state).world)), -1, 0, take);
    this.#quiet(take);
    return edges;
  }

  #follow(row: Row, leaf: number, first: number, take: Take | undefined): number {
    const { edges, errors } = row;
    if (take !== undefined || !row.reached) {
      for (let at = 0; at < errors.length; at += STRIDE.error) {
        const failed = this.#fail(errors[at + 1] ?? 0);
        take?.(failed, first + (errors[at] ?? 0));
      }
      row.reached = true;
    }
    for (let at = 0; at < edges.length; at += STRIDE.edge) {
      const label = first + (edges[at] ?? 0);
      const to = this.#reach(leaf, edges[at + 1] ?? 0, edges[at + 2] ?? SAME, edges[at + 3] ?? 0, label);
      if (take !== undefined) take(to, label);
    }
    return errors.length / STRIDE.error + edges.length / STRIDE.edge;
  }

  #quiet(take: Take | undefined): void {
    const { tables } = this;
    const label = tables.catalogue.quiet;
    let error = 0;
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      const own = this.#leaves[leaf] ?? 0;
      const debts = tables.debts[own] ?? (tables.debts[own] = []);
      const owed = debts[this.#root] ?? (debts[this.#root] = tables.debtsOf(...this.#stand(this.#state, leaf)));
      if (owed !== 0) error = tables.union(error, owed);
    }
    if (error !== 0) {
      const failed = this.#fail(error);
      take?.(failed, label);
      return;
    }
    const { quietRoot } = tables;
    const root =
      quietRoot[this.#root] ??
      (quietRoot[this.#root] = tables.rootAfter(this.#placed(this.#state).world, { by: 'quiet' }));
    const to = this.#reach(-1, 0, root, QUIET_EFFECT, label);
    take?.(to, label);
  }

  // The state in which one leaf, the root and those whom it affects are changed. What a label does to a leaf that it is
  // not about is the same in all states in which it may happen.
  #reach(leaf: number, after: number, root: number, effect: number, label: number): number {
    const shifts = this.#shifts;
    const lowMasks = this.#lowMasks;
    const highMasks = this.#highMasks;
    const leaves = this.#leaves;
    let low = this.#low;
    let high = this.#high;
    let queue = this.#queue;
    if (leaf >= 0) {
      const placed = after << (shifts[leaf] ?? 0);
      const lowMask = lowMasks[leaf] ?? 0;
      const highMask = highMasks[leaf] ?? 0;
      low = (low & ~lowMask) | (placed & lowMask);
      high = (high & ~highMask) | (placed & highMask);
      if (this.#asked) queue = this.#requeued(queue, leaf, leaves[leaf] ?? 0, after);
    }
    if (effect !== 0) {
      const known = this.tables.effects[effect] ?? NO_EFFECT;
      for (let other = 0; other < this.#count; other += 1) {
        if (other === leaf) continue;
        const before = leaves[other] ?? 0;
        let next = known[before] ?? UNKNOWN;
        if (next === UNKNOWN) {
          next = this.#bystander(label, other);
          known[before] = next;
        }
        if (next === before) continue;
        const placed = next << (shifts[other] ?? 0);
        const lowMask = lowMasks[other] ?? 0;
        const highMask = highMasks[other] ?? 0;
        low = (low & ~lowMask) | (placed & lowMask);
        high = (high & ~highMask) | (placed & highMask);
        if (this.#asked) queue = this.#requeued(queue, other, before, next);
      }
    }
    if (root !== SAME) high = (high & ~(ROOT_MASK << this.#rootShift)) | (root << this.#rootShift);
    if (queue !== this.#queue) high = (high & ((1 << this.#queueShift) - 1)) | (queue << this.#queueShift);
    if (this.#arrangement === undefined) return this.#set.add(low, high);
    return this.#addArranged(low, high, this.#arrangement);
  }

  /**
   * An edge as what it is whoever is who: two edges with the same text lead, by the same move of leaves in the same
   * position, from alike states to alike states.
   */
  anonymous(from: number, label: number, to: number): string {
    const arrangement = new Arrangement(this.scope, this.queues);
    const { catalogue } = this.tables;
    const target = this.#anonymousState(to, arrangement);
    const source = this.#anonymousState(from, arrangement);
    const about = label - catalogue.common.length;
    const leaf = Math.floor(about / catalogue.kinds.length);
    const move = about < 0 ? label : `${about % catalogue.kinds.length} of ${arrangement.who.indexOf(leaf)}`;
    return `${source} ${move} ${target}`;
  }

  #anonymousState(state: number, arrangement: Arrangement): string {
    if (this.isError(state)) return `error ${state}`;
    const leaves = new Int32Array(this.#count);
    const high = this.#set.high(state);
    this.#split(this.#set.low(state), high, leaves);
    const queue = arrangement.arrange(leaves, high >>> this.#queueShift);
    const root = (high >>> this.#rootShift) & ROOT_MASK;
    return [root, queue, ...arrangement.who.map((leaf) => leaves[leaf])].join('.');
  }

  #bystander(label: number, leaf: number): number {
    const { world, who } = this.#placed(this.#state);
    return this.tables.bystander(world, this.#actual(label, who), who[leaf] ?? leaf);
  }

  // The label for the leaf that stands there in a world.
  #actual(label: number, who: readonly number[]): number {
    const { catalogue } = this.tables;
    const about = label - catalogue.common.length;
    if (about < 0) return label;
    const leaf = Math.floor(about / catalogue.kinds.length);
    return catalogue.number(about % catalogue.kinds.length, who[leaf] ?? leaf);
  }

  #addArranged(low: number, high: number, arrangement: Arrangement): number {
    const next = this.#next;
    this.#split(low, high, next);
    const queue = arrangement.arrange(next, high >>> this.#queueShift);
    const ordered = arrangement.who.map((leaf) => next[leaf] ?? 0);
    const rest = high & (ROOT_MASK << this.#rootShift);
    return this.#set.add(this.#lowOf(ordered), this.#highOf(ordered) | rest | (queue << this.#queueShift));
  }

  #requeued(queue: number, leaf: number, before: number, after: number): number {
    const { standing } = this.tables;
    const was = ((standing[before] ?? 0) & OUTSTANDING) !== 0;
    const is = ((standing[after] ?? 0) & OUTSTANDING) !== 0;
    if (was === is) return queue;
    if (was) return this.queues.without(queue, leaf);
    const newest = this.queues.at(queue).at(-1);
    const then = newest === undefined ? 0 : (standing[this.#leaves[newest.leaf] ?? 0] ?? 0);
    return this.queues.withLast(queue, leaf, (then & STANDING.earlier) !== 0);
  }

  #lowOf(leaves: readonly number[]): number {
    return leaves.reduce(
      (low, value, leaf) => low | ((value << (this.#shifts[leaf] ?? 0)) & (this.#lowMasks[leaf] ?? 0)),
      0,
    );
  }

  #highOf(leaves: readonly number[]): number {
    return leaves.reduce(
      (high, value, leaf) => high | ((value << (this.#shifts[leaf] ?? 0)) & (this.#highMasks[leaf] ?? 0)),
      0,
    );
  }

  #fail(error: number): number {
    const known = this.#errors[error];
    if (known !== undefined) return known;
    const state = this.#set.add(error, ERROR);
    this.#errors[error] = state;
    return state;
  }

  #mark(): void {
    const at = this.#expanded / EVERY;
    this.#expanded += 1;
    if (!Number.isInteger(at)) return;
    if (at === this.#reached.length) {
      const longer = new Uint32Array(Math.ceil(at * 1.5));
      longer.set(this.#reached);
      this.#reached = longer;
    }
    this.#reached[at] = this.#set.size;
  }

  #unpack(state: number): void {
    this.#state = state;
    this.#low = this.#set.low(state) | 0;
    this.#high = this.#set.high(state) | 0;
    this.#split(this.#low, this.#high, this.#leaves);
    this.#root = (this.#high >>> this.#rootShift) & ROOT_MASK;
    this.#queue = this.#high >>> this.#queueShift;
    if (this.#asked) this.#look();
  }

  #split(low: number, high: number, into: Int32Array): void {
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      const word = this.#lowMasks[leaf] === 0 ? high : low;
      into[leaf] = (word >>> (this.#shifts[leaf] ?? 0)) & this.#mask;
    }
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

  #stand(state: number, leaf: number): readonly [World, number] {
    const { world, who } = this.#placed(state);
    return [world, who[leaf] ?? leaf];
  }

  // Follows the way by which a state was first reached, from the nearest state of which there is a world.
  #placed(state: number): Placed {
    const known = this.#worlds.get(state);
    if (known !== undefined) return known;
    const { parent, label } = this.#wayTo(state);
    const from = this.#placed(parent);
    const by = this.tables.catalogue.labels[this.#actual(label, from.who)];
    const played = by === undefined ? undefined : play(from.world, by);
    const placed = played === undefined ? undefined : this.#placeIn(played.world, state);
    if (placed === undefined) throw new Error(`the tables lead elsewhere than the oracle, to state ${state}`);
    this.#worlds.set(state, placed);
    return placed;
  }

  // One of the states that were expanded between two marks led to it, and all that is needed to expand them is known.
  #wayTo(state: number): { readonly parent: number; readonly label: number } {
    const [now, low, high] = [this.#state, this.#low, this.#high];
    let mark = 0;
    for (let above = Math.ceil(this.#expanded / EVERY); above - mark > 1;) {
      const middle = (mark + above) >>> 1;
      if ((this.#reached[middle] ?? 0) > state) above = middle;
      else mark = middle;
    }
    const found: { parent: number; label: number }[] = [];
    for (let parent = mark * EVERY; found.length === 0 && parent < this.#expanded; parent += 1) {
      this.expand(parent, (to, label) => {
        if (to === state && found.length === 0) found.push({ parent, label });
      });
    }
    this.#unpack(now);
    this.#low = low;
    this.#high = high;
    const [way] = found;
    if (way === undefined) throw new Error(`there is no way to state ${state} after all`);
    return way;
  }

  // Who stands where in a state that a world is in; undefined if it is in another.
  #placeIn(world: World, state: number): Placed | undefined {
    const { tables, queues } = this;
    const there = new Int32Array(this.#count);
    this.#split(this.#set.low(state), this.#set.high(state), there);
    const here = there.map((_number, leaf) => tables.leaf(world, leaf));
    let queue = queues.number(queueOf(world));
    if (this.#arrangement !== undefined) queue = this.#arrangement.arrange(here, queue);
    const who = this.#arrangement === undefined ? [...here.keys()] : [...this.#arrangement.who];
    const high = this.#set.high(state);
    const same =
      who.every((leaf, place) => here[leaf] === there[place]) &&
      tables.root(world) === ((high >>> this.#rootShift) & ROOT_MASK) &&
      queue === high >>> this.#queueShift;
    return same ? { world, who } : undefined;
  }
}

import { Layout } from './layout.js';
import { play } from './moves.js';
import { Arrangement } from './order.js';
import { queueOf, STANDING } from './project.js';
import { Queues } from './queue.js';
import { CONTEXTS, Rows, type Here } from './rows.js';
import type { Scope } from './scope.js';
import { StateSet } from './states.js';
import { FAILS, REQUEUE, requeueOf, ROW, STEP } from './steps.js';
import { Tables } from './tables.js';
import { Trail } from './trail.js';
import { openWorld, type World } from './world.js';

/** Takes an edge of the state that is being expanded. */
export type Take = (to: number, label: number) => void;

/** What may be left out of a product without anything being lost. */
export interface Reductions {
  /** Leaves that come in the same way are interchangeable. */
  readonly symmetry?: boolean;
}

/** How a product is explored. */
export interface ProductOptions extends Reductions {
  /** Whether edges are to be taken: it takes more memory to know where they lead. */
  readonly edges?: boolean;
}

/** A world, and which of its leaves stands at each place of the state. */
interface Placed {
  readonly world: World;
  readonly who: readonly number[];
}

/** The high word of states that stand for broken clauses. */
const ERROR = -1;
const UNKNOWN = -1;
const NOBODY = -1;

/**
 * The states of a scope: the number of the root's state, those of the leaves', and the queue at the root's door, packed
 * in two words. Edges come from the tables; where those have a gap, a world in that very state is put before the oracle.
 */
export class Product {
  readonly tables: Tables;
  readonly queues = new Queues();
  readonly #layout: Layout;
  readonly #set: StateSet;
  readonly #count: number;
  readonly #asked: boolean;
  readonly #rows: Rows;
  /** By row of steps: whether its error states have been reached. */
  readonly #failed: boolean[] = [];
  readonly #trail = new Trail();
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
  #commonContext = 0;
  readonly #next: Int32Array;
  // Where its edges lead: labels and words. An expansion within another one has its own behind those of the other.
  #many = 0;
  readonly #labels: Int32Array;
  readonly #lows: Int32Array;
  readonly #highs: Int32Array;

  constructor(
    readonly scope: Scope,
    { symmetry = false, edges = false }: ProductOptions = {},
  ) {
    this.#layout = new Layout(scope);
    this.#set = new StateSet(edges, slotsFor(scope));
    this.tables = new Tables(scope, this.#layout.mostStates);
    this.#arrangement = symmetry ? new Arrangement(scope, this.queues) : undefined;
    this.#count = scope.ways.length;
    this.#asked = scope.ways.includes('asking');
    this.#leaves = new Int32Array(this.#count);
    this.#contexts = new Int32Array(this.#count);
    this.#next = new Int32Array(this.#count);
    const most = 2 * this.tables.catalogue.labels.length;
    this.#labels = new Int32Array(most);
    this.#lows = new Int32Array(most);
    this.#highs = new Int32Array(most);
    this.#rows = new Rows(this.tables, this.#layout, {
      leaf: (place) => [this.#leaves[place] ?? 0, this.#contexts[place] ?? 0],
      stand: (place) => this.#stand(place),
      world: () => this.#placed(this.#state).world,
    });
    const world = openWorld(scope);
    const leaves = scope.ways.map((_way, leaf) => this.tables.leaf(world, leaf));
    const high = this.#layout.highOf(leaves) | this.#layout.ofRoot(this.tables.root(world));
    this.#set.add(this.#layout.lowOf(leaves), high);
    this.#worlds.set(0, { world, who: scope.ways.map((_way, leaf) => leaf) });
  }

  /** How many states have been reached so far. */
  get states(): number {
    return this.#set.size;
  }

  /** How many bytes the arrays have that grow with the states. */
  get bytes(): number {
    return this.#set.bytes + this.#trail.bytes;
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
    while (this.#trail.expanded <= state) this.#trail.mark(this.#set.size);
    if (this.isError(state)) return 0;
    const from = this.#many;
    const edges = this.#gather(state, take !== undefined);
    const many = this.#many;
    this.#many = from;
    this.#set.foresee(this.#lows, this.#highs, from, many);
    for (let at = from; at < many; at += 1) {
      const slot = this.#set.add(this.#lows[at] ?? 0, this.#highs[at] ?? 0);
      if (take !== undefined) take(this.#set.numberAt(slot), this.#labels[at] ?? 0);
    }
    return edges;
  }

  // Puts down where the edges of a state lead; those to errors that have been reached only if all are wanted.
  #gather(state: number, all: boolean): number {
    this.#unpack(state);
    const leaves = this.#leaves;
    const contexts = this.#contexts;
    const { mostStates } = this.#layout;
    const from = this.#many;
    const rows = this.#rows;
    const here = rows.at(this.#root);
    let edges = 1;
    for (let leaf = 0; leaf < leaves.length; leaf += 1) {
      const at = (leaf * mostStates + (leaves[leaf] ?? 0)) * CONTEXTS + (contexts[leaf] ?? 0);
      edges += this.#follow(rows.leaf(here, leaf, at), leaf, all);
    }
    edges += this.#follow(rows.common(here, this.#commonContext), NOBODY, all);
    this.#quiet(here, all);
    if (this.#arrangement !== undefined) this.#arrange(from, this.#arrangement);
    return edges;
  }

  // Where nobody takes the edges, an error state has to be reached but once.
  #follow(row: number, leaf: number, all: boolean): number {
    const { rows } = this.#rows.pool;
    const at = row * ROW;
    if (all || this.#failed[row] !== true) {
      this.#failed[row] = true;
      this.#collect(rows[at + 1] ?? 0, rows[at + 2] ?? 0, leaf);
    } else {
      this.#collect(rows[at] ?? 0, rows[at + 1] ?? 0, leaf);
    }
    return rows[at + 3] ?? 0;
  }

  // The states in which one leaf, the root and those whom it affects are changed. What a label does to a leaf that it is
  // not about is the same in all states in which it may happen.
  #collect(from: number, to: number, leaf: number): void {
    const leaves = this.#leaves;
    const labels = this.#labels;
    const lows = this.#lows;
    const highs = this.#highs;
    let { numbers } = this.#rows.pool;
    let many = this.#many;
    for (let at = from; at < to; at += STEP) {
      const label = numbers[at] ?? 0;
      let low = numbers[at + 1] ?? 0;
      let high = ERROR;
      const effect = numbers[at + 3] ?? 0;
      if (effect !== FAILS) {
        low ^= this.#low;
        high = this.#high ^ (numbers[at + 2] ?? 0);
        const requeue = numbers[at + 4] ?? 0;
        let queue = requeue === REQUEUE.stays ? this.#queue : this.#requeued(this.#queue, leaf, requeue);
        if (effect !== 0) {
          const { effects, most } = this.tables;
          for (let other = 0; other < leaves.length; other += 1) {
            const before = leaves[other] ?? 0;
            let next = effects[effect * most + before] ?? UNKNOWN;
            if (next === before || other === leaf) continue;
            if (next === UNKNOWN) {
              this.#many = many;
              next = this.#bystander(label, other);
              this.tables.effects[effect * most + before] = next;
              ({ numbers } = this.#rows.pool);
            }
            low ^= this.#layout.low(other, before ^ next);
            high ^= this.#layout.high(other, before ^ next);
            if (this.#asked) queue = this.#requeued(queue, other, requeueOf(this.tables.standing, before, next));
          }
        }
        if (queue !== this.#queue) high = this.#layout.requeued(high, queue);
      }
      labels[many] = label;
      lows[many] = low;
      highs[many] = high;
      many += 1;
    }
    this.#many = many;
  }

  #quiet(here: Here, all: boolean): void {
    const { tables } = this;
    let error = 0;
    for (let leaf = 0; leaf < this.#count; leaf += 1) {
      const owed = this.#rows.debt(here, leaf, this.#leaves[leaf] ?? 0);
      if (owed !== 0) error = tables.union(error, owed);
    }
    this.#follow(error === 0 ? this.#rows.quiet(here) : this.#rows.owing(error), NOBODY, all);
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
    this.#layout.split(this.#set.low(state), high, leaves);
    const queue = arrangement.arrange(leaves, this.#layout.queue(high));
    return [this.#layout.root(high), queue, ...arrangement.who.map((leaf) => leaves[leaf])].join('.');
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

  #arrange(from: number, arrangement: Arrangement): void {
    const layout = this.#layout;
    const next = this.#next;
    for (let at = from; at < this.#many; at += 1) {
      const high = this.#highs[at] ?? 0;
      if (high === ERROR) continue;
      layout.split(this.#lows[at] ?? 0, high, next);
      const queue = arrangement.arrange(next, layout.queue(high));
      const ordered = arrangement.who.map((leaf) => next[leaf] ?? 0);
      this.#lows[at] = layout.lowOf(ordered);
      this.#highs[at] = layout.requeued(layout.highOf(ordered) | layout.ofRoot(layout.root(high)), queue);
    }
  }

  #requeued(queue: number, leaf: number, change: number): number {
    if (change === REQUEUE.stays) return queue;
    if (change === REQUEUE.goes) return this.queues.without(queue, leaf);
    const newest = this.queues.at(queue).at(-1);
    const then = newest === undefined ? 0 : (this.tables.standing[this.#leaves[newest.leaf] ?? 0] ?? 0);
    return this.queues.withLast(queue, leaf, (then & STANDING.earlier) !== 0);
  }

  #unpack(state: number): void {
    this.#state = state;
    this.#low = this.#set.low(state);
    this.#high = this.#set.high(state);
    this.#layout.split(this.#low, this.#high, this.#leaves);
    this.#root = this.#layout.root(this.#high);
    this.#queue = this.#layout.queue(this.#high);
    if (this.#asked) this.#look();
  }

  // What the rows depend on besides the leaf and the root: what stands in the queue ahead of a leaf's request for sure
  // (nothing, a request, one that was deferred), or whether it is the oldest of those that were withdrawn.
  #look(): void {
    const { standing } = this.tables;
    const contexts = this.#contexts;
    for (let leaf = 0; leaf < contexts.length; leaf += 1) contexts[leaf] = 0;
    let all = 0;
    let head = 0;
    let ahead = 0;
    let gone = 3;
    for (const { leaf, later } of this.queues.at(this.#queue)) {
      const theirs = standing[this.#leaves[leaf] ?? 0] ?? 0;
      if (later && ahead === 0) ahead = head;
      contexts[leaf] = ahead;
      if ((theirs & STANDING.withdrawnEarlier) !== 0) {
        contexts[leaf] = gone;
        gone = 4;
      }
      if (head === 0 && (theirs & STANDING.sure) !== 0) head = (theirs & STANDING.deferred) === 0 ? 1 : 2;
      all |= theirs;
    }
    this.#commonContext = all * 3 + head;
  }

  #stand(leaf: number): readonly [World, number] {
    const { world, who } = this.#placed(this.#state);
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

  // All that is needed to know the edges of the states between two marks is known.
  #wayTo(state: number): { readonly parent: number; readonly label: number } {
    const now = this.#state;
    const [low, high, from] = [this.#set.low(state), this.#set.high(state), this.#many];
    for (let parent = this.#trail.before(state); parent < this.#trail.expanded; parent += 1) {
      if (this.isError(parent)) continue;
      this.#gather(parent, true);
      const many = this.#many;
      this.#many = from;
      for (let at = from; at < many; at += 1) {
        if (this.#lows[at] !== low || this.#highs[at] !== high) continue;
        this.#unpack(now);
        return { parent, label: this.#labels[at] ?? 0 };
      }
    }
    throw new Error(`there is no way to state ${state} after all`);
  }

  // Who stands where in a state that a world is in; undefined if it is in another.
  #placeIn(world: World, state: number): Placed | undefined {
    const { tables, queues } = this;
    const layout = this.#layout;
    const there = new Int32Array(this.#count);
    const high = this.#set.high(state);
    layout.split(this.#set.low(state), high, there);
    const here = there.map((_number, leaf) => tables.leaf(world, leaf));
    let queue = queues.number(queueOf(world));
    if (this.#arrangement !== undefined) queue = this.#arrangement.arrange(here, queue);
    const who = this.#arrangement === undefined ? [...here.keys()] : [...this.#arrangement.who];
    const same =
      who.every((leaf, place) => here[leaf] === there[place]) &&
      tables.root(world) === layout.root(high) &&
      queue === layout.queue(high);
    return same ? { world, who } : undefined;
  }
}

// With each leaf there are up to thirty times as many states. More than half a million slots are taken only as needed.
function slotsFor({ ways }: Scope): number {
  return 1 << Math.min(19, 7 + 3 * ways.length);
}

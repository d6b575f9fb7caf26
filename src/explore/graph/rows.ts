import type { Layout } from './layout.js';
import { FAILS, REQUEUE, StepPool, stepsOf } from './steps.js';
import { QUIET_EFFECT, type Tables } from './tables.js';
import type { World } from './world.js';

/** So much can stand in the queue ahead of a leaf's request, and in all of it. */
export const CONTEXTS = 8;
const COMMON_CONTEXTS = 384;
const UNKNOWN = -1;

/** What is known where the root is in a certain state: rows of steps by number, 0 as long as nobody has asked for them. */
export interface Here {
  readonly root: number;
  /** By the place of a leaf, by its state, and by what stands in the queue ahead. */
  readonly leaves: Int32Array;
  /** By what stands in the queue. */
  readonly common: Int32Array;
  /** By the state of a leaf: what it and the root owe; UNKNOWN as long as nobody has asked. */
  readonly debts: Int16Array;
  /** Quiet, where nothing is owed. */
  quiet: number;
}

/** A state that is asked about: what stands at its places, and a world that is in it, which takes long to find. */
export interface Asked {
  /** The state of the leaf at a place, and what stands in the queue ahead of it. */
  leaf(place: number): readonly [own: number, context: number];
  /** The world, and which of its leaves stands at a place. */
  stand(place: number): readonly [World, number];
  world(): World;
}

/** The rows of steps of all states, each made when somebody asks for it first, from the world of whoever asks. */
export class Rows {
  readonly pool = new StepPool();
  readonly #known: (Here | undefined)[] = [];
  /** By error. */
  readonly #owing: (number | undefined)[] = [];

  constructor(
    readonly tables: Tables,
    readonly layout: Layout,
    readonly asked: Asked,
  ) {}

  at(root: number): Here {
    return this.#known[root] ?? (this.#known[root] = this.#enter(root));
  }

  /** What can happen at a leaf's place. */
  leaf(here: Here, leaf: number, at: number): number {
    const known = here.leaves[at] ?? 0;
    return known === 0 ? this.#leafRow(here, leaf, at) : known;
  }

  /** What can happen to nobody in particular, but for quiet. */
  common(here: Here, at: number): number {
    const known = here.common[at] ?? 0;
    return known === 0 ? this.#commonRow(here, at) : known;
  }

  /** What quiet does where nothing is owed. */
  quiet(here: Here): number {
    return here.quiet === 0 ? this.#quietRow(here) : here.quiet;
  }

  /** What quiet does where something is owed: it breaks what the error says. */
  owing(error: number): number {
    return this.#owing[error] ?? (this.#owing[error] = this.#owingRow(error));
  }

  /** What a leaf and the root owe. */
  debt(here: Here, leaf: number, own: number): number {
    const known = here.debts[own] ?? UNKNOWN;
    return known === UNKNOWN ? this.#debt(here, leaf, own) : known;
  }

  #enter(root: number): Here {
    const { count, mostStates } = this.layout;
    return {
      root,
      leaves: new Int32Array(count * mostStates * CONTEXTS),
      common: new Int32Array(COMMON_CONTEXTS),
      debts: new Int16Array(mostStates).fill(UNKNOWN),
      quiet: 0,
    };
  }

  #leafRow({ root, leaves }: Here, leaf: number, at: number): number {
    const { tables, asked } = this;
    const [own, context] = asked.leaf(leaf);
    const first = tables.catalogue.number(0, leaf);
    const alone = tables.leafRows[own] ?? (tables.leafRows[own] = tables.leafRow(...asked.stand(leaf)));
    const shared = tables.rootRows[own] ?? (tables.rootRows[own] = []);
    const also = root * CONTEXTS + context;
    const together = shared[also] ?? (shared[also] = tables.rootRow(...asked.stand(leaf)));
    const steps = stepsOf([alone, together], { leaf, own, root, first }, this.layout, tables.standing);
    return (leaves[at] = this.pool.add(steps));
  }

  #commonRow({ root, common }: Here, at: number): number {
    const { tables, asked } = this;
    const rows = tables.commonRows[root] ?? (tables.commonRows[root] = []);
    const row = tables.commonRow(asked.world());
    rows[at] = row;
    return (common[at] = this.pool.add(stepsOf([row], { leaf: undefined, own: 0, root, first: 0 }, this.layout, [])));
  }

  #quietRow(here: Here): number {
    const { tables, layout, asked } = this;
    const after = tables.rootAfter(asked.world(), { by: 'quiet' });
    tables.quietRoot[here.root] = after;
    const step = [tables.catalogue.quiet, 0, layout.ofRoot(here.root ^ after), QUIET_EFFECT, REQUEUE.stays];
    here.quiet = this.pool.add({ sound: step, all: step });
    return here.quiet;
  }

  #owingRow(error: number): number {
    return this.pool.add({ sound: [], all: [this.tables.catalogue.quiet, error, 0, FAILS, REQUEUE.stays] });
  }

  #debt({ root, debts }: Here, leaf: number, own: number): number {
    const { tables } = this;
    const owed = tables.debtsOf(...this.asked.stand(leaf));
    (tables.debts[own] ?? (tables.debts[own] = []))[root] = owed;
    return (debts[own] = owed);
  }
}

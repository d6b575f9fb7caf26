import { step } from '../../oracle/index.js';
import { catalogueOf, type Catalogue } from './catalogue.js';
import { leafOf, modelOf } from './facts.js';
import type { Label } from './label.js';
import { play } from './moves.js';
import { leafWords, rootWords, standingOf } from './project.js';
import type { Scope } from './scope.js';
import { isUsual } from './usual.js';
import { verdictOf } from './verdict.js';
import type { World } from './world.js';

/** The edges of a leaf, of a leaf with the root, or of the root: numbers, one edge after the other. */
export interface Row {
  /** Kind, leaf afterwards, root afterwards, what it does to others. */
  readonly edges: Int32Array;
  /** Kind, error. */
  readonly errors: Int32Array;
}
/** How many numbers an edge of a row has, and one that breaks a clause. */
export const STRIDE = { edge: 4, error: 2 } as const;
/** The root afterwards, where the edge leaves it as it is, whatever it is. */
export const SAME = -1;

/** Numbers for texts, in the order in which they come. */
export class Numbering {
  readonly #numbers = new Map<string, number>();
  readonly texts: string[] = [];

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

/** The number of what quiet does to everybody; 0 is that of edges that are about one leaf and nobody else. */
export const QUIET_EFFECT = 1;

/** At first there is room for so many effects. */
const FEW_EFFECTS = 32;

/**
 * The machine of one leaf and that of the root, compiled from the oracle's own step: nothing here says what is right.
 * A row is compiled when a state needs it that has not been met before, from a world that is in such a state.
 */
export class Tables {
  readonly catalogue: Catalogue;
  readonly leaves = new Numbering();
  readonly roots = new Numbering();
  readonly errors = new Numbering();
  /** How a leaf's state counts at the root's door: STANDING bits. */
  readonly standing: number[] = [];
  /** By the leaf. */
  readonly leafRows: (Row | undefined)[] = [];
  /** By the leaf, and by the root and what stands in the queue ahead. */
  readonly rootRows: (Row | undefined)[][] = [];
  /** By the root, and by what stands in the queue. */
  readonly commonRows: (Row | undefined)[][] = [];
  readonly quietRoot: (number | undefined)[] = [];
  /** By the leaf and the root: what they owe as long as it is not quiet. */
  readonly debts: (number | undefined)[][] = [];
  /** By effect and leaf: what an edge makes of a leaf that it is not about, -1 as far as that is not known. */
  effects = new Int16Array(0);
  readonly #effects = new Map<string, number>();
  readonly #unions: number[][] = [];

  constructor(
    readonly scope: Scope,
    /** So many states of a leaf can be told apart. */
    readonly most: number,
  ) {
    this.catalogue = catalogueOf(scope);
    this.effects = new Int16Array(FEW_EFFECTS * most).fill(-1);
    this.errors.of('');
  }

  leaf(world: World, leaf: number): number {
    const number = this.leaves.of(`${this.scope.ways[leaf] ?? ''} ${leafWords(world, leaf)}`);
    if (number >= this.most) {
      throw new RangeError('a leaf has too many states for this scope: take fewer behaviours');
    }
    this.standing[number] ??= standingOf(world, leaf);
    return number;
  }

  root(world: World): number {
    return this.roots.of(rootWords(world));
  }

  /** Both errors in one. */
  union(a: number, b: number): number {
    if (a === 0 || a === b) return b;
    if (b === 0) return a;
    const unions = this.#unions[a] ?? (this.#unions[a] = []);
    const known = unions[b];
    if (known !== undefined) return known;
    const names = new Set(`${this.errors.texts[a] ?? ''} ${this.errors.texts[b] ?? ''}`.split(' '));
    const both = this.errors.of([...names].sort().join(' '));
    unions[b] = both;
    return both;
  }

  leafRow(world: World, leaf: number): Row {
    return this.#row(world, leaf, 'leaf');
  }

  rootRow(world: World, leaf: number): Row {
    return this.#row(world, leaf, 'root');
  }

  /** The edges that concern no leaf in particular, but for quiet. */
  commonRow(world: World): Row {
    const root = this.root(world);
    const edges: number[] = [];
    const errors: number[] = [];
    for (const [at, kind] of this.catalogue.common.entries()) {
      const next = at === this.catalogue.quiet ? undefined : this.#next(world, kind.of(0));
      if (next === undefined) continue;
      if (next.error !== 0) errors.push(at, next.error);
      else {
        const after = this.root(next.world);
        edges.push(at, 0, after, this.#effect(`common ${at} ${root} ${after}`));
      }
    }
    return { edges: Int32Array.from(edges), errors: Int32Array.from(errors) };
  }

  #row(world: World, leaf: number, reach: 'leaf' | 'root'): Row {
    const root = this.root(world);
    const edges: number[] = [];
    const errors: number[] = [];
    for (const at of this.catalogue.ofLeaf[leaf] ?? []) {
      const kind = this.catalogue.kinds[at];
      const next = kind?.reach === reach ? this.#next(world, kind.of(leaf)) : undefined;
      if (next === undefined) continue;
      if (next.error !== 0) {
        errors.push(at, next.error);
        continue;
      }
      const after = this.root(next.world);
      if (reach === 'leaf' && after !== root) throw new Error(`${JSON.stringify(kind?.of(leaf))} changes the root`);
      const own = this.leaf(next.world, leaf);
      edges.push(at, own, ...(reach === 'leaf' ? [SAME, 0] : [after, this.#effect(`${at} ${root} ${after}`)]));
    }
    return { edges: Int32Array.from(edges), errors: Int32Array.from(errors) };
  }

  /** The leaf after a label that is about somebody else, or about nobody. */
  bystander(world: World, label: number, leaf: number): number {
    return this.leaf(this.#after(world, this.catalogue.labels[label]), leaf);
  }

  /** The root after a label. */
  rootAfter(world: World, label: Label): number {
    return this.root(this.#after(world, label));
  }

  /** What a leaf and the root owe, whatever the other leaves do. */
  debtsOf(world: World, leaf: number): number {
    const model = modelOf(world);
    const joins = new Map([...model.joins].filter(([, join]) => leafOf(world, join) === leaf));
    const { violations } = step({ ...world.oracle, model: { ...model, joins } }, { kind: 'settled', by: 'provider' });
    return this.errors.of(
      verdictOf(
        { by: 'quiet' },
        violations.map(({ clause }) => clause),
      ),
    );
  }

  #after(world: World, label: Label | undefined): World {
    const next = label === undefined ? undefined : play(world, label);
    if (next === undefined) throw new Error(`${JSON.stringify(label)} makes no sense here after all`);
    return next.world;
  }

  #next(world: World, label: Label): { readonly world: World; readonly error: number } | undefined {
    const played = play(world, label);
    if (played === undefined) return undefined;
    if (played.clauses.length > 0) return { world, error: this.errors.of(verdictOf(label, played.clauses)) };
    return this.scope.answers === 'usual' && !isUsual(world, label) ? undefined : { world: played.world, error: 0 };
  }

  #effect(name: string): number {
    const known = this.#effects.get(name);
    if (known !== undefined) return known;
    const number = this.#effects.size + QUIET_EFFECT + 1;
    this.#effects.set(name, number);
    if ((number + 1) * this.most > this.effects.length) {
      const more = new Int16Array(2 * this.effects.length).fill(-1);
      more.set(this.effects);
      this.effects = more;
    }
    return number;
  }

  /** What an effect makes of each leaf, as far as it is known. */
  effect(number: number): Int16Array {
    return this.effects.subarray(number * this.most, (number + 1) * this.most);
  }

  /** How many effects there are. */
  get effectCount(): number {
    return this.#effects.size + QUIET_EFFECT + 1;
  }
}

import { count } from './census.js';
import { Product } from './product.js';
import { STANDING } from './project.js';
import type { Scope } from './scope.js';
import { QUIET_EFFECT, SAME, type Row } from './tables.js';

/**
 * The compiled tables of a scope, as plain data, for tools that explore it by other means. All numbers are those of the
 * tables: states of leaves and of the root, kinds of labels, effects, errors (0: none).
 */
export interface Machine {
  readonly scope: Scope;
  readonly leafStates: readonly string[];
  readonly rootStates: readonly string[];
  readonly errors: readonly string[];
  readonly initial: { readonly root: number; readonly leaves: readonly number[] };
  /** The kinds of labels of each leaf, and how many concern nobody in particular. */
  readonly kinds: readonly (readonly number[])[];
  readonly common: number;
  /** By the leaf's state; then by eight times the root's state plus the context; then by the root's state and the context. */
  readonly leafRows: readonly (Row | undefined)[];
  readonly rootRows: readonly (readonly (Row | undefined)[] | undefined)[];
  readonly commonRows: readonly (readonly (Row | undefined)[] | undefined)[];
  /** What an effect makes of a leaf's state. */
  readonly effects: readonly (readonly (number | undefined)[] | undefined)[];
  readonly quietLeaf: readonly (number | undefined)[];
  readonly quietRoot: readonly (number | undefined)[];
  /** By the leaf's state and the root's: what is owed. */
  readonly debts: readonly (readonly (number | undefined)[] | undefined)[];
  /** How a leaf's state counts in the queue: bits of STANDING. */
  readonly standing: readonly number[];
  /** Two errors in one. */
  union(a: number, b: number): number;
  /** Stands in a row for the root's state as it is. */
  readonly same: number;
  readonly bits: typeof STANDING;
}

/** Compiles a scope, by exploring it whole. */
export function machineOf(scope: Scope): Machine {
  const product = new Product(scope);
  const { root, leaves } = product.initial();
  count(product);
  const { tables } = product;
  return {
    scope,
    leafStates: tables.leaves.texts,
    rootStates: tables.roots.texts,
    errors: tables.errors.texts,
    initial: { root, leaves },
    kinds: tables.catalogue.ofLeaf,
    common: tables.catalogue.common.length,
    leafRows: tables.leafRows,
    rootRows: tables.rootRows,
    commonRows: tables.commonRows,
    effects: Array.from({ length: tables.effectCount }, (_none, effect) => knownOf(tables.effect(effect))),
    quietLeaf: knownOf(tables.effect(QUIET_EFFECT)),
    quietRoot: tables.quietRoot,
    debts: tables.debts,
    standing: tables.standing,
    union: (a, b) => tables.union(a, b),
    same: SAME,
    bits: STANDING,
  };
}

function knownOf(effect: Iterable<number>): readonly (number | undefined)[] {
  return Array.from(effect, (after) => (after < 0 ? undefined : after));
}

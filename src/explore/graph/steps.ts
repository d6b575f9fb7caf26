import type { Layout } from './layout.js';
import { STANDING } from './project.js';
import { SAME, STRIDE, type Row } from './tables.js';

/** A step as numbers: its label, what changes in the low word and in the high one, its effect, and its REQUEUE. */
export const STEP = 5;
/** Instead of an effect: the step breaks a clause, and its low word is the error. */
export const FAILS = -1;
/** What a step does to a leaf's place in the queue. */
export const REQUEUE = { stays: 0, goes: 1, comes: 2 } as const;

/** What can happen at one leaf's place, or at nobody's in particular, while leaf and root are in certain states. */
export interface Steps {
  /** Those that break nothing. */
  readonly sound: readonly number[];
  /** All of them, in the order of the rows. */
  readonly all: readonly number[];
}

/** Whose steps they are. */
export interface Whose {
  /** Its place; undefined for nobody's. */
  readonly leaf: number | undefined;
  /** The state that it is in; 0 for nobody's. */
  readonly own: number;
  readonly root: number;
  /** What is added to the kind of an edge to make its label. */
  readonly first: number;
}

const OUTSTANDING = STANDING.waiting | STANDING.withdrawn;

/** How a leaf's place in the queue changes with its state. */
export function requeueOf(standing: readonly number[], before: number, after: number): number {
  const was = ((standing[before] ?? 0) & OUTSTANDING) !== 0;
  const is = ((standing[after] ?? 0) & OUTSTANDING) !== 0;
  return was === is ? REQUEUE.stays : was ? REQUEUE.goes : REQUEUE.comes;
}

/** The edges of rows as steps of whoever they are about. */
export function stepsOf(
  rows: readonly Row[],
  { leaf, own, root, first }: Whose,
  layout: Layout,
  standing: readonly number[],
): Steps {
  const all: number[] = [];
  const sound: number[] = [];
  for (const { edges, errors } of rows) {
    for (let at = 0; at < errors.length; at += STRIDE.error) {
      all.push(first + (errors[at] ?? 0), errors[at + 1] ?? 0, 0, FAILS, REQUEUE.stays);
    }
    for (let at = 0; at < edges.length; at += STRIDE.edge) {
      const [kind = 0, after = 0, rootAfter = SAME, effect = 0] = edges.subarray(at, at + STRIDE.edge);
      const turned = leaf === undefined ? 0 : own ^ after;
      const ofRoot = rootAfter === SAME ? 0 : layout.ofRoot(root ^ rootAfter);
      const step = [
        first + kind,
        layout.low(leaf ?? 0, turned),
        layout.high(leaf ?? 0, turned) ^ ofRoot,
        effect,
        leaf === undefined ? REQUEUE.stays : requeueOf(standing, own, after),
      ];
      all.push(...step);
      sound.push(...step);
    }
  }
  return { sound, all };
}

/** So many numbers the pool keeps of each row. */
export const ROW = 4;

/** Steps one behind the other in one array, so that whoever goes through them stays in one place of memory. */
export class StepPool {
  /** The steps. */
  numbers = new Int32Array(0);
  /** By row: where in `numbers` its sound steps begin and end; all of them begin there, and end; how many those are. */
  rows = new Int32Array(0);
  #used = 0;
  #count = 0;

  /** The number of a row of steps: one that cannot be 0. */
  add({ sound, all }: Steps): number {
    this.#count += 1;
    const at = this.#count * ROW;
    const middle = this.#used + sound.length;
    const end = middle + all.length;
    this.rows = roomIn(this.rows, at + ROW);
    this.rows.set([this.#used, middle, end, all.length / STEP], at);
    this.numbers = roomIn(this.numbers, end);
    this.numbers.set(sound, this.#used);
    this.numbers.set(all, middle);
    this.#used = end;
    return this.#count;
  }
}

function roomIn(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (array.length >= length) return array;
  const longer = new Int32Array(Math.max(length, 2 * array.length));
  longer.set(array);
  return longer;
}

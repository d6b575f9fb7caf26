import type { Queues } from './queue.js';
import type { Scope } from './scope.js';

// A leaf's number in its sort key goes before its place in the queue, of which there are at most so many.
const PLACES = 8;

/**
 * Arranges leaves that came in the same way, so that states which differ only in who is who become one: by the leaf's
 * state, and then by its place in the queue. Leaves that are equal in both are alike to everybody.
 */
export class Arrangement {
  readonly #groups: readonly (readonly number[])[];
  readonly #queues: Queues;
  readonly #relabelled = new Map<number, number>();
  readonly #keys: number[];
  /** Who stands at each place after `arrange`: `who[place]` is where the leaf stood before. */
  readonly who: number[];

  constructor({ ways }: Scope, queues: Queues) {
    this.#groups = [...new Set(ways)].map((way) => ways.flatMap((it, leaf) => (it === way ? [leaf] : [])));
    this.#queues = queues;
    this.#keys = ways.map(() => 0);
    this.who = ways.map((_way, leaf) => leaf);
  }

  /** Finds the order, and gives the queue in it. */
  arrange(leaves: Int32Array, queue: number): number {
    const { who } = this;
    for (let leaf = 0; leaf < leaves.length; leaf += 1) {
      this.#keys[leaf] = (leaves[leaf] ?? 0) * PLACES;
      who[leaf] = leaf;
    }
    let place = 0;
    for (const { leaf } of this.#queues.at(queue)) {
      place += 1;
      this.#keys[leaf] = (this.#keys[leaf] ?? 0) + place;
    }
    for (const group of this.#groups) this.#sort(group);
    return queue === 0 ? 0 : this.#relabel(queue);
  }

  // Few leaves, nearly sorted: one at a time is put where it belongs.
  #sort(group: readonly number[]): void {
    const { who } = this;
    for (let at = 1; at < group.length; at += 1) {
      const moving = who[group[at] ?? 0] ?? 0;
      const key = this.#keys[moving] ?? 0;
      let to = at;
      for (; to > 0; to -= 1) {
        const before = who[group[to - 1] ?? 0] ?? 0;
        if ((this.#keys[before] ?? 0) <= key) break;
        who[group[to] ?? 0] = before;
      }
      who[group[to] ?? 0] = moving;
    }
  }

  #relabel(queue: number): number {
    let code = queue;
    for (const leaf of this.who) code = code * PLACES + leaf;
    const known = this.#relabelled.get(code);
    if (known !== undefined) return known;
    const next = this.#queues.number(
      this.#queues.at(queue).map(({ leaf, later }) => ({ leaf: this.who.indexOf(leaf), later })),
    );
    this.#relabelled.set(code, next);
    return next;
  }
}

/** One outstanding request: whose, and whether all was quiet between it and the one before. */
export interface Waiting {
  readonly leaf: number;
  readonly later: boolean;
}

/** The queues of requests that occur in a graph, by number; 0 is the empty one. */
export class Queues {
  readonly #numbers = new Map<number, number>();
  readonly #queues: (readonly Waiting[])[] = [];
  // By queue and leaf, by queue and leaf and whether it is later: the queue afterwards.
  readonly #without: (number | undefined)[] = [];
  readonly #withLast: (number | undefined)[] = [];

  constructor() {
    this.number([]);
  }

  get size(): number {
    return this.#queues.length;
  }

  at(number: number): readonly Waiting[] {
    const queue = this.#queues[number];
    if (queue === undefined) throw new RangeError(`there is no queue ${number}`);
    return queue;
  }

  number(queue: readonly Waiting[]): number {
    const code = queue.reduce((sum, { leaf, later }) => sum * 16 + leaf * 2 + (later ? 1 : 0) + 1, 0);
    const known = this.#numbers.get(code);
    if (known !== undefined) return known;
    const number = this.#queues.push(queue) - 1;
    this.#numbers.set(code, number);
    return number;
  }

  /** The queue without a leaf's request. */
  without(number: number, leaf: number): number {
    const key = number * 8 + leaf;
    const known = this.#without[key];
    if (known !== undefined) return known;
    const queue = this.at(number);
    const place = queue.findIndex((it) => it.leaf === leaf);
    const rest = queue.flatMap((it, at) => {
      if (at === place) return [];
      // Who was after quiet behind the one that goes is so behind the one before, too; nobody is behind nobody.
      if (at !== place + 1) return [it];
      return [{ leaf: it.leaf, later: place > 0 && (it.later || queue[place]?.later === true) }];
    });
    const next = this.number(rest);
    this.#without[key] = next;
    return next;
  }

  /** The queue with a leaf's request at its end. */
  withLast(number: number, leaf: number, later: boolean): number {
    const key = number * 16 + leaf * 2 + (later ? 1 : 0);
    const known = this.#withLast[key];
    if (known !== undefined) return known;
    const queue = this.at(number);
    const next = this.number([...queue, { leaf, later: later && queue.length > 0 }]);
    this.#withLast[key] = next;
    return next;
  }
}

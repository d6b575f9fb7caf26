/** One direction of one connection, as far as it goes between hosts of this process. */
export interface Lane {
  /** Something was sent on it. */
  sent(): void;
  /** Something that was sent has arrived, and all that it sets off has been set off. */
  arrived(): void;
  /** Nothing more will arrive on it. */
  dead(): void;
}

/** A connection's two lanes, as one of its ends sees them. */
export interface Lanes {
  readonly out: Lane;
  readonly in: Lane;
}

interface Pair {
  readonly target: string;
  readonly forth: CountedLane;
  readonly back: CountedLane;
  /** Whether the listening end has taken the connection from the system. */
  taken: boolean;
}

/**
 * What is under way between hosts that share one process: with both ends of each connection in sight, it can be counted,
 * so that nobody has to wait for time to pass. Of what comes from elsewhere, or goes there, it knows nothing.
 */
export class Traffic {
  /** The addresses of the hosts of this process. */
  readonly addresses = new Set<string>();
  /** Where they listen, as `address:port`. */
  readonly served = new Set<string>();
  readonly #pairs = new Map<string, Pair>();
  #underWay = 0;
  #waiting: (() => void)[] = [];

  /** Something begins; the function that is given says that it has ended. */
  begin(): () => void {
    let over = false;
    this.#count(1);
    return () => {
      if (!over) this.#count(-1);
      over = true;
    };
  }

  /** The lanes of a connection to `target` at the end that made it. */
  caller(from: string, target: string): Lanes {
    const pair = this.#pairOf(from, target);
    // Made in vain: the listening end went before it took the connection, and the system resets it.
    if (!pair.taken && !this.served.has(target)) pair.forth.dead();
    return { out: pair.forth, in: pair.back };
  }

  /** The lanes of a connection at the end that was listening. */
  callee(from: string, target: string): Lanes {
    const pair = this.#pairOf(from, target);
    pair.taken = true;
    return { out: pair.back, in: pair.forth };
  }

  /** Nobody listens at an address any more: connections that the system had not handed over are lost. */
  deserted(target: string): void {
    this.served.delete(target);
    for (const pair of this.#pairs.values()) if (pair.target === target && !pair.taken) pair.forth.dead();
  }

  /** Is kept when nothing is under way. */
  async quiet(): Promise<void> {
    while (this.#underWay > 0) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  #pairOf(from: string, target: string): Pair {
    const key = `${from} ${target}`;
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const count = (change: number): void => {
      this.#count(change);
    };
    const forget = (): void => {
      if (pair.forth.isDead && pair.back.isDead && this.#pairs.get(key) === pair) this.#pairs.delete(key);
    };
    const pair: Pair = {
      target,
      forth: new CountedLane(count, forget),
      back: new CountedLane(count, forget),
      taken: false,
    };
    this.#pairs.set(key, pair);
    return pair;
  }

  #count(change: number): void {
    this.#underWay += change;
    if (this.#underWay > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}

class CountedLane implements Lane {
  isDead = false;
  #underWay = 0;

  constructor(
    private readonly count: (change: number) => void,
    private readonly forget: () => void,
  ) {}

  sent(): void {
    if (this.isDead) return;
    this.#underWay += 1;
    this.count(1);
  }

  arrived(): void {
    if (this.isDead || this.#underWay === 0) return;
    this.#underWay -= 1;
    this.count(-1);
  }

  dead(): void {
    if (this.isDead) return;
    this.isDead = true;
    const lost = this.#underWay;
    this.#underWay = 0;
    this.forget();
    if (lost > 0) this.count(-lost);
  }
}

import type { NodeName } from '../../src/provider.js';
import { unsafeUniformIntDistribution, xoroshiro128plus, type RandomGenerator } from 'pure-rand';

/** What a message is about. */
export type MessageKind =
  /** "I invite you", "admit me", "include me". */
  | 'request'
  /** The answer to a request: yes. */
  | 'acceptance'
  /** The answer to a request: no, and why. */
  | 'refusal'
  /** One end has gone, or no longer wants what it asked for. */
  | 'parting'
  /** Session data. */
  | 'data'
  /** A network event that the variation of the provider tells later than it could. */
  | 'indication';

/** Something on its way: `arrive` is what happens at the far end. */
interface Message {
  readonly kind: MessageKind;
  arrive(): void;
}

/** One direction of one connection: what is sent on it arrives in order. */
export interface Line {
  readonly from: NodeName;
  readonly to: NodeName;
  readonly messages: Message[];
}

/** A line on which nothing is under way. */
export function newLine(from: NodeName, to: NodeName): Line {
  return { from, to, messages: [] };
}

/**
 * All lines between all nodes, in virtual time: nothing arrives by itself; each step lets the oldest message of one
 * line arrive, and the seed chooses the line.
 */
export class Wire {
  #random: RandomGenerator;
  readonly #busy: Line[] = [];

  constructor(seed: number) {
    this.#random = xoroshiro128plus(seed);
  }

  /** Sends a message. */
  post(line: Line, kind: MessageKind, arrive: () => void): void {
    if (line.messages.length === 0) this.#busy.push(line);
    line.messages.push({ kind, arrive });
  }

  /** Lets one message arrive; false if none is under way. */
  step(): boolean {
    return this.#arrive(this.#choose());
  }

  /** Lets the message arrive that leads the line between two nodes; of several lines, the one that was busy first. */
  deliver(from: NodeName, to: NodeName): boolean {
    return this.#arrive(this.#busy.findIndex((line) => line.from === from && line.to === to));
  }

  /** Between which nodes something is under way. */
  underWay(): readonly Pick<Line, 'from' | 'to'>[] {
    return [...this.#busy];
  }

  #arrive(chosen: number): boolean {
    const line = this.#busy[chosen];
    const message = line?.messages.shift();
    if (line === undefined || message === undefined) return false;
    if (line.messages.length === 0) this.#busy.splice(chosen, 1);
    message.arrive();
    return true;
  }

  /** Lets everything arrive, and what follows from it too. */
  settle(): void {
    while (this.step());
  }

  /** Remembers what is under way on which line, and what chance will choose; what is on each line is its own affair. */
  checkpoint(): () => void {
    const lines = [...this.#busy];
    const random = this.#random.clone();
    return () => {
      while (this.#busy.length > 0) this.#busy.pop();
      this.#busy.push(...lines);
      this.#random = random.clone();
    };
  }

  /** Forgets everything that is under way. */
  clear(): void {
    for (const line of this.#busy) line.messages.length = 0;
    this.#busy.length = 0;
  }

  #choose(): number {
    return this.#busy.length < 2 ? 0 : unsafeUniformIntDistribution(0, this.#busy.length - 1, this.#random);
  }
}

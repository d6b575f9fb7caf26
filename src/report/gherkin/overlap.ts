import type { CallEvent } from '../../trace/index.js';
import type { Moment } from './moments.js';
import { actorText, type People, type Person } from './people.js';

/** What a scenario tells of calls that are kept in flight while others act. */
export class Overlap {
  /** Whose calls are in flight, as far as it has been told. */
  readonly #away = new Map<number, Person['name']>();
  readonly #landed = new Set<number>();

  /** What comes before the sentence of a call. */
  takesOff({ id }: CallEvent, who: Person): string {
    this.#away.set(id, who.name);
    return `the next call of ${actorText(who.name)} is kept in flight`;
  }

  /** What is said when a call returns; undefined where nobody would understand it. */
  lands({ id }: CallEvent): string | undefined {
    const name = this.#away.get(id);
    if (name === undefined) return undefined;
    this.#away.delete(id);
    this.#landed.add(id);
    return `the call of ${actorText(name)} returns`;
  }

  /** Before a moment is told: what has to have returned for it, and had not, would go another way. */
  before(moment: Moment, people: People): void {
    if (moment.is === 'quiet') this.beforeThen();
    const who = moment.is === 'return' ? undefined : doerOf(moment, people);
    for (const [id, name] of this.#away) if (name === who?.name) this.#away.delete(id);
  }

  /** Before each Then everything returns. */
  beforeThen(): void {
    this.#away.clear();
  }

  /** Whether it has been told when a call returned, if it ever did. */
  hasTold(id: number): boolean {
    return this.#landed.has(id) || this.#away.has(id);
  }
}

/** Who does something; undefined where it is nobody in particular, or no sentence can name them. */
export function doerOf(moment: Moment, people: People): Person | undefined {
  if (moment.is === 'receive') return people.ownerOf(moment.node, moment.socket);
  if (moment.is !== 'call' && moment.is !== 'return') return undefined;
  const { node, args } = moment.call;
  return 'socket' in args ? people.ownerOf(node, args.socket) : people.all().find((person) => person.node === node);
}

import type { Flow } from '../../port/index.js';
import type { Flight } from '../../run/index.js';
import type { Move } from '../move.js';
import { recall } from '../observe.js';
import { overlaid } from '../overlay.js';
import { begin } from '../perform.js';
import { ROOT } from '../plan.js';
import { knocked, seatOf, type Facts, type Scene } from '../scene.js';

/** Somebody in a session. */
export interface Person {
  readonly session: number;
  readonly name: string;
}

/** The calls of a walk that are kept in flight. Whoever waits for one to return does nothing else. */
export interface Flights {
  isBusy(person: Person): boolean;
  /** Who waits, in the order of their calls. */
  busy(): readonly Person[];
  /** Makes a move, and does not wait for the return of its call. Where that is there at once, nothing is in flight. */
  begin(person: Person, scene: Scene, move: Move): Flow<Scene>;
  /** Lets the call of somebody return; undefined if he waits for none. */
  land(person: Person, scene: Scene): Flow<Scene | undefined>;
}

/** A move whose call has not returned. */
interface Pending {
  readonly person: Person;
  /** What was known when it began; of whom it asks, also that he has been asked. */
  readonly before: Facts;
  readonly flight: Flight<Facts>;
}

/** Nothing is in flight. */
export function flights(): Flights {
  const pending = new Map<string, Pending>();
  const key = ({ session, name }: Person): string => `${session} ${name}`;
  return {
    isBusy: (person) => pending.has(key(person)),
    busy: () => [...pending.values()].map(({ person }) => person),
    *begin(person, scene, move) {
      const begun = begin(scene, move);
      if ('done' in begun) return { ...scene, facts: begun.done };
      if ('rest' in begun) return { ...scene, facts: yield* begun.rest };
      // Whoever is asked may hear of it before the call returns.
      const facts = asked(scene, move);
      pending.set(key(person), { person, before: facts, flight: begun.flight });
      return { ...scene, facts };
    },
    *land(person, scene) {
      const it = pending.get(key(person));
      if (it === undefined) return undefined;
      scene.live.note(`the call of ${person.name} returns`);
      const after = yield* it.flight.land();
      pending.delete(key(person));
      const facts = overlaid(it.before, after, scene.facts);
      return recall({ ...scene, facts }, person.name, it.before.seen);
    },
  };
}

function asked(scene: Scene, move: Move): Facts {
  if (move.kind === 'ask') return knocked(scene.facts, ROOT);
  return move.kind === 'invite' ? knocked(scene.facts, seatOf(scene, move.guest).name) : scene.facts;
}

import { wait, type Flow } from '../../port/index.js';
import type { LiveCase } from '../../run/index.js';
import { arrivalNote } from '../../trace/index.js';
import { isBroken } from '../in-case.js';
import type { MoveKind } from '../move.js';
import { attend, observe } from '../observe.js';
import { makesSense, perform } from '../perform.js';
import { performerOf } from '../performer.js';
import { among, people } from '../plan.js';
import { bringToRest, endSession, probe } from '../rest.js';
import { execution, type Execution, type Performed, type PlayOptions } from '../run-plan.js';
import { membersOf, type Scene } from '../scene.js';
import { setScene } from '../set-scene.js';
import { flights, type Flights, type Person } from './flights.js';
import { lensOn } from './lens.js';
import { endsOf, nodesOf, suffixOf, type Line, type Step, type Walk } from './walk.js';

/** A walk under way. */
export interface Hike {
  readonly live: LiveCase;
  /** By session. */
  readonly scenes: Scene[];
  readonly flights: Flights;
  readonly performed: MoveKind[];
}

/** So many texts are sent in a session at most. */
const TEXTS_EACH = 100_000;

/** Where a walk leads whose steps have not been chosen. */
export type Lead = (hike: Hike) => Flow<void>;

/**
 * Goes on a walk: sets the scene of each session, makes the steps, and then, session by session, brings everything to
 * rest, lets everybody speak, and ends. It stops at the first violation. A fault does not throw.
 */
export function runWalk(walk: Walk, options: Omit<PlayOptions, 'seed'>, lead: Lead): Flow<Execution> {
  return execution(nodesOf(walk), { ...options, seed: walk.seed }, (live) => hikeOn(live, walk, lead));
}

function* hikeOn(live: LiveCase, walk: Walk, lead: Lead): Flow<Performed> {
  const scenes: Scene[] = [];
  const hike: Hike = { live, scenes, flights: flights(), performed: [] };
  for (const [session, plan] of walk.sessions.entries()) {
    const scene = yield* setScene(lensOn(live, session), plan);
    const isBusy = (name: string): boolean => hike.flights.isBusy({ session, name });
    // No text is sent twice in a case: it says whose it is.
    scenes.push({ ...scene, isBusy, facts: { ...scene.facts, texts: session * TEXTS_EACH } });
  }
  if (walk.steps === undefined) yield* lead(hike);
  else yield* follow(hike, walk.steps);
  yield* landAll(hike);
  for (const end of [bringToRest, probe, endSession]) {
    for (const [session, scene] of scenes.entries()) {
      if (isBroken(hike)) return { performed: hike.performed, members: [] };
      scenes[session] = yield* end(yield* attend(observe(scene)));
    }
  }
  return { performed: hike.performed, members: scenes.flatMap(membersOf) };
}

function* follow(hike: Hike, steps: readonly Step[]): Flow<void> {
  for (const step of steps) {
    if (isBroken(hike)) return;
    if ('line' in step) hike.live.note(noteOf(hike, step));
    yield* take(hike, step);
  }
}

function noteOf({ scenes }: Hike, { session, line, guest }: Extract<Step, { readonly line: Line }>): string {
  const plan = scenes[session]?.plan;
  if (line === 'any' || plan === undefined) return arrivalNote({ messages: 1 });
  const [from, to] = endsOf(plan, line, guest).map((name) => `${name}${suffixOf(session)}`);
  return arrivalNote({ from: from ?? '', to: to ?? '', messages: 1 });
}

/** Makes one step; false if it makes no sense now, or nothing was on the line. */
export function* take(hike: Hike, step: Step): Flow<boolean> {
  if (!(yield* taken(hike, step))) return false;
  for (const [session, it] of hike.scenes.entries()) hike.scenes[session] = yield* attend(observe(it));
  return true;
}

function* taken(hike: Hike, step: Step): Flow<boolean> {
  const { session } = step;
  const scene = hike.scenes[session];
  if (scene === undefined) return false;
  if ('line' in step) {
    const { live } = scene;
    const [from, to] = endsOf(scene.plan, step.line, step.guest);
    return yield* wait(step.line === 'any' ? live.takeStep() : live.deliver(from, to));
  }
  if ('returns' in step) return yield* land(hike, { session, name: among(people(scene.plan), step.returns) });
  const name = performerOf(scene.plan, step.move);
  if (name === undefined) {
    // While something is in flight there is no quiet.
    yield* landAll(hike);
    hike.scenes[session] = yield* perform(hike.scenes[session] ?? scene, step.move);
  } else {
    const person = { session, name };
    if (hike.flights.isBusy(person) || !makesSense(scene, step.move)) return false;
    const held = step.holds === true;
    hike.scenes[session] = yield* held ? hike.flights.begin(person, scene, step.move) : perform(scene, step.move);
  }
  hike.performed.push(step.move.kind);
  return true;
}

/** Lets everything return that is in flight, in the order of the calls. */
function* landAll(hike: Hike): Flow<void> {
  for (const person of hike.flights.busy()) if (!isBroken(hike)) yield* land(hike, person);
}

function* land({ flights, scenes }: Hike, person: Person): Flow<boolean> {
  const scene = scenes[person.session];
  const landed = scene === undefined ? undefined : yield* flights.land(person, scene);
  if (landed === undefined) return false;
  scenes[person.session] = landed;
  return true;
}

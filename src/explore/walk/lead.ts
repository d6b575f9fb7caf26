import type { Flow } from '../../port/index.js';
import { isBroken } from '../in-case.js';
import { guestName, people, ROOT } from '../plan.js';
import { actorsOf, candidatesFor, type Actor } from './actors.js';
import { chanceOf, shuffled, type Chance } from './chance.js';
import type { Coverage } from './coverage.js';
import { habitsOf, type Habits, type Strategy } from './habits.js';
import { take, type Hike, type Lead } from './run-walk.js';
import { situationsOf, type Situations } from './situations.js';
import { suffixOf, type Step, type Walk } from './walk.js';

/** For each who takes part, there are so many steps at most. */
const STEPS_EACH = 20;
/** A leaf does so many things at most, and a root so many for each leaf. */
const MOST_OF_LEAF = 8;
const MOST_OF_ROOT = 6;
/** So often all that is under way arrives at once. */
const MOST_OF_CALM = 3;
/** A root considers so many leaves at a time. */
const CONSIDERED = 4;
/** How often somebody waits for what he is told rather than do something, as the weights of moves have it. */
const PATIENCE = 10;
/** So often those who wait in vain are woken. */
const MOST_WAKES = 4;
/** In one walk out of so many, something may end for good while it goes on. */
const ENDINGS = 4;
/** In some walks many calls are kept in flight, in some there are few, in some none: so many in a hundred. */
const HELD = [0, 30, 80];
/** One in so many times a call that is in flight returns, when it could. */
const SLOWNESS = 3;

/** Chooses the steps of a walk as it goes, and adds them to `made`. */
export function leadOf(walk: Walk, strategy: Strategy, coverage: Coverage | undefined, made: Step[]): Lead {
  return (hike) => wander(troupeOf(hike, walk, strategy, coverage), made);
}

/** What there is to know of those who walk. */
interface Troupe {
  readonly hike: Hike;
  readonly actors: readonly Actor[];
  readonly most: number;
  readonly chance: Chance;
  readonly coverage: Coverage | undefined;
  readonly mayEnd: boolean;
  /** So many calls in a hundred are kept in flight, if the provider answers by promise. */
  readonly held: number;
  readonly habits: Habits;
  readonly situation: Situations;
  /** How often each may still do something. */
  readonly left: number[];
  /** From which event on each waits for being told something; -1 where he does not wait. */
  readonly since: number[];
}

function troupeOf(hike: Hike, { sessions, seed }: Walk, strategy: Strategy, coverage: Coverage | undefined): Troupe {
  const chance = chanceOf(seed);
  const actors = actorsOf(sessions, hike.live.testbed.deliver !== undefined);
  const most = STEPS_EACH * sessions.reduce((sum, { guests }) => sum + guests.length + 1, 0);
  return {
    ...{ hike, actors, most, chance, coverage },
    habits: habitsOf(strategy, chance),
    mayEnd: chance.below(ENDINGS) === 0,
    held: hike.live.answersLater() ? (HELD[chance.below(HELD.length)] ?? 0) : 0,
    situation: situationsOf(hike),
    left: actors.map((actor) => enough(actor, sessions[actor.session]?.guests.length ?? 1, chance)),
    since: actors.map(() => -1),
  };
}

function* wander(troupe: Troupe, made: Step[]): Flow<void> {
  const { hike, actors, chance, left, since } = troupe;
  let wakes = 0;
  for (let steps = 0; steps < troupe.most && !isBroken(hike);) {
    const before = steps;
    for (const number of shuffled(actors.length, chance)) {
      const actor = actors[number];
      if (actor === undefined || (left[number] ?? 0) <= 0 || waits(troupe, number, actor)) continue;
      const step = stepOf(troupe, actor);
      if (step === 'waits') since[number] = hike.live.trace().length;
      if (step === 'waits' || step === undefined) continue;
      const taken = yield* take(hike, step);
      // Where nothing arrives, time passes all the same, and a call that is in flight gets on.
      if (taken || ('line' in step && hike.flights.busy().length > 0)) made.push(step);
      if (!taken) continue;
      left[number] = (left[number] ?? 0) - 1;
      meet(troupe, step);
      steps += 1;
      break;
    }
    if (steps > before) continue;
    if (wakes === MOST_WAKES || since.every((from) => from < 0)) return;
    wakes += 1;
    since.fill(-1);
  }
}

function enough(actor: Actor, leaves: number, chance: Chance): number {
  switch (actor.is) {
    case 'leaf':
      return 1 + chance.below(MOST_OF_LEAF);
    case 'root':
      return MOST_OF_ROOT * leaves + 2;
    case 'calm':
      return chance.below(MOST_OF_CALM + 1);
    case 'line':
      return Number.POSITIVE_INFINITY;
  }
}

/** Whoever waits goes on as soon as he is told something. */
function waits({ hike: { live, scenes }, since }: Troupe, number: number, actor: Actor): boolean {
  const from = since[number] ?? -1;
  const plan = scenes[actor.session]?.plan;
  if (from < 0 || plan === undefined) return false;
  const node = `${actor.is === 'leaf' ? guestName(plan, actor.guest) : ROOT}${suffixOf(actor.session)}`;
  const trace = live.trace();
  let at = from;
  for (; at < trace.length; at += 1) {
    const event = trace[at];
    if (event?.kind === 'indication' && event.node === node) break;
  }
  since[number] = at < trace.length ? -1 : at;
  return at === trace.length;
}

/** What somebody does next: nothing where nothing makes sense. */
function stepOf(troupe: Troupe, actor: Actor): Step | 'waits' | undefined {
  const { session } = actor;
  if (actor.is === 'line') return { session, line: actor.line, guest: actor.guest };
  if (actor.is === 'calm') return { session, move: { kind: 'quiet' } };
  const { hike, chance, mayEnd, habits, held } = troupe;
  const scene = hike.scenes[session];
  if (scene === undefined) return undefined;
  const name = actor.is === 'root' ? ROOT : guestName(scene.plan, actor.guest);
  if (hike.flights.isBusy({ session, name })) {
    return chance.below(SLOWNESS) > 0 ? undefined : { session, returns: people(scene.plan).indexOf(name) };
  }
  const considered = new Set(Array.from({ length: CONSIDERED }, () => chance.below(scene.plan.guests.length)));
  const { capabilities } = hike.live.header;
  const candidates = candidatesFor(actor, scene, capabilities, [...considered], chance.below(4) === 0).filter(
    ({ move }) => mayEnd || !ENDING.includes(move.kind),
  );
  if (candidates.length === 0) return undefined;
  const weights = candidates.map(({ move, weight }) => weight * habits(move.kind));
  const chosen = candidates[chance.among([...weights, PATIENCE])];
  if (chosen === undefined) return 'waits';
  const { move } = chosen;
  return held > 0 && chance.below(100) < held ? { session, move, holds: true } : { session, move };
}

const ENDING: readonly string[] = ['closeRoot', 'shutRoot', 'deafen'];

/** Notes the situation of the leaf that a step was about. */
function meet({ hike, coverage, situation }: Troupe, step: Step): void {
  if (coverage === undefined) return;
  const { session } = step;
  const plan = hike.scenes[session]?.plan;
  if (plan === undefined || 'returns' in step || ('line' in step && step.line === 'any')) return;
  const guest = 'line' in step ? step.guest : 'guest' in step.move ? step.move.guest : undefined;
  if (guest !== undefined) coverage.meet(situation(session, guest));
}

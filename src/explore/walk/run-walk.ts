import { wait, type Flow } from '../../port/index.js';
import type { LiveCase } from '../../run/index.js';
import { arrivalNote } from '../../trace/index.js';
import type { MoveKind } from '../move.js';
import { attend, observe } from '../observe.js';
import { makesSense, perform } from '../perform.js';
import { bringToRest, endSession, probe } from '../rest.js';
import { execution, type Execution, type Performed, type PlayOptions } from '../run-plan.js';
import { membersOf, type Scene } from '../scene.js';
import { setScene } from '../set-scene.js';
import { lensOn } from './lens.js';
import { endsOf, nodesOf, suffixOf, type Line, type Step, type Walk } from './walk.js';

/** A walk under way. */
export interface Hike {
  readonly live: LiveCase;
  /** By session. */
  readonly scenes: Scene[];
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
  for (const [session, plan] of walk.sessions.entries()) {
    const scene = yield* setScene(lensOn(live, session), plan);
    // No text is sent twice in a case: it says whose it is.
    scenes.push({ ...scene, facts: { ...scene.facts, texts: session * TEXTS_EACH } });
  }
  const hike: Hike = { live, scenes, performed: [] };
  if (walk.steps === undefined) yield* lead(hike);
  else yield* follow(hike, walk.steps);
  for (const end of [bringToRest, probe, endSession]) {
    for (const [session, scene] of scenes.entries()) {
      if (isBroken(live)) return { performed: hike.performed, members: [] };
      scenes[session] = yield* end(yield* attend(observe(scene)));
    }
  }
  return { performed: hike.performed, members: scenes.flatMap(membersOf) };
}

function* follow(hike: Hike, steps: readonly Step[]): Flow<void> {
  for (const step of steps) {
    if (isBroken(hike.live)) return;
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
export function* take({ scenes, performed }: Hike, step: Step): Flow<boolean> {
  const scene = scenes[step.session];
  if (scene === undefined) return false;
  if ('line' in step) {
    const { live } = scene;
    const [from, to] = endsOf(scene.plan, step.line, step.guest);
    if (!(yield* wait(step.line === 'any' ? live.takeStep() : live.deliver(from, to)))) return false;
  } else {
    if (!makesSense(scene, step.move)) return false;
    scenes[step.session] = yield* perform(scene, step.move);
    performed.push(step.move.kind);
  }
  for (const [session, it] of scenes.entries()) scenes[session] = yield* attend(observe(it));
  return true;
}

/** Whether the oracle has found a violation. */
export function isBroken(live: LiveCase): boolean {
  return live.judgement().violations.some(({ at }) => at > 0);
}

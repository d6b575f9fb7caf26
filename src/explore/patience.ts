import type { Flow } from '../port/index.js';
import { arrivalNote } from '../trace/index.js';
import type { Step } from './intents.js';
import type { Move, MoveKind } from './move.js';
import { attend, observe } from './observe.js';
import { makesSense, perform, type Performance } from './perform.js';
import { among, doorsOf, placeOf } from './plan.js';
import { calmDown } from './rest.js';
import type { Scene } from './scene.js';

/** So many messages are let through one by one, for want of a move, before everything is let through. */
const SINGLE_DELIVERIES = 1000;

/**
 * Makes all steps, each as soon as it makes sense, in the given order as far as that is possible. A guest that asks and
 * is refused asks again. A calm performance lets everything arrive after each step.
 */
export function* performPatiently(scene: Scene, steps: readonly Step[], calm: boolean): Flow<Performance> {
  const askers = new Set(steps.flatMap(({ move }) => (move.kind === 'ask' ? [placeOf(scene.plan, move.guest)] : [])));
  const performed: MoveKind[] = [];
  let now = scene;
  let waiting = steps;
  let deliveries = calm ? 0 : SINGLE_DELIVERIES;
  for (;;) {
    const guest = now.facts.seats.findIndex(({ refused, open }, place) => refused && open && askers.has(place));
    const retry: Step | undefined = guest < 0 ? undefined : { strand: -1, move: { kind: 'ask', guest } };
    const step = retry ?? nextStep(now, waiting);
    if (step !== undefined) {
      const before = now;
      now = yield* perform(now, step.move);
      if (calm) now = yield* calmDown(now);
      // An answer that found nobody to answer waits for the next FD_ACCEPT.
      if (foundNobody(before, now, step.move)) continue;
      performed.push(step.move.kind);
      waiting = waiting.filter((it) => it !== step);
      continue;
    }
    if (waiting.length === 0) break;
    deliveries -= 1;
    if (deliveries > 0) {
      now.live.note(arrivalNote({ messages: 1 }));
      if (yield* now.live.step()) {
        now = yield* attend(observe(now));
        continue;
      }
    }
    const before = now.facts;
    now = yield* calmDown(now);
    if (now.facts.seats === before.seats && now.facts.doors === before.doors) break;
  }
  return { scene: now, performed };
}

/** The first step that makes sense and that no earlier one of its strand holds up. */
function nextStep(scene: Scene, waiting: readonly Step[]): Step | undefined {
  const heldUp = new Set<number>();
  for (const step of waiting) {
    if (!heldUp.has(step.strand) && makesSense(scene, step.move)) return step;
    heldUp.add(step.strand);
  }
  return undefined;
}

function foundNobody(before: Scene, after: Scene, move: Move): boolean {
  if (move.kind !== 'accept' && move.kind !== 'reject') return false;
  const name = among(doorsOf(before.plan), move.at);
  return before.facts.doors[name]?.knocks === after.facts.doors[name]?.knocks;
}

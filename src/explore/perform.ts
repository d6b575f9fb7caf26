import type { Flow } from '../port/index.js';
import { launch, type Launched } from '../run/index.js';
import type { Move, MoveKind, MoveOf } from './move.js';
import { MOVES } from './moves/index.js';
import { attend, observe } from './observe.js';
import type { Facts, Scene } from './scene.js';

/** A scene after moves, and those that were made: the others made no sense when their turn came. */
export interface Performance {
  readonly scene: Scene;
  readonly performed: readonly MoveKind[];
}

/** Makes a plan's moves, one after the other. */
export function* performInOrder(scene: Scene): Flow<Performance> {
  let now = scene;
  const performed: MoveKind[] = [];
  for (const drawn of scene.plan.moves) {
    const move = forWhomever(now, drawn);
    if (move === undefined) continue;
    now = yield* perform(now, move);
    performed.push(move.kind);
  }
  return { scene: now, performed };
}

/** Makes one move, and takes in what came of it. */
export function* perform(scene: Scene, move: Move): Flow<Scene> {
  scene.live.note(describe(scene, move));
  const facts = yield* apply(scene, move);
  return yield* attend(observe({ ...scene, facts }));
}

/** Begins a move, and does not wait for the return of its first call: gives what is known then, or what is in flight. */
export function begin(scene: Scene, move: Move): Launched<Facts> {
  scene.live.note(`${describe(scene, move)}, without waiting`);
  return launch(scene.live, apply(scene, move));
}

/** Whether a move makes sense now. */
export function makesSense<K extends MoveKind>(scene: Scene, move: MoveOf<K>): boolean {
  return MOVES[move.kind].when(scene, move);
}

/** The move for the first one for whom it makes sense, from the one that was drawn on; undefined if there is none. */
function forWhomever(scene: Scene, move: Move): Move | undefined {
  // As many as there can be people: guests and a root.
  for (let offset = 0; offset <= scene.plan.guests.length; offset += 1) {
    const candidate = shifted(move, offset);
    if (makesSense(scene, candidate)) return candidate;
    if (offset > 0 && candidate === move) break;
  }
  return undefined;
}

function shifted(move: Move, offset: number): Move {
  if (offset === 0) return move;
  if ('guest' in move) return { ...move, guest: move.guest + offset };
  if ('at' in move) return { ...move, at: move.at + offset };
  return 'who' in move ? { ...move, who: move.who + offset } : move;
}

/** A move in one sentence. */
export function describe<K extends MoveKind>({ plan }: Scene, move: MoveOf<K>): string {
  return MOVES[move.kind].describe(plan, move);
}

function apply<K extends MoveKind>(scene: Scene, move: MoveOf<K>): Flow<Facts> {
  return MOVES[move.kind].apply(scene, move);
}

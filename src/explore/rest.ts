import type { Flow } from '../port/index.js';
import { hearingSocket, speakingSocket } from './moves/talking.js';
import { attend, observe } from './observe.js';
import { perform } from './perform.js';
import { people, ROOT } from './plan.js';
import { membersOf, redoor, type Scene } from './scene.js';

/** Lets everything arrive, and takes it in. */
export function* calmDown(scene: Scene): Flow<Scene> {
  yield* scene.live.quiet();
  return yield* attend(observe(scene));
}

/** Lets all that is under way come to its end: whoever still waits for an answer is accepted. */
export function* bringToRest(scene: Scene): Flow<Scene> {
  scene.live.note('everything under way comes to its end');
  let now = yield* calmDown(scene);
  // Each round but the last answers a request, and no move makes more than one.
  for (let rounds = scene.plan.moves.length + scene.plan.guests.length; rounds >= 0; rounds -= 1) {
    const before = now;
    for (const name of Object.keys(now.facts.doors)) now = yield* acceptAll(now, name);
    if (now === before) break;
    now = yield* calmDown(now);
  }
  return now;
}

/** Everybody who takes part sends a text of its own, and everybody receives. */
export function* probe(scene: Scene): Flow<Scene> {
  if (membersOf(scene).length === 0) return scene;
  scene.live.note('everybody who takes part sends, and everybody receives');
  let { texts } = scene.facts;
  for (const name of people(scene.plan)) {
    const socket = speakingSocket(scene, name);
    if (socket === undefined) continue;
    texts += 1;
    yield* scene.cast.send(name, `${name} says ${texts}`, socket);
  }
  const sent = yield* calmDown({ ...scene, facts: { ...scene.facts, texts } });
  for (const name of people(scene.plan)) {
    const socket = hearingSocket(sent, name);
    if (socket !== undefined) yield* sent.cast.receiveAll(name, socket);
  }
  return yield* calmDown(sent);
}

/** The root goes; then nobody becomes a member any more, and nobody hears anybody (USING-17, TAXONOMY-1). */
export function* endSession(scene: Scene): Flow<Scene> {
  const { ending } = scene.plan;
  if (ending === 'stays' || scene.facts.root === 'none' || scene.facts.root === 'closed') return scene;
  const orphans = membersOf(scene);
  let now = yield* perform(scene, { kind: ending === 'closes' ? 'closeRoot' : 'shutRoot' });
  now = yield* calmDown(now);
  for (const [guest, { way, open, status }] of now.facts.seats.entries()) {
    if (way === 'asking' && open && status === 'idle') now = yield* perform(now, { kind: 'ask', guest });
  }
  let { texts } = now.facts;
  for (const { name, socket } of orphans) {
    texts += 1;
    yield* now.cast.send(name, `${name} says ${texts}`, socket);
  }
  now = yield* calmDown({ ...now, facts: { ...now.facts, texts } });
  for (const { name, socket } of orphans) yield* now.cast.receiveAll(name, socket);
  return yield* calmDown(now);
}

function* acceptAll(scene: Scene, name: string): Flow<Scene> {
  const door = scene.facts.doors[name];
  if (door?.state !== 'listening' || door.knocks === 0) return scene;
  if (name === ROOT && scene.facts.root !== 'open') return scene;
  const at = Object.keys(scene.facts.doors).indexOf(name);
  let now = scene;
  for (let left = door.knocks; left > 0; left -= 1) now = yield* perform(now, { kind: 'accept', at, eager: true });
  // All was quiet: a request that is still not there will never be.
  return { ...now, facts: redoor(now.facts, name, { knocks: 0 }) };
}

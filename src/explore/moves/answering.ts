import type { Flow } from '../../port/index.js';
import { sameAddress } from '../../spi/index.js';
import { succeeded, type Condition } from '../../trace/index.js';
import type { MoveOf, MoveRule } from '../move.js';
import { among, doorsOf, ROOT } from '../plan.js';
import { doorAt, redoor, reseat, type Facts, type Scene } from '../scene.js';

type Answer = MoveOf<'accept' | 'reject' | 'defer'>;

/** JOIN-2.5, JOIN-3.5. */
export const accept: MoveRule<'accept'> = {
  kind: 'accept',
  when: asked,
  apply: (scene, move) => answer(scene, move.at),
  describe: (plan, { at }) => `${among(doorsOf(plan), at)} accepts`,
};

/** ACCEPT-4. */
export const reject: MoveRule<'reject'> = {
  kind: 'reject',
  when: asked,
  apply: (scene, move) => answer(scene, move.at, { answer: 'CF_REJECT' }),
  describe: (plan, { at }) => `${among(doorsOf(plan), at)} rejects`,
};

/** ACCEPT-5. */
export const defer: MoveRule<'defer'> = {
  kind: 'defer',
  when: asked,
  apply: (scene, move) => answer(scene, move.at, { answer: 'CF_DEFER' }),
  describe: (plan, { at }) => `${among(doorsOf(plan), at)} defers`,
};

/** ACCEPT-2. */
export const peek: MoveRule<'peek'> = {
  kind: 'peek',
  when(scene, { at }) {
    const door = doorAt(scene, at);
    return door?.state === 'listening' && door.knocks === 0;
  },
  apply: (scene, move) => answer(scene, move.at),
  describe: (plan, { at }) => `${among(doorsOf(plan), at)} calls WSPAccept though nobody has asked`,
};

function asked(scene: Scene, { at, eager }: Answer): boolean {
  const door = doorAt(scene, at);
  return door?.state === 'listening' && door.knocks > 0 && (eager || door.rung);
}

function* answer(scene: Scene, at: number, condition?: Condition): Flow<Facts> {
  const { cast, facts } = scene;
  const door = doorAt(scene, at);
  if (door === undefined) return facts;
  const { name } = door;
  const result = yield* cast.accept(name, condition);
  if (!succeeded(result)) {
    if (result.error === 'WSATRY_AGAIN') return facts;
    if (result.error === 'WSAEWOULDBLOCK') return door.rung ? redoor(facts, name, { rung: false }) : facts;
    // Rejected, or withdrawn: that request is off the queue.
    return redoor(facts, name, { knocks: Math.max(0, door.knocks - 1), rung: false });
  }
  const answered = redoor(facts, name, { knocks: Math.max(0, door.knocks - 1), rung: false });
  const held = { socket: result.ok.socket, registered: false };
  const { peer } = result.ok;
  const place = answered.seats.findIndex((seat) => {
    const { address } = cast.actor(seat.name);
    return name === ROOT ? address !== undefined && sameAddress(address, peer) : seat.name === name;
  });
  return reseat(answered, place, name === ROOT ? { link: held } : { member: held });
}

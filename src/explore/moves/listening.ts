import { succeeded } from '../../trace/index.js';
import type { MoveRule } from '../move.js';
import { among, doorsOf, ROOT } from '../plan.js';
import { doorAt, redoor, reseat } from '../scene.js';

/** Too late for a request that has arrived already (JOIN-2.3, JOIN-3.2). */
export const listen: MoveRule<'listen'> = {
  kind: 'listen',
  when: (scene, { at }) => doorAt(scene, at)?.state === 'deaf',
  *apply(scene, { at }) {
    const name = among(doorsOf(scene.plan), at);
    const result = yield* scene.cast.listen(name, scene.plan.backlog);
    // Nobody has been heard so far: who asked a deaf one has to ask again.
    return succeeded(result) ? redoor(scene.facts, name, { state: 'listening' }) : scene.facts;
  },
  describe: (plan, { at }) => `${among(doorsOf(plan), at)} begins to listen`,
};

/** Invitations in its queue fail, and sockets that it has accepted live on (ACCEPT-7). */
export const deafen: MoveRule<'deafen'> = {
  kind: 'deafen',
  when(scene, { at }) {
    const door = doorAt(scene, at);
    return door?.state === 'listening' && door.name !== ROOT;
  },
  *apply(scene, { at }) {
    const name = among(doorsOf(scene.plan), at);
    yield* scene.cast.close(name, scene.cast.actor(name).own);
    const place = scene.facts.seats.findIndex((seat) => seat.name === name);
    return reseat(redoor(scene.facts, name, { state: 'closed' }), place, { open: false });
  },
  describe: (plan, { at }) => `${among(doorsOf(plan), at)} closes its listening socket`,
};

import { succeeded } from '../../trace/index.js';
import type { MoveRule } from '../move.js';
import { guestName, placeOf, ROOT } from '../plan.js';
import { reseat, seatOf, type Scene } from '../scene.js';

/** At most one join is outstanding on a socket (USING-7), and a c_leaf joins once (USING-8). */
export const again: MoveRule<'again'> = {
  kind: 'again',
  when(scene, { guest }) {
    const { way, status, open } = seatOf(scene, guest);
    if (way === 'invited') return scene.facts.inviting !== undefined && scene.facts.root === 'open';
    return open && (status === 'asked' || status === 'in');
  },
  *apply(scene, { guest }) {
    const { way, name } = seatOf(scene, guest);
    if (way === 'invited') yield* scene.cast.join(ROOT, { actor: name });
    else yield* scene.cast.join(name, way === 'asking' ? { actor: ROOT } : 'session');
    return scene.facts;
  },
  describe: (plan, { guest }) => `another WSPJoinLeaf for ${guestName(plan, guest)}, on the same socket`,
};

/** A c_leaf that names another c_leaf (JOIN-5.4), or where no session is (TAXONOMY-2). */
export const astray: MoveRule<'astray'> = {
  kind: 'astray',
  when(scene, { guest }) {
    const { way, status, open } = seatOf(scene, guest);
    if (way === 'invited' || !open || status !== 'idle') return false;
    return way === 'joining' ? scene.live.testbed.noSession !== undefined : another(scene, guest) !== undefined;
  },
  *apply(scene, { guest }) {
    const { way, name } = seatOf(scene, guest);
    const other = another(scene, guest);
    const target = way === 'joining' || other === undefined ? 'no-session' : { actor: other };
    const result = yield* scene.cast.join(name, target);
    return succeeded(result) ? reseat(scene.facts, placeOf(scene.plan, guest), { status: 'asked' }) : scene.facts;
  },
  describe: (plan, { guest }) => `${guestName(plan, guest)} joins where it cannot`,
};

/** The next guest, if there is another and it has an address. */
function another(scene: Scene, guest: number): string | undefined {
  const { name } = seatOf(scene, guest + 1);
  const known = scene.facts.seats.length > 1 && scene.cast.actor(name).address !== undefined;
  return known ? name : undefined;
}

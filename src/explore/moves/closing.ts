import { SD } from '../../spi/index.js';
import type { MoveRule } from '../move.js';
import { guestName, placeOf, ROOT } from '../plan.js';
import { redoor, reseat, seatOf, type Facts, type Seat } from '../scene.js';

/** Closing the descriptor of a pending join ends it (USING-6, CLOSE-2). */
export const cancel: MoveRule<'cancel'> = {
  kind: 'cancel',
  when(scene, { guest }) {
    const { way, status, open, link } = seatOf(scene, guest);
    if (way !== 'invited') return open && status === 'asked';
    return link !== undefined && scene.facts.inviting === placeOf(scene.plan, guest);
  },
  *apply(scene, { guest }) {
    const { way, name, link } = seatOf(scene, guest);
    const place = placeOf(scene.plan, guest);
    if (way === 'invited' && link !== undefined) {
      yield* scene.cast.close(ROOT, link.socket);
      return { ...reseat(scene.facts, place, { status: 'idle', link: undefined }), inviting: undefined };
    }
    yield* scene.cast.close(name, scene.cast.actor(name).own);
    return reseat(scene.facts, place, { status: 'over', open: false });
  },
  describe: (plan, { guest }) => `the join of ${guestName(plan, guest)} is cancelled`,
};

/** The root's descriptor for the leaf gets FD_CLOSE (USING-13). */
export const leave: MoveRule<'leave'> = {
  kind: 'leave',
  when(scene, { guest }) {
    const { way, status, open, member } = seatOf(scene, guest);
    return way === 'invited' ? member !== undefined : open && status !== 'idle';
  },
  *apply(scene, { guest }) {
    const { way, name, status, member } = seatOf(scene, guest);
    yield* scene.cast.close(name, member?.socket ?? scene.cast.actor(name).own);
    const left: Partial<Seat> =
      way !== 'invited' ? { status: 'over', open: false } : status === 'in' ? { status: 'idle', link: undefined } : {};
    return reseat(scene.facts, placeOf(scene.plan, guest), { member: undefined, ...left });
  },
  describe: (plan, { guest }) => `${guestName(plan, guest)} closes`,
};

/** The leaf gets FD_CLOSE, and no other leaf does (USING-14). */
export const drop: MoveRule<'drop'> = {
  kind: 'drop',
  when(scene, { guest }) {
    const { way, status, link } = seatOf(scene, guest);
    return link !== undefined && (way === 'asking' || status === 'in');
  },
  *apply(scene, { guest }) {
    const { way, link } = seatOf(scene, guest);
    if (link === undefined) return scene.facts;
    yield* scene.cast.close(ROOT, link.socket);
    const status: Partial<Seat> = way === 'invited' ? { status: 'idle' } : {};
    return reseat(scene.facts, placeOf(scene.plan, guest), { link: undefined, ...status });
  },
  describe: (plan, { guest }) => `the root closes its descriptor for ${guestName(plan, guest)}`,
};

/** Everybody associated gets FD_CLOSE (USING-17, DIFF-2). */
export const closeRoot: MoveRule<'closeRoot'> = {
  kind: 'closeRoot',
  when: ({ facts }) => facts.root === 'open' || facts.root === 'shut',
  *apply({ cast, facts }) {
    yield* cast.close(ROOT, cast.actor(ROOT).own);
    return withoutRoot(facts, 'closed');
  },
  describe: () => 'the root closes',
};

/** As closing, but for the descriptor, which stays (USING-17, ruling 16). */
export const shutRoot: MoveRule<'shutRoot'> = {
  kind: 'shutRoot',
  when: ({ facts }) => facts.root === 'open',
  *apply({ cast, facts }) {
    yield* cast.call(ROOT, 'shutdown', { socket: cast.actor(ROOT).own, how: SD.BOTH });
    return withoutRoot(facts, 'shut');
  },
  describe: () => 'the root shuts down',
};

function withoutRoot(facts: Facts, root: 'closed' | 'shut'): Facts {
  const seats = facts.seats.map((seat): Seat =>
    seat.way === 'invited' && seat.status === 'asked' ? { ...seat, status: 'idle' } : seat,
  );
  return { ...redoor(facts, ROOT, { state: 'closed' }), seats, root, inviting: undefined };
}

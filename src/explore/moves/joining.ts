import { succeeded } from '../../trace/index.js';
import type { MoveRule } from '../move.js';
import { guestName, placeOf, ROOT } from '../plan.js';
import { knocked, reseat, seatOf } from '../scene.js';

/** Use 1 of WSPJoinLeaf (JOIN-5.1). */
export const invite: MoveRule<'invite'> = {
  kind: 'invite',
  when(scene, { guest }) {
    const { way, status, member } = seatOf(scene, guest);
    const { root, inviting } = scene.facts;
    return root === 'open' && inviting === undefined && way === 'invited' && status === 'idle' && member === undefined;
  },
  *apply(scene, { guest }) {
    const { name } = seatOf(scene, guest);
    const result = yield* scene.cast.join(ROOT, { actor: name });
    if (!succeeded(result)) return scene.facts;
    const place = placeOf(scene.plan, guest);
    const link = { socket: result.ok.socket, registered: false };
    return { ...reseat(knocked(scene.facts, name), place, { status: 'asked', link }), inviting: place };
  },
  describe: (plan, { guest }) => `the root invites ${guestName(plan, guest)}`,
};

/** Use 2 of WSPJoinLeaf (JOIN-5.2). */
export const ask: MoveRule<'ask'> = {
  kind: 'ask',
  when(scene, { guest }) {
    const { way, status, open } = seatOf(scene, guest);
    return way === 'asking' && open && status === 'idle';
  },
  *apply(scene, { guest }) {
    const { name } = seatOf(scene, guest);
    const place = placeOf(scene.plan, guest);
    const flags = scene.plan.guests[place]?.flags;
    const result = yield* scene.cast.join(name, { actor: ROOT }, flags === undefined ? {} : { flags });
    if (!succeeded(result)) return scene.facts;
    return reseat(knocked(scene.facts, ROOT), place, { status: 'asked', refused: false });
  },
  describe: (plan, { guest }) => `${guestName(plan, guest)} asks the root`,
};

/** Use 3 of WSPJoinLeaf (JOIN-5.3). */
export const join: MoveRule<'join'> = {
  kind: 'join',
  when(scene, { guest }) {
    const { way, status, open } = seatOf(scene, guest);
    return way === 'joining' && open && status === 'idle';
  },
  *apply(scene, { guest }) {
    const { name } = seatOf(scene, guest);
    const place = placeOf(scene.plan, guest);
    const flags = scene.plan.guests[place]?.flags;
    const result = yield* scene.cast.join(name, 'session', flags === undefined ? {} : { flags });
    return succeeded(result) ? reseat(scene.facts, place, { status: 'asked' }) : scene.facts;
  },
  describe: (plan, { guest }) => `${guestName(plan, guest)} joins`,
};

import { failed } from './check.js';
import { indicate } from './events.js';
import { withdraw } from './listening.js';
import { askingEnd, lineTo, sessionOf } from './membership.js';
import type { Join, Session, Socket } from './model.js';
import { conclude, refuseJoin } from './outcome.js';
import type { End } from './rules/parting.js';
import { post, type World } from './world.js';

/** One end of a tie lets go of it, or of the request for it, and the other end is told. */
export function part(world: World, join: Join, by: End): void {
  const { rules } = world;
  const session = sessionOf(join);
  if (by === 'root') session?.ties.delete(join);
  if (join.leaf !== undefined && (by === 'root' || rules.closingLeaves(join.leaf))) {
    join.leaf.session?.members.delete(join.leaf);
  }
  if (join.scheme === 'nonrooted' || !rules.tellsOtherEnd(join, by)) return;
  const other = by === 'root' ? 'leaf' : 'root';
  post(world, lineTo(other, join), 'parting', join, () => partingArrives(world, join, other));
}

/** The initiator no longer wants what it has asked for, and is told nothing more of it (USING-6, CLOSE-2). */
export function cancel(world: World, join: Join): void {
  if (!world.rules.closingCancels(join)) return;
  join.outcome = 'cancelled';
  if (join.initiator.outstanding === join) join.initiator.outstanding = undefined;
  join.returns?.(failed('WSAENOTSOCK'));
  part(world, join, askingEnd(join));
}

/** Without its c_root the session breaks up: every leaf is told, at both ends (USING-17, DIFF-2, TAXONOMY-1). */
export function endSession(world: World, session: Session): void {
  const { rules } = world;
  for (const join of rules.endWithRoot(session)) {
    if (join.scheme === 'invite' && join.outcome === 'awaited') abandonInvitation(world, join);
    else part(world, join, 'root');
    if (join.standIn !== undefined && rules.standInsHearOfEnd(join)) endAt(world, join.standIn);
  }
  if (rules.sessionEndsWithRoot(session)) session.members.clear();
}

/** A listening socket goes, and those in its queue with it: the initiators are told that nobody will answer. */
export function stopListening(world: World, socket: Socket): void {
  const { listener } = socket;
  if (listener === undefined) return;
  socket.listener = undefined;
  for (const join of listener.queue) {
    const error = world.rules.strandedAfterClose(join);
    if (error !== undefined) refuseJoin(world, join, error);
  }
  for (const blocked of listener.waiting) blocked.returns(failed('WSAENOTSOCK'));
}

function abandonInvitation(world: World, join: Join): void {
  // A closed c_root is told nothing more; one that was shut down still learns how its invitation ended.
  if (!join.initiator.open) return cancel(world, join);
  const error = world.rules.pendingAfterShutdown(join);
  if (error === undefined) return;
  conclude(world, join, error);
  part(world, join, 'root');
}

function partingArrives(world: World, join: Join, at: End): void {
  if (join.request === 'queued' || join.request === 'deferred') return withdraw(world, join);
  if (at === 'root') sessionOf(join)?.ties.delete(join);
  const end = at === 'root' ? join.standIn : join.leaf;
  if (end !== undefined) endAt(world, end);
}

function endAt(world: World, end: Socket): void {
  if (end.standing !== 'joined' && end.standing !== 'pending') return;
  end.standing = 'ended';
  indicate(world, end, 'FD_CLOSE');
}

import type { ErrorName, Gives, Result } from '../../src/provider.js';
import { failed } from './check.js';
import { announceData, indicate } from './events.js';
import { enter } from './membership.js';
import type { Join } from './model.js';
import { retire } from './sockets.js';
import { post, type World } from './world.js';

/** Tells the initiator that its request has been accepted. */
export function acceptJoin(world: World, join: Join, calleeData: string): void {
  join.request = 'accepted';
  post(world, join.back, 'acceptance', join, () =>
    conclude(world, world.rules.endedByAnswer(join), 'NO_ERROR', calleeData),
  );
}

/** Tells the initiator that its request has failed, and why. */
export function refuseJoin(world: World, join: Join, error: ErrorName): void {
  join.request = 'refused';
  post(world, join.back, 'refusal', join, () => {
    conclude(world, world.rules.endedByAnswer(join), world.rules.outcomeTold(join, error));
    for (const other of world.rules.sharersOfFailure(join, () => awaitedJoins(world))) conclude(world, other, error);
  });
}

/**
 * Ends the wait of the initiator: by FD_CONNECT, or by returning from its call if that blocks (USING-5, USING-21).
 * A join that it has cancelled, or that has an outcome already, gets no other.
 */
export function conclude(world: World, join: Join, error: ErrorName, calleeData = ''): void {
  if (join.outcome !== 'awaited') return;
  const { initiator } = join;
  if (initiator.outstanding === join) initiator.outstanding = undefined;
  initiator.latestOutcome = error;
  initiator.calleeData = world.rules.calleeDataReceived(join, calleeData);
  if (error === 'NO_ERROR') complete(world, join);
  else fail(world, join);
  if (join.returns === undefined) indicate(world, world.rules.toldOfOutcome(join), 'FD_CONNECT', error);
  else join.returns(answerOf(join, error));
  announceData(world, initiator);
}

/** What WSPJoinLeaf returns: the root's descriptor for the leaf, or the leaf's own (USING-2, USING-3). */
export function answerOf({ scheme, initiator, standIn }: Join, error: ErrorName): Result<Gives<'joinLeaf'>> {
  if (error !== 'NO_ERROR') return failed(error);
  return { ok: { socket: (scheme === 'invite' && standIn ? standIn : initiator).descriptor } };
}

function complete(world: World, join: Join): void {
  join.outcome = 'completed';
  const joined = join.scheme === 'invite' ? join.standIn : join.initiator;
  if (joined !== undefined) joined.standing = 'joined';
  if (join.scheme === 'nonrooted') enter(world.group, join.initiator, join.direction, 'joinLeaf');
}

function fail(world: World, join: Join): void {
  join.outcome = 'failed';
  const { initiator, standIn } = join;
  if (join.scheme !== 'invite') {
    initiator.standing = 'idle';
    initiator.tie = undefined;
    return;
  }
  initiator.session?.ties.delete(join);
  if (standIn === undefined) return;
  standIn.standing = 'failed';
  // A call that blocks has told nobody of the descriptor.
  if (join.returns !== undefined) retire(world, standIn);
}

function awaitedJoins({ nodes }: World): readonly Join[] {
  const sockets = [...nodes.values()].flatMap((node) => [...node.sockets.values()]);
  return sockets.flatMap(({ outstanding }) => outstanding ?? []);
}

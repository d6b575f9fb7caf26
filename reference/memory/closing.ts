import type { Args, Gives, Result } from '../../src/provider.js';
import { DONE, failed, firstRefusal } from './check.js';
import { sessionOf } from './membership.js';
import { standsIn, type Join, type Socket } from './model.js';
import { cancel, endSession, part, stopListening } from './parting.js';
import { retire } from './sockets.js';
import type { World } from './world.js';

/** WSPCloseSocket: the descriptor is dead, and everybody who had to do with the socket is told, but its owner (CLOSE-2). */
export function closeSocket(world: World, socket: Socket): Result<Gives<'closeSocket'>> {
  retire(world, socket);
  if (socket.roles.control !== 'c_root') letGo(world, socket);
  else if (socket.session !== undefined) endSession(world, socket.session);
  stopListening(world, socket);
  return DONE;
}

/** WSPShutdown: a c_root ends its session by it, a member its membership; the descriptor stays. */
export function shutdown(world: World, socket: Socket, { how }: Args<'shutdown'>): Result<Gives<'shutdown'>> {
  const { rules } = world;
  const refusal = firstRefusal(rules.shutdownChecks, { socket, how });
  if (refusal !== undefined) return failed(refusal);
  if (socket.roles.control !== 'c_root') {
    letGo(world, socket);
    socket.standing = 'ended';
  } else if (socket.session !== undefined && rules.shutdownEndsSession(socket, how)) {
    socket.standing = 'ended';
    endSession(world, socket.session);
    if (rules.stopsListening(socket)) stopListening(world, socket);
  }
  return DONE;
}

/** A leaf, or the root's descriptor for one, parts from its session, or gives up what it has asked for. */
function letGo(world: World, socket: Socket): void {
  const { tie, session, standing } = socket;
  if (tie === undefined) {
    if (world.rules.closingLeaves(socket)) session?.members.delete(socket);
  } else if (standing === 'pending') {
    cancel(world, tie);
  } else if (standing === 'joined') {
    for (const join of tiesThatEnd(world, socket, tie)) part(world, join, standsIn(socket) ? 'root' : 'leaf');
  }
}

function tiesThatEnd({ rules }: World, socket: Socket, tie: Join): readonly Join[] {
  const session = sessionOf(tie);
  return session !== undefined && standsIn(socket) ? [tie, ...rules.alsoEnds(tie, session)] : [tie];
}

import type { Args, Gives, Result } from '../../src/provider.js';
import { DONE, failed } from './errors.js';
import { cancelJoin, conclude } from './joining.js';
import { stopListening } from './listening.js';
import { endAt, release } from './membership.js';
import { standsIn, type Session, type Socket } from './model.js';
import { retire } from './sockets.js';

/** WSPCloseSocket: the descriptor is dead, and everybody who had to do with the socket is told, but its owner (CLOSE-2). */
export function closeSocket(socket: Socket): Result<Gives<'closeSocket'>> {
  retire(socket);
  if (socket.outstanding !== undefined) cancelJoin(socket.outstanding);
  letGo(socket);
  stopListening(socket);
  return DONE;
}

/** WSPShutdown: a c_root ends its session by it, a member its membership; the descriptor stays. */
export function shutdown(socket: Socket, { how }: Args<'shutdown'>): Result<Gives<'shutdown'>> {
  const { roles, standing, outstanding } = socket;
  if (how !== 0 && how !== 1 && how !== 2) return failed('WSAEINVAL');
  if (standing === 'ended' || (roles.control !== 'c_root' && standing !== 'joined')) return failed('WSAENOTCONN');
  if (roles.control === 'c_root' && outstanding !== undefined) {
    // A closed c_root is told nothing more; this one still learns how its invitation ended.
    conclude(outstanding, 'WSAECONNABORTED');
    outstanding.cancel();
  }
  letGo(socket);
  socket.standing = 'ended';
  stopListening(socket);
  return DONE;
}

/** A root ends its session; a leaf, or the root's descriptor for one, parts from it or gives up what it has asked for. */
function letGo(socket: Socket): void {
  const { roles, session, link, standing } = socket;
  if (roles.control === 'c_root') {
    if (session !== undefined) endSession(session);
  } else if (standsIn(socket) && session !== undefined) {
    const { outstanding } = session.root;
    if (standing === 'pending' && outstanding?.standIn === socket) cancelJoin(outstanding);
    else release(session, socket);
  } else {
    link?.close();
  }
}

/** Without its c_root the session breaks up: every leaf is told, at both ends (USING-17, DIFF-2, TAXONOMY-1). */
function endSession({ ties }: Session): void {
  for (const { standIn, link } of [...ties]) {
    link.close();
    endAt(standIn, 'NO_ERROR');
  }
  ties.clear();
}

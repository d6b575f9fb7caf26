import { succeeded } from '../../trace/index.js';
import type { Model, SocketFacts } from '../model/facts.js';
import {
  endsOf,
  isAlive,
  isNonrooted,
  joinOf,
  nominatedBefore,
  requestsAt,
  socketOf,
  withdrawnAt,
  rootOf,
  rootStands,
} from '../model/queries.js';
import { finding, listensFor, NONE, STEPS, who, type Answer, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/** LISTEN-1, LISTEN-2, and the part of JOIN-2.3 and 3.2 that says a socket can be put in listen mode. */
export const listening: Monitor = {
  name: 'listening',
  clauses: ['JOIN-2.3', 'JOIN-3.2', 'USING-6', 'USING-15', 'LISTEN-1', 'LISTEN-2'],
  answers: { listen: answered },
  owes: (model) => [...model.sockets.values()].flatMap((socket) => overfull(model, socket)),
};

function answered({ model, socket, result, at }: Answer<'listen'>): readonly Finding[] {
  if (socket.roles.control === 'plain' || isNonrooted(socket) || socket.shutAt !== undefined) return NONE;
  const answer = succeeded(result) ? 'WSPListen succeeded' : `WSPListen failed with ${result.error}`;
  const error = succeeded(result) ? undefined : result.error;
  if (isPendingLink(model, socket)) {
    return error === undefined
      ? finding('USING-6', 'WSPListen to fail on a descriptor whose join is pending', answer, [at])
      : NONE;
  }
  if (socket.origin === 'admitted' && error === undefined) {
    return finding('USING-15', 'a c_leaf descriptor that has joined, and cannot listen', answer, [at]);
  }
  if (mayBeConnected(model, socket)) {
    return error === 'WSAEISCONN' || !isConnected(model, socket)
      ? NONE
      : finding('LISTEN-1', `WSAEISCONN: ${who(socket)} is connected`, answer, [at]);
  }
  if (!socket.bound)
    return error === 'WSAEINVAL' ? NONE : finding('LISTEN-1', `WSAEINVAL: ${who(socket)} is not bound`, answer, [at]);
  if (error === undefined || socket.origin !== 'made' || socket.join !== undefined) return NONE;
  // Who does not claim this way in needs no socket that listens for it.
  if (model.header?.capabilities.schemes.includes(listensFor(socket)) !== true) return NONE;
  return finding(STEPS.absent[listensFor(socket)], `${who(socket)} to be put in listen mode`, answer, [at]);
}

function isPendingLink(model: Model, socket: SocketFacts): boolean {
  return socket.origin === 'invited' && socket.from !== undefined && joinOf(model, socket.from)?.phase !== 'done';
}

// A c_root with leaves is not connected (ruling 23).
function mayBeConnected(model: Model, socket: SocketFacts): boolean {
  if (socket.origin !== 'made') return true;
  if (socket.roles.control === 'c_root') return false;
  return socket.lastJoin === 'done' || joinOf(model, socket.join)?.unclear === true;
}

function isConnected(model: Model, socket: SocketFacts): boolean {
  const join = joinOf(model, socket.origin === 'made' ? socket.join : socket.from);
  if (join?.phase !== 'done' || join.unclear || socket.closeTold !== undefined) return false;
  const { link, leaf } = endsOf(join);
  return rootStands(model, rootOf(join)) && isAlive(model, link) && isAlive(model, leaf);
}

// #1 root WSPListen, backlog 1   #2 leaf-1 and leaf-2 WSPJoinLeaf → root   #3 settled   ✗ LISTEN-2: nobody was refused
// Where one of the two is not told of FD_CONNECT, it may have been.
// More requests waiting than there ever were places: one of them should have been refused.
function overfull(model: Model, socket: SocketFacts): readonly Finding[] {
  const { listening: queue } = socket;
  if (queue === undefined || queue.backlog < 1 || !model.header?.capabilities.features.includes('backlog')) return NONE;
  if (withdrawnAt(model, socket.id).length > 0) return NONE;
  const waiting = requestsAt(model, socket.id).filter((join) => {
    const initiator = socketOf(model, join.initiator);
    return (
      initiator !== undefined &&
      !join.unclear &&
      !join.blocking &&
      nominatedBefore(initiator, 'FD_CONNECT', join.issuedAt)
    );
  });
  if (waiting.length <= queue.most) return NONE;
  return finding(
    'LISTEN-2',
    `WSAECONNREFUSED at one initiator: the queue of ${who(socket)} has ${queue.most} places`,
    `${waiting.length} requests waiting, and all is quiet`,
    waiting.map((join) => join.issuedAt),
  );
}

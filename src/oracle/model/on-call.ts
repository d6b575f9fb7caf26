import { FD, RETRYABLE } from '../../spi/index.js';
import type { CallEvent } from '../../trace/index.js';
import { begin, beginSecond, joinBy } from './beginning.js';
import { changeJoin, changeSocket } from './change.js';
import type { JoinId, Model, SocketFacts } from './facts.js';
import {
  isComing,
  isOpen,
  joinOf,
  mayHaveEnded,
  mayTellOfEarlier,
  requestsAt,
  settledSince,
  socketAt,
  socketOf,
} from './queries.js';
import { standingOf } from './standing.js';

const HARMLESS: readonly CallEvent['verb'][] = ['enumNetworkEvents', 'getSockName', 'memberships', 'calleeData'];

/** What changes at the moment a call is issued. What may follow from it may follow from here on. */
export function onCall(model: Model, event: CallEvent): Model {
  const socket = 'socket' in event.args ? socketAt(model, event.node, event.args.socket) : undefined;
  const at = model.index;
  let next: Model = { ...model, still: model.still && HARMLESS.includes(event.verb) };
  const standing =
    event.verb === 'joinLeaf' && socket !== undefined ? standingOf(model, socket, event.args) : undefined;
  const flying = {
    event,
    at,
    ...(socket === undefined ? {} : { on: socket.id }),
    ...(standing === undefined ? {} : { standing }),
  };
  next = { ...next, flying: new Map(next.flying).set(event.id, flying) };
  if (socket === undefined) return next;
  switch (event.verb) {
    case 'joinLeaf':
      if (standing?.is === 'second') return disturbing(next, standing.join);
      if (standing?.is !== 'join') return next;
      return begin(next, socket, {
        ...joinBy(event, socket, at),
        scheme: standing.scheme,
        settledBefore: model.settledAt,
        afterQuiet: model.still && model.settledAt >= 0,
        unclear: isDoubtful(model, socket),
        ...(socket.join !== undefined && isDoubtful(model, socket) ? { replaces: socket.join } : {}),
        ...(standing.listener === undefined ? {} : { listener: standing.listener }),
        ...(standing.mustFail === undefined ? {} : { mustFail: standing.mustFail }),
      });
    case 'accept':
      // Enabled again by the call itself: the new FD_ACCEPT may be seen before WSPAccept returns.
      return changeSocket(next, socket.id, { acceptCredit: socket.acceptCredit + 1, acceptTold: false });
    case 'eventSelect':
      return changeSocket(next, socket.id, {
        maskComing: socket.maskComing | event.args.events,
        acceptCredit: socket.acceptCredit + (mayRing(model, socket) ? 1 : 0),
        acceptTold: false,
        record: new Map(),
        recordCleared: { by: 'registration', at },
      });
    case 'recv':
      return changeSocket(next, socket.id, { recvAt: at });
    case 'closeSocket':
      return closing(next, socket, at);
    case 'shutdown':
      return shutting(next, socket, at);
    default:
      return next;
  }
}

// #1 leaf-1 WSPJoinLeaf → root   #2 root WSPEventSelect   #3 root ◀ FD_ACCEPT   #4 root ◀ FD_ACCEPT
// #3 may have been on its way when #2 enabled FD_ACCEPT again (ruling 14). Who did not nominate it, or did not listen,
// has none on its way.
function mayRing(model: Model, socket: SocketFacts): boolean {
  const nominated = ((socket.mask | socket.maskComing) & FD.FD_ACCEPT) !== 0;
  if (!nominated || socket.acceptCredit < 1) return socket.acceptCredit < 1;
  return socket.listening !== undefined || isComing(model, 'listen', socket.id);
}

// After a join of unknown outcome it is unknown, too, whether the next one can start, and which of them is told of.
function isDoubtful(model: Model, socket: SocketFacts): boolean {
  const last = joinOf(model, socket.join);
  if (last === undefined) return false;
  if (isOpen(last)) return mayHaveEnded(model, last);
  // #1 root WSPCloseSocket on its new descriptor …   #2 root WSPJoinLeaf: it may arrive before the join is cancelled
  if (last.phase === 'cancelled' && last.link !== undefined && isComing(model, 'closeSocket', last.link)) return true;
  return last.unclear && (mayTellOfEarlier(model, last) || !settledSince(model, last.issuedAt));
}

function disturbing(model: Model, first: JoinId): Model {
  const join = joinOf(model, first);
  // Of two that may have begun, neither is known to have.
  const isOpen = join?.phase === 'issued' && join.replaces !== undefined;
  return changeJoin(model, first, { disturbed: true, ...(isOpen ? { unclear: true } : {}) });
}

function closing(model: Model, socket: SocketFacts, at: number): Model {
  let next = changeSocket(model, socket.id, { closing: at });
  for (const join of model.joins.values()) {
    if (!isOpen(join)) continue;
    const withdrawn = (join.initiator === socket.id || join.link === socket.id) && join.accepted === undefined;
    const listener =
      withdrawn && join.deferredAt !== undefined && join.rejectedAt === undefined
        ? socketOf(next, join.listener)
        : undefined;
    if (listener !== undefined) {
      // A deferred request that is withdrawn enables FD_ACCEPT for those behind it (ruling 8).
      // A WSPAccept that is under way may have taken it before: then nothing is owed for its sake.
      const acceptTold = listener.acceptTold && isComing(model, 'accept', listener.id);
      next = changeSocket(next, listener.id, { acceptTold, acceptCredit: listener.acceptCredit + 1 });
    }
    if (join.initiator === socket.id) next = changeJoin(next, join.id, { phase: 'cancelled', cancelledAt: at });
    if (join.link === socket.id) {
      next = changeJoin(next, join.id, { phase: 'cancelled', cancelledAt: at });
      const root = next.sockets.get(join.initiator);
      next = changeSocket(next, join.initiator, { lastJoin: 'cancelled', ghosts: (root?.ghosts ?? 0) + 1 });
      next = beginSecond(next, join.id);
    }
  }
  for (const join of requestsAt(model, socket.id)) next = changeJoin(next, join.id, { peerGoneAt: at });
  return next;
}

function shutting(model: Model, socket: SocketFacts, at: number): Model {
  if (socket.shutAt !== undefined) return model;
  let next = changeSocket(model, socket.id, { shutAt: at });
  if (socket.roles.control !== 'c_root') return next;
  for (const join of model.joins.values()) {
    if (join.initiator !== socket.id || !isOpen(join)) continue;
    if (join.accepted !== undefined) next = changeJoin(next, join.id, { unclear: true });
    else
      next = changeJoin(next, join.id, { cancelledAt: at, mustFail: { why: 'the c_root was shut down (ruling 16)' } });
  }
  for (const join of requestsAt(model, socket.id)) next = changeJoin(next, join.id, { unclear: true });
  return next;
}

/** How a failed join leaves its initiator. */
export function failedAs(error: string): 'retryable' | 'failed' {
  return RETRYABLE.some((it) => it === error) ? 'retryable' : 'failed';
}

import type { IndicationEvent } from '../../trace/index.js';
import { changeJoin, changeSocket, remember } from './change.js';
import type { Model, SocketFacts } from './facts.js';
import { failedAs } from './on-call.js';
import { isOpen, joinOf, socketAt } from './queries.js';

/** What changes when an event is indicated. */
export function onIndication(model: Model, { node, socket: descriptor, event, error }: IndicationEvent): Model {
  const at = model.index;
  const socket = socketAt(model, node, descriptor);
  if (socket === undefined) {
    return { ...model, early: remember(model.early, { node, socket: descriptor, event, error, at }) };
  }
  const next = changeSocket(model, socket.id, {
    seen: remember(socket.seen, { at, event, error }),
    record: new Map(socket.record).set(event, { error, at }),
  });
  switch (event) {
    case 'FD_ACCEPT':
      return changeSocket(next, socket.id, {
        acceptCredit: socket.acceptCredit - 1,
        acceptTold: true,
        acceptEver: true,
      });
    case 'FD_CLOSE':
      return changeSocket(next, socket.id, { closeTold: socket.closeTold ?? at });
    case 'FD_CONNECT':
      return connected(next, socket, error, at);
    default:
      return next;
  }
}

function connected(model: Model, socket: SocketFacts, error: IndicationEvent['error'], at: number): Model {
  const join = joinOf(model, socket.join);
  if (error !== 'NO_ERROR' && socket.ghosts > 0) {
    // #1 root WSPJoinLeaf a   #2 root closes a's descriptor   #3 root WSPJoinLeaf b   #4 root ◀ FD_CONNECT refused
    // #4 may be a's (ruling 9) or b's: nothing is concluded of b.
    const next = changeSocket(model, socket.id, { ghosts: socket.ghosts - 1 });
    return join !== undefined && isOpen(join) ? changeJoin(next, join.id, { unclear: true }) : next;
  }
  if (join === undefined || !isOpen(join)) return model;
  const done = error === 'NO_ERROR';
  const next = changeJoin(model, join.id, { phase: done ? 'done' : 'failed', told: { at, error } });
  return changeSocket(next, socket.id, { lastJoin: done ? 'done' : failedAs(error) });
}

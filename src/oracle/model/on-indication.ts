import type { IndicationEvent } from '../../trace/index.js';
import { beginSecond } from './beginning.js';
import { changeJoin, changeSocket, remember } from './change.js';
import type { Join, Model, SocketFacts } from './facts.js';
import { failedAs } from './on-call.js';
import { isOpen, joinOf, mayTellOfEarlier, socketAt } from './queries.js';

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
  if (join === undefined) return model;
  if (!isOpen(join) && !mayTellOfEarlier(model, join)) return model;
  const before = isOpen(join) ? model : toldOfEarlier(model, join);
  const done = error === 'NO_ERROR';
  const next = changeJoin(before, join.id, { phase: done ? 'done' : 'failed', told: { at, error } });
  return beginSecond(changeSocket(next, socket.id, { lastJoin: done ? 'done' : failedAs(error) }), join.id);
}

// #1 leaf-1 WSPJoinLeaf a, of which nobody is told   #2 leaf-1 WSPJoinLeaf a   #3 leaf-1 ◀ FD_CONNECT refused   #4 leaf-1 ◀ FD_CONNECT 0
// #3 was the outcome of #1, then, and #4 is that of #2.
function toldOfEarlier(model: Model, { id, phase, told, replaces }: Join): Model {
  const earlier = joinOf(model, replaces);
  if (earlier === undefined || told === undefined) return model;
  if (earlier.told !== undefined) return changeJoin(toldOfEarlier(model, earlier), earlier.id, { phase, told });
  const next = isOpen(earlier) ? changeJoin(model, earlier.id, { phase, told }) : model;
  return changeJoin(next, id, { replaces: earlier.replaces });
}

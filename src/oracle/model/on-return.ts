import { sameAddress, SIO, type Address } from '../../spi/index.js';
import { succeeded, type ReturnEvent } from '../../trace/index.js';
import { beginSecond, begunAnew, neverBegun } from './beginning.js';
import { born, made } from './births.js';
import { changeJoin, changeSocket, nameKey, remember } from './change.js';
import type { Flying, Join, Model, SocketFacts } from './facts.js';
import { accepting } from './on-accept.js';
import { failedAs } from './on-call.js';
import { isOpen, joinOf, mayTellOfEarlier, requestsAt, settledSince, socketOf } from './queries.js';
import { noteReceipt, noteSend } from './session.js';

/** What changes when a call returns. */
export function onReturn(model: Model, event: ReturnEvent): Model {
  const flight = model.flying.get(event.id);
  if (flight === undefined) return model;
  const flying = new Map(model.flying);
  flying.delete(event.id);
  const returned = remember(model.returned, { id: event.id, at: model.index, verb: event.verb, result: event.result });
  return landed({ ...model, flying, returned }, flight, event);
}

function landed(model: Model, flight: Flying, event: ReturnEvent): Model {
  const { event: call, on, at, standing } = flight;
  const socket = socketOf(model, on);
  switch (event.verb) {
    case 'socket':
      return call.verb === 'socket' && succeeded(event.result) ? made(model, call, event.result.ok.socket) : model;
    case 'bind':
      return succeeded(event.result) ? changeSocket(model, on, { bound: true }) : model;
    case 'getSockName':
      return succeeded(event.result) ? changeSocket(model, on, { address: event.result.ok.name, bound: true }) : model;
    case 'listen':
      return call.verb === 'listen' && socket !== undefined && succeeded(event.result)
        ? listening(model, socket, call.args.backlog)
        : model;
    case 'joinLeaf': {
      if (call.verb !== 'joinLeaf') return model;
      const error = succeeded(event.result) ? undefined : event.result.error;
      const next =
        error === undefined || call.args.name === null ? model : stray(model, call.args.name, error, 'joinLeaf');
      if (socket === undefined) return next;
      if (standing?.is === 'second' && succeeded(event.result)) {
        const begun = begunAnew(next, flight, standing.join);
        const join = joinOf(begun, call.id);
        return join === undefined
          ? unasked(next, socket, event.result.ok.socket)
          : started(begun, join, socket, event.result.ok.socket);
      }
      if (standing?.is !== 'join')
        return succeeded(event.result) ? unasked(next, socket, event.result.ok.socket) : next;
      const join = joinOf(next, call.id);
      if (join === undefined) return next;
      if (succeeded(event.result)) return started(next, join, socket, event.result.ok.socket);
      const lastJoin = failedAs(event.result.error);
      // A blocking call that fails is how the outcome is told; a nonblocking one has not begun anything.
      const told = join.blocking ? { told: { at: model.index, error: event.result.error } } : {};
      const failed = changeJoin(next, join.id, { phase: 'failed', ...told });
      // These tell that it is the join of unknown outcome that goes on, or has succeeded.
      if ((error === 'WSAEALREADY' || error === 'WSAEISCONN') && join.replaces !== undefined)
        return neverBegun(failed, join, join.replaces);
      // Nothing was told before of which it is not known whose outcome it was: this one has not begun.
      const nothing = mayTellOfEarlier(next, join) ? failed : changeJoin(failed, join.id, { unclear: false });
      return beginSecond(changeSocket(nothing, socket.id, { lastJoin }), join.id);
    }
    case 'connect':
      return call.verb === 'connect' && call.args.name !== null
        ? stray(model, call.args.name, 'NO_ERROR', 'connect')
        : model;
    case 'accept':
      return call.verb === 'accept' && socket !== undefined ? accepting(model, socket, call, event, at) : model;
    case 'eventSelect':
      if (call.verb !== 'eventSelect' || socket === undefined) return model;
      if (!succeeded(event.result)) return changeSocket(model, on, { maskComing: 0 });
      return changeSocket(model, on, {
        mask: call.args.events,
        maskBy: 'registration',
        maskAt: model.index,
        maskEver: socket.maskEver | call.args.events,
        maskComing: 0,
        blocking: false,
        unblocked: socket.unblocked || socket.blocking,
        record: new Map(),
      });
    case 'enumNetworkEvents':
      return succeeded(event.result)
        ? changeSocket(model, on, { record: new Map(), recordCleared: { by: 'enumeration', at } })
        : model;
    case 'closeSocket':
      return socket !== undefined && succeeded(event.result) ? closed(model, socket) : model;
    case 'send':
      return call.verb === 'send' && socket !== undefined && succeeded(event.result)
        ? noteSend(model, socket, call.args.data, at)
        : model;
    case 'recv':
      return socket !== undefined && succeeded(event.result) ? noteReceipt(model, socket, event.result.ok.data) : model;
    case 'ioctl':
      if (call.verb !== 'ioctl' || !succeeded(event.result)) return model;
      if (call.args.code === SIO.MULTIPOINT_LOOPBACK)
        return changeSocket(model, on, { loopback: call.args.value !== 0 });
      return call.args.code === SIO.MULTICAST_SCOPE ? changeSocket(model, on, { scope: call.args.value }) : model;
    case 'addMembership':
      return call.verb === 'addMembership' && succeeded(event.result)
        ? changeSocket(model, on, { membership: { group: call.args.group, at: model.index } })
        : model;
    case 'shutdown':
      return succeeded(event.result) ? model : notShut(model, on, at);
    case 'calleeData':
    case 'memberships':
      return model;
  }
}

function listening(model: Model, socket: SocketFacts, backlog: number): Model {
  const most = Math.max(backlog, socket.listening?.most ?? 0);
  let next = changeSocket(model, socket.id, { listening: { at: socket.listening?.at ?? model.index, backlog, most } });
  if (socket.listening !== undefined) return resized(next, socket, backlog);
  if (socket.address === undefined) return next;
  for (const join of model.joins.values()) {
    const waits =
      join.listener === undefined &&
      !join.stranded &&
      (isOpen(join) || (join.cancelledAt !== undefined && !settledSince(model, join.cancelledAt)));
    if (!waits || join.scheme === 'nonrooted' || !sameAddress(join.target, socket.address)) continue;
    next = changeJoin(next, join.id, { listener: socket.id, mayRefuse: true });
  }
  return next;
}

// #1 leaf-1 and leaf-2 ask root, whose backlog is 1   #2 root WSPListen, backlog 2   #3 leaf-2 ◀ FD_CONNECT refused
// leaf-2's request may have arrived before #2.
function resized(model: Model, socket: SocketFacts, backlog: number): Model {
  if (socket.listening?.backlog === backlog) return model;
  return requestsAt(model, socket.id)
    .filter(({ issuedAt }) => !settledSince(model, issuedAt))
    .reduce((it, { id }) => changeJoin(it, id, { mayRefuse: true }), model);
}

function stray(model: Model, target: Address, error: string, verb: 'joinLeaf' | 'connect'): Model {
  return {
    ...model,
    strays: remember(model.strays, { at: model.index, target, verb, second: error === 'WSAEALREADY' }),
  };
}

function started(model: Model, join: Join, socket: SocketFacts, descriptor: number): Model {
  let next = model;
  if (join.scheme === 'invite' || (join.scheme === 'other' && socket.roles.control === 'c_root')) {
    const fresh = !next.byName.has(nameKey(socket.node, descriptor));
    if (fresh) {
      const link = next.nextSocket;
      next = changeJoin(born(next, socket, 'invited', descriptor, join.id, join.issuedAt), join.id, { link });
    }
  }
  // That the one before had been told, it has not met pending.
  if (!mayTellOfEarlier(next, join)) next = changeJoin(next, join.id, { replaces: undefined });
  if (join.phase !== 'issued') return next;
  next = withoutEarlier(next, join, socket);
  if (!join.blocking) return changeJoin(next, join.id, { phase: 'pending' });
  next = changeJoin(next, join.id, { phase: 'done', told: { at: model.index, error: 'NO_ERROR' } });
  return beginSecond(changeSocket(next, socket.id, { lastJoin: 'done' }), join.id);
}

// #1 root WSPJoinLeaf a, of which nobody is told   #2 settled   #3 root WSPJoinLeaf b → socket 5
// #3 shows that a is not pending any more, and all that was to be told of it had been told by #2.
// Where anything has been told on the socket since #3, it may be the outcome of #1.
function withoutEarlier(model: Model, { id, replaces, afterQuiet, issuedAt }: Join, { seen }: SocketFacts): Model {
  if (seen.some(({ event, at }) => event === 'FD_CONNECT' && at > issuedAt)) return model;
  const earlier = joinOf(model, replaces);
  const join = joinOf(model, id);
  if (!afterQuiet || earlier === undefined || join === undefined || earlier.accepted !== undefined) return model;
  const joins = new Map(model.joins)
    .set(id, { ...join, unclear: false, replaces: undefined })
    .set(earlier.id, { ...earlier, phase: 'failed' });
  return { ...model, joins };
}

// A descriptor that nobody should have got, or of which nothing is known: it is open all the same.
function unasked(model: Model, socket: SocketFacts, descriptor: number): Model {
  if (model.byName.has(nameKey(socket.node, descriptor))) return model;
  return born(model, socket, 'invited', descriptor, undefined, model.index);
}

// What WSPShutdown was expected to end goes on after all; how its joins fare meanwhile is not known.
function notShut(model: Model, id: number | undefined, at: number): Model {
  const socket = socketOf(model, id);
  if (socket?.shutAt !== at) return model;
  const { shutAt, ...open } = socket;
  let next: Model = { ...model, sockets: new Map(model.sockets).set(socket.id, open) };
  for (const join of model.joins.values()) {
    if (join.initiator === id && join.cancelledAt === shutAt) next = changeJoin(next, join.id, { unclear: true });
  }
  return next;
}

function closed(model: Model, socket: SocketFacts): Model {
  const sockets = new Map(model.sockets);
  sockets.delete(socket.id);
  const byName = new Map(model.byName);
  const key = nameKey(socket.node, socket.descriptor);
  if (byName.get(key) === socket.id) byName.delete(key);
  const { id, node, descriptor, roles, origin, address, from } = socket;
  const tombstone = {
    id,
    node,
    descriptor,
    roles,
    origin,
    at: socket.closing ?? model.index,
    ...(address === undefined ? {} : { address }),
    ...(from === undefined ? {} : { from }),
  };
  return { ...model, sockets, byName, tombstones: remember(model.tombstones, tombstone, 256) };
}

import { rolesOf, sameAddress, SIO, type Address } from '../../spi/index.js';
import { succeeded, type CallEvent, type ReturnEvent } from '../../trace/index.js';
import { addSocket, changeJoin, changeSocket, nameKey, remember } from './change.js';
import type { Flying, Join, Model, SocketFacts } from './facts.js';
import { isOpen, joinOf, requestsAt, rootOf, settledSince, socketOf, withdrawnAt } from './queries.js';
import { failedAs } from './on-call.js';
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

function landed(model: Model, { event: call, on, at, standing }: Flying, event: ReturnEvent): Model {
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
        return changeSocket(failed, socket.id, { join: join.replaces });
      return changeSocket(failed, socket.id, { lastJoin });
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
        ? changeSocket(model, on, { membership: { group: call.args.group, at } })
        : model;
    case 'shutdown':
      return succeeded(event.result) ? model : notShut(model, on, at);
    case 'calleeData':
    case 'memberships':
      return model;
  }
}

const FRESH = {
  maskComing: 0,
  acceptCredit: 1,
  acceptTold: false,
  acceptEver: false,
  record: new Map(),
  recordCleared: { by: 'nothing', at: -1 },
  received: [],
  ghosts: 0,
  scope: 1,
  hears: false,
  heard: false,
} as const;

function made(model: Model, call: CallEvent & { verb: 'socket' }, descriptor: number): Model {
  return addSocket(model, {
    ...FRESH,
    seen: [],
    node: call.node,
    descriptor,
    origin: 'made',
    entry: model.header?.capabilities.entries.find((entry) => entry.id === call.args.entry),
    roles: rolesOf(call.args.flags) ?? { control: 'plain', data: 'none' },
    blocking: call.args.blocking,
    bound: false,
    mask: 0,
    maskBy: 'inheritance',
    maskAt: model.index,
    maskEver: 0,
  });
}

// A new descriptor has the properties of the socket that gave rise to it, but is a c_leaf (USING-12, ACCEPT-7).
function born(
  model: Model,
  parent: SocketFacts,
  origin: SocketFacts['origin'],
  descriptor: number,
  from: number | undefined,
): Model {
  const early = model.early.filter((it) => it.node === parent.node && it.socket === descriptor);
  const closed = early.find((it) => it.event === 'FD_CLOSE');
  return addSocket(
    { ...model, early: model.early.filter((it) => !early.includes(it)) },
    {
      ...FRESH,
      seen: early,
      node: parent.node,
      descriptor,
      origin,
      entry: parent.entry,
      roles: { control: 'c_leaf', data: origin === 'accepted' ? parent.roles.data : 'd_leaf' },
      blocking: parent.blocking,
      bound: true,
      mask: parent.mask,
      maskBy: 'inheritance',
      maskAt: parent.maskAt,
      maskEver: parent.maskEver | parent.mask,
      ...(from === undefined ? {} : { from }),
      ...(closed === undefined ? {} : { closeTold: closed.at }),
    },
  );
}

function listening(model: Model, socket: SocketFacts, backlog: number): Model {
  const most = Math.max(backlog, socket.listening?.most ?? 0);
  let next = changeSocket(model, socket.id, { listening: { at: socket.listening?.at ?? model.index, backlog, most } });
  if (socket.address === undefined || socket.listening !== undefined) return next;
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
      next = changeJoin(born(next, socket, 'invited', descriptor, join.id), join.id, { link });
    }
  }
  if (join.phase !== 'issued') return next;
  if (!join.blocking) return changeJoin(next, join.id, { phase: 'pending' });
  next = changeJoin(next, join.id, { phase: 'done', told: { at: model.index, error: 'NO_ERROR' } });
  return changeSocket(next, socket.id, { lastJoin: 'done' });
}

// A descriptor that nobody should have got, or of which nothing is known: it is open all the same.
function unasked(model: Model, socket: SocketFacts, descriptor: number): Model {
  if (model.byName.has(nameKey(socket.node, descriptor))) return model;
  return born(model, socket, 'invited', descriptor, undefined);
}

function accepting(
  model: Model,
  socket: SocketFacts,
  call: CallEvent & { verb: 'accept' },
  event: ReturnEvent & { verb: 'accept' },
  at: number,
): Model {
  const { result } = event;
  const requests = requestsAt(model, socket.id);
  if (succeeded(result)) {
    const origin = socket.roles.control === 'c_root' ? 'admitted' : 'accepted';
    const candidates = [...requests, ...withdrawnAt(model, socket.id)].filter((join) =>
      isFrom(model, join, result.ok.peer),
    );
    const [join] = candidates;
    const id = model.nextSocket;
    let next = model;
    if (!model.byName.has(nameKey(socket.node, result.ok.socket))) {
      next = born(model, socket, origin, result.ok.socket, candidates.length === 1 ? join?.id : undefined);
    }
    if (join === undefined) return next;
    // A cancelled request and a new one of the same initiator look alike: no verdict on either.
    if (candidates.length > 1)
      return candidates.reduce((it, { id: one }) => changeJoin(it, one, { unclear: true }), next);
    const accepted = {
      issuedAt: at,
      at: model.index,
      by: socket.id,
      socket: id,
      calleeData: call.args.condition?.calleeData ?? '',
    };
    return changeJoin(next, join.id, { accepted });
  }
  const caller = result.condition?.caller;
  const met = caller === undefined ? requests : requests.filter((join) => isFrom(model, join, caller));
  const [join] = met;
  switch (result.error) {
    case 'WSAECONNREFUSED': {
      if (call.args.condition?.answer !== 'CF_REJECT') return model;
      // #1 root WSPJoinLeaf → leaf   #2 root closes the new descriptor   #3 root WSPJoinLeaf → leaf   #4 leaf rejects root
      // #4 may be the answer to #1, whose withdrawal is still on its way, or to #3: no verdict on either.
      const gone = withdrawnAt(model, socket.id).filter((it) => caller !== undefined && isFrom(model, it, caller));
      const either = [...met, ...gone];
      const changes = either.length === 1 ? { rejectedAt: at } : { unclear: true };
      return either.reduce((it, { id }) => changeJoin(it, id, changes), { ...model, rejectionAt: at });
    }
    case 'WSATRY_AGAIN': {
      const gone = withdrawnAt(model, socket.id).filter((it) => caller === undefined || isFrom(model, it, caller));
      // The deferred request may have been withdrawn already, which enables FD_ACCEPT again when it is known (ruling 8).
      if (gone.length > 0) return changeSocket(model, socket.id, { acceptTold: met.length > 0 });
      // A deferral does not enable FD_ACCEPT again (ruling 25): what the call gave on credit is taken back.
      const kept = changeSocket(model, socket.id, {
        acceptCredit: Math.max(0, socket.acceptCredit - 1),
        acceptTold: true,
      });
      return met.length === 1 && join !== undefined ? changeJoin(kept, join.id, { deferredAt: at }) : kept;
    }
    case 'WSAECONNRESET':
    case 'WSAEACCES':
    case 'WSAEWOULDBLOCK':
      // It met what had been withdrawn, and took it off the queue.
      return withdrawnAt(model, socket.id)
        .filter((withdrawn) => withdrawn.cancelledAt !== undefined && settledSince(model, withdrawn.cancelledAt))
        .slice(0, result.error === 'WSAEWOULDBLOCK' ? undefined : 1)
        .reduce((it, { id }) => changeJoin(it, id, { rejectedAt: at }), model);
    default:
      return model;
  }
}

/** Whether a join's initiator has this address; undecided, and so yes, while its address is not known. */
export function isFrom(model: Model, join: Join, peer: Address): boolean {
  const initiator = socketOf(model, join.initiator);
  const address = initiator?.address ?? model.tombstones.find((it) => it.id === join.initiator)?.address;
  return address === undefined || sameAddress(address, peer);
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

/** Whether the root of a join's session is gone: closed, closing or shut down. */
export function rootGone(model: Model, join: Join): boolean {
  const id = rootOf(join);
  if (id === undefined) return false;
  const root = socketOf(model, id);
  return root === undefined || root.closing !== undefined || root.shutAt !== undefined;
}

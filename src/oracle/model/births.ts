import { rolesOf } from '../../spi/index.js';
import type { CallEvent } from '../../trace/index.js';
import { addSocket } from './change.js';
import type { Model, SocketFacts } from './facts.js';

// It stands last in what it is part of: V8 takes fifty times as long to add to a copy as to add a copy.
const FRESH = {
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

/** A socket that WSPSocket has made. */
export function made(model: Model, call: CallEvent & { verb: 'socket' }, descriptor: number): Model {
  return addSocket(model, {
    seen: [],
    node: call.node,
    descriptor,
    origin: 'made',
    entry: model.header?.capabilities.entries.find((entry) => entry.id === call.args.entry),
    roles: rolesOf(call.args.flags) ?? { control: 'plain', data: 'none' },
    blocking: call.args.blocking,
    unblocked: false,
    bound: false,
    mask: 0,
    maskBy: 'inheritance',
    maskAt: model.index,
    maskEver: 0,
    maskComing: 0,
    ...FRESH,
  });
}

/** A new descriptor has the properties of the socket that gave rise to it, but is a c_leaf (USING-12, ACCEPT-7). */
export function born(
  model: Model,
  parent: SocketFacts,
  origin: SocketFacts['origin'],
  descriptor: number,
  from: number | undefined,
  calledAt: number,
): Model {
  // #1 root WSPJoinLeaf, blocking   #2 root WSPEventSelect FD_READ   #3 root WSPJoinLeaf → socket 5
  // Socket 5 may have either mask: it is held to neither.
  const changing = parent.maskAt > calledAt || parent.maskComing !== 0;
  const early = model.early.filter((it) => it.node === parent.node && it.socket === descriptor);
  const closed = early.find((it) => it.event === 'FD_CLOSE');
  return addSocket(
    { ...model, early: model.early.filter((it) => !early.includes(it)) },
    {
      seen: early,
      node: parent.node,
      descriptor,
      origin,
      entry: parent.entry,
      roles: { control: 'c_leaf', data: origin === 'accepted' ? parent.roles.data : 'd_leaf' },
      blocking: parent.blocking,
      unblocked: parent.unblocked,
      bound: true,
      mask: parent.mask,
      maskComing: changing ? parent.maskEver | parent.mask | parent.maskComing : 0,
      maskBy: 'inheritance',
      maskAt: parent.maskAt,
      maskEver: parent.maskEver | parent.mask,
      ...FRESH,
      ...(from === undefined ? {} : { from }),
      ...(closed === undefined ? {} : { closeTold: closed.at }),
    },
  );
}

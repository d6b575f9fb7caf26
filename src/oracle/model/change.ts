import type { Descriptor, NodeName } from '../../trace/index.js';
import type { Join, JoinId, Model, SocketFacts, SocketId } from './facts.js';

/** So many of the latest things are remembered where no clause needs more: memory follows what is alive. */
export const REMEMBERED = 64;

/** Appends, and forgets what is older than the latest so many. */
export function remember<T>(list: readonly T[], item: T, most: number = REMEMBERED): readonly T[] {
  return list.length < most ? [...list, item] : [...list.slice(list.length - most + 1), item];
}

/** The key of a descriptor among the open ones. */
export function nameKey(node: NodeName, descriptor: Descriptor): string {
  return `${descriptor}@${node}`;
}

/** The model with one socket changed; the same model if it is not open. */
export function changeSocket(model: Model, id: SocketId | undefined, changes: Partial<SocketFacts>): Model {
  const socket = id === undefined ? undefined : model.sockets.get(id);
  if (socket === undefined) return model;
  return { ...model, sockets: new Map(model.sockets).set(socket.id, { ...socket, ...changes }) };
}

/** The model with one join changed; the same model if there is none such. */
export function changeJoin(model: Model, id: JoinId | undefined, changes: Partial<Join>): Model {
  const join = id === undefined ? undefined : model.joins.get(id);
  if (join === undefined) return model;
  return { ...model, joins: new Map(model.joins).set(join.id, { ...join, ...changes }) };
}

/** The model with a new open socket. One of the same name cannot be open any more. */
export function addSocket(model: Model, facts: Omit<SocketFacts, 'id'>): Model {
  const id = model.nextSocket;
  return {
    ...model,
    nextSocket: id + 1,
    sockets: new Map(model.sockets).set(id, { ...facts, id }),
    byName: new Map(model.byName).set(nameKey(facts.node, facts.descriptor), id),
  };
}

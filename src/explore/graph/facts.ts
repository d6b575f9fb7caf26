import {
  isOpen,
  joinOf,
  requestsAt,
  socketAt,
  socketOf,
  withdrawnAt,
  type Join,
  type Model,
  type SocketFacts,
} from '../../oracle/index.js';
import { sameAddress } from '../../spi/index.js';
import { leafName } from './scope.js';
import { addressOf, ROOT, type Held, type Holding, type World } from './world.js';

/** What the oracle knows. */
export function modelOf(world: World): Model {
  return world.oracle.model;
}

/** The root's own socket, while it is open. */
export function rootSocket(world: World): SocketFacts | undefined {
  return world.root.open ? socketAt(modelOf(world), ROOT, world.root.socket) : undefined;
}

/** A leaf's holding. */
export function holdingOf(world: World, leaf: number): Holding {
  const holding = world.leaves[leaf];
  if (holding === undefined) throw new RangeError(`this scope has no leaf ${leaf}`);
  return holding;
}

/** The node on which a leaf's socket of some kind lives: its own, but for the root's descriptor for it. */
export function nodeOf(world: World, leaf: number, on: 'own' | 'link' | 'member'): string {
  return on === 'link' ? ROOT : leafName(world.scope, leaf);
}

/** What the suite holds of a leaf's sockets. */
export function heldOn(world: World, leaf: number, on: 'own' | 'link' | 'member'): Held | undefined {
  return holdingOf(world, leaf)[on];
}

/** A leaf's socket, while it is open. */
export function leafSocket(world: World, leaf: number, on: 'own' | 'link' | 'member'): SocketFacts | undefined {
  const held = heldOn(world, leaf, on);
  return held?.open === true ? socketAt(modelOf(world), nodeOf(world, leaf, on), held.socket) : undefined;
}

/** The join that is pending for a leaf, as its initiator knows it. */
export function pendingFor(world: World, leaf: number): Join | undefined {
  const invited = world.scope.ways[leaf] === 'invited';
  const initiator = invited ? rootSocket(world) : leafSocket(world, leaf, 'own');
  const join = joinOf(modelOf(world), initiator?.join);
  if (join === undefined || !isOpen(join)) return undefined;
  return !invited || sameAddress(join.target, addressOf(leaf)) ? join : undefined;
}

/** Whether the root has an invitation pending. */
export function isInviting(world: World): boolean {
  const join = joinOf(modelOf(world), rootSocket(world)?.join);
  return join !== undefined && isOpen(join);
}

/**
 * Whether the root may invite a leaf. After it has cancelled an invitation it waits: an error could be that one's (R9),
 * and whose request WSPAccept takes could not be told as long as the withdrawn one may be in the queue.
 */
export function mayInvite(world: World, leaf: number): boolean {
  const own = leafSocket(world, leaf, 'own');
  const withdrawn = own === undefined ? 0 : withdrawnAt(modelOf(world), own.id).length;
  return rootSocket(world)?.ghosts === 0 && !isInviting(world) && withdrawn === 0;
}

/** Whether the latest join to or from a leaf has succeeded, and its initiator has been told. */
export function isDone(world: World, leaf: number): boolean {
  if (world.scope.ways[leaf] !== 'invited') return leafSocket(world, leaf, 'own')?.lastJoin === 'done';
  return joinOf(modelOf(world), leafSocket(world, leaf, 'link')?.from)?.phase === 'done';
}

/** The leaf that a join is to bring in. */
export function leafOf(world: World, join: Join): number {
  if (join.scheme === 'invite')
    return world.leaves.findIndex((_holding, leaf) => sameAddress(join.target, addressOf(leaf)));
  const initiator = socketOf(modelOf(world), join.initiator);
  const node = initiator?.node ?? modelOf(world).tombstones.find(({ id }) => id === join.initiator)?.node;
  return world.leaves.findIndex((_holding, leaf) => leafName(world.scope, leaf) === node);
}

/** Whether WSPAccept makes sense on a listening socket: FD_ACCEPT has been indicated, or somebody cannot wait. */
export function mayAccept(world: World, socket: SocketFacts | undefined): boolean {
  if (socket?.listening === undefined) return false;
  return socket.acceptTold || (world.scope.may.includes('eager') && socket.acceptCredit < 2);
}

/** The requests of a leaf that wait at a listening socket. */
export function requestsOf(world: World, leaf: number, listener: SocketFacts): readonly Join[] {
  return requestsAt(modelOf(world), listener.id).filter((join) => leafOf(world, join) === leaf);
}

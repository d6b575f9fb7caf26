import {
  addressText,
  controlPlane,
  rolesOf,
  type Address,
  type Args,
  type Capabilities,
  type Gives,
  type ProtocolEntry,
  type Result,
  type Roles,
} from '../../src/provider.js';
import { DONE, failed, firstRefusal } from './check.js';
import { enter } from './membership.js';
import type { Node, Socket } from './model.js';
import { boundTo, newSession, type World } from './world.js';

/** WSPSocket. */
export function socket(
  world: World,
  node: Node,
  { entries }: Capabilities,
  { entry: id, flags, blocking }: Args<'socket'>,
): Result<Gives<'socket'>> {
  const entry = entries.find((one) => one.id === id);
  if (entry === undefined) return failed('WSAEPROTONOSUPPORT');
  const refusal = firstRefusal(world.rules.socketChecks, { entry, flags });
  if (refusal !== undefined) return failed(refusal);
  const made = newSocket(world, node, entry, rolesOf(flags) ?? { control: 'c_leaf', data: 'd_leaf' }, blocking);
  if (made.roles.control === 'c_root') holdTogetherSession(world, made);
  return { ok: { socket: made.descriptor } };
}

/** WSPBind. */
export function bind(world: World, socket: Socket, { name }: Args<'bind'>): Result<Gives<'bind'>> {
  const holder = name === null ? undefined : boundTo(world, name);
  const refusal = firstRefusal(world.rules.bindChecks, { socket, name, holder });
  if (refusal !== undefined || name === null) return failed(refusal ?? 'WSAEFAULT');
  giveName(world, socket, name.port);
  return DONE;
}

/** WSPGetSockName. */
export function getSockName(_world: World, { name }: Socket): Result<Gives<'getSockName'>> {
  return name === undefined ? failed('WSAEINVAL') : { ok: { name } };
}

/** Binds a socket to its node's address; port 0 chooses one that nobody has. */
export function giveName(world: World, socket: Socket, port = 0): void {
  socket.name = port === 0 ? freshName(world, socket.node) : { ...socket.node.address, port };
  world.bound.set(addressText(socket.name), socket);
}

/** Lets others have the name of a closed socket. */
function releaseName(world: World, socket: Socket): void {
  if (socket.name !== undefined && boundTo(world, socket.name) === socket) world.bound.delete(addressText(socket.name));
}

/** Takes a descriptor back from the client (CLOSE-1). */
export function retire(world: World, socket: Socket): void {
  socket.open = false;
  releaseName(world, socket);
  if (!world.rules.answersAfterClose(socket)) socket.node.sockets.delete(socket.descriptor);
}

/** A c_leaf that is made from a c_root or a listening socket, with its properties (USING-12, ACCEPT-7). */
export function socketMadeFrom(world: World, from: Socket, by: 'joinLeaf' | 'accept'): Socket {
  const { mask, blocking, loopback, scope } = world.rules.inherited(from, by);
  const made = newSocket(world, from.node, from.entry, { ...from.roles, control: 'c_leaf' }, blocking);
  made.name = from.name;
  made.events.mask = mask;
  made.loopback = loopback;
  made.scope = scope;
  return made;
}

function newSocket(world: World, node: Node, entry: ProtocolEntry, roles: Roles, blocking: boolean): Socket {
  node.latestDescriptor = world.rules.nextDescriptor(node);
  const made: Socket = {
    node,
    descriptor: node.latestDescriptor,
    entry,
    roles,
    open: true,
    blocking,
    name: undefined,
    standing: 'idle',
    events: { mask: 0, recorded: {}, acceptEnabled: true, readEnabled: true },
    listener: undefined,
    outstanding: undefined,
    latestOutcome: undefined,
    tie: undefined,
    session: undefined,
    direction: 'both',
    joinedBy: undefined,
    inbox: [],
    calleeData: '',
    loopback: false,
    scope: 1,
    lines: new Map(),
  };
  node.sockets.set(made.descriptor, made);
  world.made.sockets.push(made);
  return made;
}

/** The session of a c_root begins with it, and has it as a member in the data plane (TAXONOMY-1). */
function holdTogetherSession(world: World, root: Socket): void {
  const session = newSession(root);
  world.made.sessions.push(session);
  enter(session, root, 'both', undefined);
}

function freshName(world: World, node: Node): Address {
  for (;;) {
    node.latestPort = world.rules.nextPort(node);
    const name = { ...node.address, port: node.latestPort };
    if (world.rules.portIsFree(boundTo(world, name))) return name;
  }
}

/** Whether all nodes are c_leafs where this socket lives (JOIN-4.1). */
export function isNonrooted({ entry }: Socket): boolean {
  return controlPlane(entry) === 'nonrooted';
}

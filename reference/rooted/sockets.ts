import { isIPv4 } from 'node:net';
import {
  WSA_FLAG,
  controlPlane,
  dataPlane,
  rolesOf,
  type Address,
  type Args,
  type ErrorName,
  type Gives,
  type ProtocolEntry,
  type Result,
  type Roles,
} from '../../src/provider.js';
import { ENTRIES } from './capabilities.js';
import { DONE, failed } from './errors.js';
import type { Host, Session, Socket } from './model.js';
import { freePort, inet } from './tcp.js';

/** WSPSocket. */
export function socket(host: Host, { entry: id, flags, blocking }: Args<'socket'>): Result<Gives<'socket'>> {
  const entry = Object.values(ENTRIES).find((one) => one.id === id);
  if (entry === undefined) return failed('WSAEPROTONOSUPPORT');
  const roles = rolesOf(flags);
  if (roles === undefined || !offers(entry, flags)) return failed('WSAEINVAL');
  const made = newSocket(host, entry, roles, blocking);
  if (roles.control === 'c_root') made.session = { root: made, ties: new Set() };
  return { ok: { socket: made.descriptor } };
}

/** Whether an entry has such sockets (FLAGS-1, FLAGS-2, FLAGS-3). */
function offers(entry: ProtocolEntry, flags: number): boolean {
  const has = (flag: number): boolean => (flags & flag) !== 0;
  if (has(WSA_FLAG.MULTIPOINT_C_ROOT) && controlPlane(entry) !== 'rooted') return false;
  if (has(WSA_FLAG.MULTIPOINT_D_ROOT) && dataPlane(entry) !== 'rooted') return false;
  return !(has(WSA_FLAG.MULTIPOINT_C_LEAF) || has(WSA_FLAG.MULTIPOINT_D_LEAF)) || controlPlane(entry) !== 'none';
}

/** WSPBind. */
export async function bind(socket: Socket, { name }: Args<'bind'>): Promise<Result<Gives<'bind'>>> {
  if (name === null) return failed('WSAEFAULT');
  if (name.family !== socket.entry.addressFamily) return failed('WSAEAFNOSUPPORT');
  if (!['', '0.0.0.0', socket.host.address].includes(name.host)) return failed('WSAEADDRNOTAVAIL');
  if (socket.name !== undefined) return failed('WSAEINVAL');
  const refused = await giveName(socket, name.port);
  return refused === undefined ? DONE : failed(refused);
}

/** WSPGetSockName. */
export function getSockName({ name }: Socket): Result<Gives<'getSockName'>> {
  return name === undefined ? failed('WSAEINVAL') : { ok: { name } };
}

/**
 * Gives a socket its name: its host's address, and a port that nobody has; port 0 lets the system choose. Gives why
 * there is none, if there is none.
 *
 * Node cannot bind a TCP socket without letting it listen, so the port is only looked at, and held within this host.
 * That a listener is not there until WSPListen has its good side: till then the system itself refuses connections.
 */
export async function giveName(socket: Socket, port = 0): Promise<ErrorName | undefined> {
  const { host } = socket;
  for (;;) {
    if (host.ports.has(port)) return 'WSAEADDRINUSE';
    const free = await freePort(host, port);
    if ('error' in free) return free.error;
    // Somebody else may have been given it, or this socket a name, while the system was asked.
    if (socket.name !== undefined) return 'WSAEINVAL';
    if (!socket.open) return 'WSAENOTSOCK';
    if (host.ports.has(free.ok)) continue;
    host.ports.set(free.ok, socket);
    socket.name = inet(host.address, free.ok);
    return undefined;
  }
}

/** Takes a descriptor back from the client (CLOSE-1). */
export function retire(socket: Socket): void {
  const { host, name, descriptor } = socket;
  socket.open = false;
  if (name !== undefined && host.ports.get(name.port) === socket) host.ports.delete(name.port);
  host.sockets.delete(descriptor);
}

/** A c_leaf that is made from a c_root or a listening socket, with its properties (USING-12, ACCEPT-7). */
export function socketMadeFrom(from: Socket): Socket {
  const made = newSocket(from.host, from.entry, { ...from.roles, control: 'c_leaf' }, from.blocking);
  made.name = from.name;
  made.events.mask = from.events.mask;
  made.loopback = from.loopback;
  return made;
}

/** A root's new descriptor for a leaf. */
export function standInFor({ root }: Session): Socket {
  const made = socketMadeFrom(root);
  made.session = root.session;
  return made;
}

function newSocket(host: Host, entry: ProtocolEntry, roles: Roles, blocking: boolean): Socket {
  host.latestDescriptor += 4;
  const made: Socket = {
    host,
    descriptor: host.latestDescriptor,
    entry,
    roles,
    open: true,
    blocking,
    name: undefined,
    standing: 'idle',
    events: { mask: 0, recorded: {}, acceptEnabled: true, readEnabled: true },
    listener: undefined,
    outstanding: undefined,
    link: undefined,
    session: undefined,
    direction: 'both',
    inbox: { texts: [], length: 0, held: new Set() },
    calleeData: '',
    loopback: false,
  };
  host.sockets.set(made.descriptor, made);
  return made;
}

/** Why nobody could be called by this name, whoever asks (USING-20). */
export function unusable(socket: Socket, name: Address | null): ErrorName | undefined {
  if (name === null) return 'WSAEFAULT';
  if (name.family !== socket.entry.addressFamily) return 'WSAEAFNOSUPPORT';
  // A name is an address here: nothing is looked up anywhere.
  return isIPv4(name.host) && name.host !== '0.0.0.0' && name.port !== 0 ? undefined : 'WSAEADDRNOTAVAIL';
}

import {
  WSA_FLAG,
  controlPlane,
  dataPlane,
  rolesOf,
  sameAddress,
  type Address,
  type Descriptor,
  type ProtocolEntry,
} from '../../../src/provider.js';
import { checksOf } from '../check.js';
import type { Node, Socket } from '../model.js';

/** What WSPSocket is asked for. */
export interface SocketAsk {
  readonly entry: ProtocolEntry;
  readonly flags: number;
}

/** What WSPBind is asked for. */
export interface BindAsk {
  readonly socket: Socket;
  readonly name: Address | null;
  /** Who has that name already. */
  readonly holder: Socket | undefined;
}

/** The properties that a socket passes on to one that is made from it. */
export interface Inheritance {
  readonly mask: number;
  readonly blocking: boolean;
  readonly loopback: boolean;
  readonly scope: number;
}

/** How sockets are made and named. */
export const socketRules = {
  /** Which sockets a protocol entry has to offer. */
  socketChecks: checksOf<SocketAsk>()({
    /** FLAGS-2. */
    multipoint: ({ entry, flags }) =>
      controlPlane(entry) === 'none' && (flags & (WSA_FLAG.MULTIPOINT_C_LEAF | WSA_FLAG.MULTIPOINT_D_LEAF)) !== 0
        ? 'WSAEINVAL'
        : undefined,
    /** FLAGS-1, JOIN-4.1. */
    rootedControl: ({ entry, flags }) =>
      controlPlane(entry) !== 'rooted' && (flags & WSA_FLAG.MULTIPOINT_C_ROOT) !== 0 ? 'WSAEINVAL' : undefined,
    /** FLAGS-3. */
    rootedData: ({ entry, flags }) =>
      dataPlane(entry) !== 'rooted' && (flags & WSA_FLAG.MULTIPOINT_D_ROOT) !== 0 ? 'WSAEINVAL' : undefined,
    /** FLAGS-4. */
    oneRolePerPlane: ({ flags }) => (rolesOf(flags) === undefined ? 'WSAEINVAL' : undefined),
  }),

  /** What WSPBind looks at. */
  bindChecks: checksOf<BindAsk>()({
    name: ({ name }) => (name === null ? 'WSAEFAULT' : undefined),
    family: ({ socket, name }) =>
      name !== null && name.family !== socket.entry.addressFamily ? 'WSAEAFNOSUPPORT' : undefined,
    home: ({ socket, name }) =>
      name !== null && name.host !== '' && name.host !== '0.0.0.0' && name.host !== socket.node.address.host
        ? 'WSAEADDRNOTAVAIL'
        : undefined,
    once: ({ socket }) => (socket.name === undefined ? undefined : 'WSAEINVAL'),
    free: ({ holder }) => (holder === undefined ? undefined : 'WSAEADDRINUSE'),
  }),

  /** The number of a new descriptor: one that the node has never used. */
  nextDescriptor: (node: Node): Descriptor => node.latestDescriptor + 4,

  /** The port of a socket that leaves the choice to the provider. */
  nextPort: (node: Node): number => node.latestPort + 1,

  /** Whether a chosen port may be given although that socket has it: none may (USING-11). */
  portIsFree: (holder: Socket | undefined): boolean => holder === undefined,

  /** What a new socket takes over from the c_root or the listening socket that it is made from (USING-12, ACCEPT-7). */
  inherited: (from: Socket, _by: 'joinLeaf' | 'accept'): Inheritance => ({
    mask: from.events.mask,
    blocking: from.blocking,
    loopback: from.loopback,
    scope: from.scope,
  }),

  /** Whether a closed socket's descriptor still answers (CLOSE-1). */
  answersAfterClose: (_socket: Socket): boolean => false,

  /** Whether a nonrooted session exists at an address (TAXONOMY-2). */
  sessionExists: (at: Address, session: Address): boolean => sameAddress(at, session),
};

import { SIO, controlPlane, dataPlane, type Address } from '../../../src/provider.js';
import { checksOf } from '../check.js';
import { standsIn, type Socket } from '../model.js';

/** What WSPSend and WSPRecv are asked for. */
export interface DataAsk {
  readonly socket: Socket;
}

/** What WSPIoctl is asked for. */
export interface IoctlAsk extends DataAsk {
  readonly code: number;
  readonly value: number;
}

/** What the socket option IP_ADD_MEMBERSHIP is asked for. */
export interface GroupAsk extends DataAsk {
  readonly group: Address;
}

/** Who hears whom. */
export const dataRules = {
  /** What WSPSend looks at. */
  sendChecks: checksOf<DataAsk>()({
    connected: ({ socket }) => (takesPart(socket) || socket.standing === 'ended' ? undefined : 'WSAENOTCONN'),
    sessionLasts: ({ socket }) => (socket.standing === 'ended' ? 'WSAECONNRESET' : undefined),
    member: ({ socket }) => (standsIn(socket) ? 'WSAEOPNOTSUPP' : undefined),
    /** USING-19. */
    sender: ({ socket }) => (socket.direction === 'receiver-only' ? 'WSAEOPNOTSUPP' : undefined),
  }),

  /** What WSPRecv looks at. What had arrived before a session ended can still be read. */
  recvChecks: checksOf<DataAsk>()({
    connected: ({ socket }) => (takesPart(socket) || socket.standing === 'ended' ? undefined : 'WSAENOTCONN'),
    member: ({ socket }) => (standsIn(socket) ? 'WSAEOPNOTSUPP' : undefined),
    sessionLasts: ({ socket }) =>
      socket.standing === 'ended' && socket.inbox.length === 0 ? 'WSAECONNRESET' : undefined,
    something: ({ socket }) => (socket.inbox.length === 0 ? 'WSAEWOULDBLOCK' : undefined),
  }),

  /** What WSPIoctl looks at: loopback and scope belong to the nonrooted data plane. */
  ioctlChecks: checksOf<IoctlAsk>()({
    multipoint: ({ socket }) => (dataPlane(socket.entry) === 'nonrooted' ? undefined : 'WSAEOPNOTSUPP'),
    role: ({ socket }) => (socket.roles.data === 'none' ? 'WSAEOPNOTSUPP' : undefined),
    code: ({ code }) => (code === SIO.MULTIPOINT_LOOPBACK || code === SIO.MULTICAST_SCOPE ? undefined : 'WSAEINVAL'),
    value: ({ value }) => (Number.isInteger(value) && value >= 0 ? undefined : 'WSAEINVAL'),
  }),

  /** What IP_ADD_MEMBERSHIP looks at. */
  addMembershipChecks: checksOf<GroupAsk>()({
    nonrooted: ({ socket }) =>
      controlPlane(socket.entry) === 'nonrooted' && socket.roles.control === 'c_leaf' ? undefined : 'WSAENOPROTOOPT',
    bound: ({ socket }) => (socket.name === undefined ? 'WSAEINVAL' : undefined),
    notYetJoined: ({ socket }) => (socket.standing === 'idle' ? undefined : 'WSAEISCONN'),
  }),

  /** Whether the data plane carries what one member sends to another (TAXONOMY-3, TAXONOMY-4). */
  planeCarries: (sender: Socket, receiver: Socket): boolean =>
    dataPlane(sender.entry) === 'nonrooted' || (sender.roles.data === 'd_root') !== (receiver.roles.data === 'd_root'),

  /** Whether a member receives what it sends itself (LOOPBACK-1). */
  loopsBack: (member: Socket): boolean => member.loopback && dataPlane(member.entry) === 'nonrooted',

  /** Whether what a member sends gets as far as the receiver's node (SCOPE-1). */
  inScope: (sender: Socket, receiver: Socket): boolean => sender.scope > 0 || sender.node === receiver.node,

  /** Whether a member gets session data at all (USING-19). */
  receives: ({ direction }: Socket): boolean => direction !== 'sender-only',

  /** Whether the node's system says that it has joined the group because of this member (IPMC-2). */
  reportsMembership: ({ direction }: Socket): boolean => direction !== 'sender-only',

  /** Whether IP_ADD_MEMBERSHIP makes the socket a member (JOIN-4.5). */
  addMembershipJoins: (_socket: Socket): boolean => true,
};

/** Whether the socket has a place in a session: a c_root in its own, whether there are leaves or not. */
function takesPart({ roles, standing }: Socket): boolean {
  return standing === 'joined' || (roles.control === 'c_root' && standing === 'idle');
}

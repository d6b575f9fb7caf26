import { controlPlane, type Address, type ErrorName } from '../../../src/provider.js';
import { checksOf } from '../check.js';
import { standsIn, type Join, type Socket } from '../model.js';

/** What WSPJoinLeaf is asked for. */
export interface JoinAsk {
  readonly socket: Socket;
  readonly name: Address | null;
  readonly callerData: string;
  /** The socket that has that name at the moment of the call. Nothing in the rules of this provider looks at it. */
  readonly peer: Socket | undefined;
}

/** How a join is asked for, and how its outcome is told. */
export const joiningRules = {
  /** What makes WSPJoinLeaf fail at once. */
  joinChecks: checksOf<JoinAsk>()({
    /** USING-1. */
    multipoint: ({ socket }) => (socket.roles.control === 'plain' ? 'WSAEOPNOTSUPP' : undefined),
    /** USING-20, and the next two. */
    name: ({ name }) => (name === null ? 'WSAEFAULT' : undefined),
    family: ({ socket, name }) => (name?.family === socket.entry.addressFamily ? undefined : 'WSAEAFNOSUPPORT'),
    remote: ({ name }) => (name === null || !isRemote(name) ? 'WSAEADDRNOTAVAIL' : undefined),
    /** USING-6: the descriptor of a leaf that has not come yet, or never came. */
    usable: ({ socket }) => (standsIn(socket) && socket.standing !== 'joined' ? 'WSAEINVAL' : undefined),
    /** USING-7. */
    oneOutstanding: ({ socket }) => (socket.outstanding === undefined ? undefined : 'WSAEALREADY'),
    /** USING-8; a c_root is never joined itself (USING-9). */
    notYetJoined: ({ socket }) =>
      socket.roles.control === 'c_leaf' && (socket.standing === 'joined' || socket.standing === 'ended')
        ? 'WSAEISCONN'
        : undefined,
    /** USING-16: a c_root may listen and invite; a listening c_leaf waits to be invited. */
    notListening: ({ socket }) =>
      socket.roles.control === 'c_leaf' && socket.listener !== undefined ? 'WSAEOPNOTSUPP' : undefined,
    /** TAXONOMY-1: a c_root that was shut down has no session to invite to. */
    sessionLasts: ({ socket }) =>
      socket.roles.control === 'c_root' && socket.standing === 'ended' ? 'WSAESHUTDOWN' : undefined,
    /** USING-18: in a nonrooted control plane there is nobody to show it to. */
    callerData: ({ socket, callerData }) =>
      callerData !== '' && controlPlane(socket.entry) === 'nonrooted' ? 'WSAEPROTONOSUPPORT' : undefined,
  }),

  /** What makes WSPConnect fail at once: it is for plain sockets. */
  connectChecks: checksOf<JoinAsk>()({
    plain: ({ socket }) => (socket.roles.control === 'plain' ? undefined : 'WSAEOPNOTSUPP'),
    name: ({ name }) => (name === null ? 'WSAEFAULT' : undefined),
    family: ({ socket, name }) => (name?.family === socket.entry.addressFamily ? undefined : 'WSAEAFNOSUPPORT'),
    remote: ({ name }) => (name === null || !isRemote(name) ? 'WSAEADDRNOTAVAIL' : undefined),
    oneOutstanding: ({ socket }) => (socket.outstanding === undefined ? undefined : 'WSAEALREADY'),
  }),

  /** Whether the call gives an unbound socket a name (USING-11). */
  bindsOnJoin: (_socket: Socket): boolean => true,

  /** The error, if any, with which the outstanding join ends because a second one was tried (USING-7). */
  secondJoinEnds: (_outstanding: Join): ErrorName | undefined => undefined,

  /** When the initiator's join completes: when its peer has accepted, not when the request has arrived (JOIN-2.5, 3.5). */
  completesOn: (_join: Join): 'arrival' | 'acceptance' => 'acceptance',

  /** The join that an answer ends: the one whose request is answered, though its initiator may have given up (USING-6). */
  endedByAnswer: (answered: Join): Join => answered,

  /** Other joins, of all that are awaited, that end with a failed one: none (USING-7). */
  sharersOfFailure: (_failed: Join, _awaited: () => readonly Join[]): readonly Join[] => [],

  /** The socket that is told of the outcome (USING-5). */
  toldOfOutcome: (join: Join): Socket => join.initiator,

  /** What the initiator is told, where the peer or the network says this (USING-20). */
  outcomeTold: (_join: Join, error: ErrorName): ErrorName => error,

  /** How callee data arrives at the initiator (USING-18). */
  calleeDataReceived: (_join: Join, sent: string): string => sent,
};

function isRemote({ host, port }: Address): boolean {
  return host !== '' && host !== '0.0.0.0' && port !== 0;
}

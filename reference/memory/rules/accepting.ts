import { controlPlane, type ConditionSeen, type ErrorName } from '../../../src/provider.js';
import { checksOf } from '../check.js';
import type { Join, Socket } from '../model.js';

/** What WSPListen and WSPAccept are asked for. */
export interface ListenAsk {
  readonly socket: Socket;
}

/** How a WSPAccept ended, as far as FD_ACCEPT depends on it. */
export type AcceptOutcome = 'accepted' | 'rejected' | 'deferred' | 'withdrawn' | 'nothing';

/** How requests are queued, and how they are answered. */
export const acceptingRules = {
  /** What WSPListen looks at (LISTEN-1). A c_root with leaves is idle, so it may listen. */
  listenChecks: checksOf<ListenAsk>()({
    rootedControl: ({ socket }) => (controlPlane(socket.entry) === 'rooted' ? undefined : 'WSAEOPNOTSUPP'),
    multipoint: ({ socket }) => (socket.roles.control === 'plain' ? 'WSAEOPNOTSUPP' : undefined),
    notConnected: ({ socket }) => (socket.standing === 'joined' ? 'WSAEISCONN' : undefined),
    usable: ({ socket }) => (socket.standing === 'idle' ? undefined : 'WSAEINVAL'),
    bound: ({ socket }) => (socket.name === undefined ? 'WSAEINVAL' : undefined),
  }),

  /** What WSPAccept looks at (ACCEPT-1). */
  acceptChecks: checksOf<ListenAsk>()({
    listening: ({ socket }) => (socket.listener === undefined ? 'WSAEINVAL' : undefined),
  }),

  /** How many requests a backlog has room for. */
  backlogOf: (asked: number): number => Math.max(1, asked),

  /** The backlog after WSPListen on a socket that listens already (LISTEN-2). */
  backlogAfterListeningAgain: (_before: number, asked: number): number => asked,

  /** Whether one more request fits (LISTEN-2). */
  hasRoom: (queue: readonly Join[], backlog: number): boolean => queue.length < backlog,

  /** Whether such a request may be made to such a socket: root to leaf, or leaf to root (JOIN-5.4, DIFF-3). */
  mayAsk: (join: Join, listening: Socket): boolean =>
    join.initiator.entry.id === listening.entry.id &&
    ((join.scheme === 'invite' && listening.roles.control === 'c_leaf') ||
      (join.scheme === 'admit' && listening.roles.control === 'c_root')),

  /** How a request to a socket that may not be asked, does not listen or has no room ends; NO_ERROR would complete it. */
  answerUnheard: (_join: Join, _peer: Socket | undefined): ErrorName => 'WSAECONNREFUSED',

  /** Who becomes a member because a request has merely arrived (JOIN-2.5, JOIN-3.5). */
  membersOnArrival: (_join: Join, _listening: Socket): readonly Socket[] => [],

  /** Which of the queued requests WSPAccept takes: its place in the queue (ACCEPT-3). */
  takesNext: (_queue: readonly Join[]): number => 0,

  /** What the condition function is shown (ACCEPT-8, USING-18). */
  conditionSees: ({ initiator, callerData }: Join): ConditionSeen => ({
    caller: initiator.name ?? initiator.node.address,
    callerData,
  }),

  /** What the acceptor's call fails with after CF_REJECT, and what the initiator gets; undefined: nothing (ACCEPT-4). */
  rejection: (_join: Join): { readonly acceptor: ErrorName; readonly initiator: ErrorName | undefined } => ({
    acceptor: 'WSAECONNREFUSED',
    initiator: 'WSAECONNREFUSED',
  }),

  /** What happens to a request after CF_DEFER; NO_ERROR or an error would be told to the initiator (ACCEPT-5). */
  deferral: (
    _join: Join,
  ): {
    readonly acceptor: ErrorName;
    readonly stays: 'first' | 'last' | 'gone';
    readonly told: ErrorName | undefined;
  } => ({
    acceptor: 'WSATRY_AGAIN',
    stays: 'first',
    told: undefined,
  }),

  /** Whether a withdrawn request leaves the queue at once (ACCEPT-6). */
  withdrawalEmptiesPlace: (_join: Join): boolean => true,

  /** Which place in the queue becomes empty by a withdrawal: that of the withdrawn request, if it is there (ACCEPT-6). */
  placeEmptied: (queue: readonly Join[], withdrawn: Join): number => queue.indexOf(withdrawn),

  /** What WSPAccept fails with where a withdrawn request kept its place; undefined would accept it (ACCEPT-6). */
  acceptOfWithdrawn: (_join: Join): ErrorName | undefined => 'WSAECONNRESET',
};

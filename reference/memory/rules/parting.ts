import type { ErrorName } from '../../../src/provider.js';
import { checksOf } from '../check.js';
import type { Join, Session, Socket } from '../model.js';

/** What WSPShutdown is asked for. */
export interface ShutdownAsk {
  readonly socket: Socket;
  readonly how: number;
}

/** The end of a tie that acts, or is told. */
export type End = 'root' | 'leaf';

/** How members leave, and how a session ends. */
export const partingRules = {
  /** What WSPShutdown looks at. */
  shutdownChecks: checksOf<ShutdownAsk>()({
    connected: ({ socket }) =>
      socket.roles.control === 'c_root' || socket.standing === 'joined' ? undefined : 'WSAENOTCONN',
    once: ({ socket }) => (socket.standing === 'ended' ? 'WSAENOTCONN' : undefined),
  }),

  /** Whether the other end is told that this one has parted (USING-13, USING-14). */
  tellsOtherEnd: (_join: Join, _by: End): boolean => true,

  /** The ties that end with this one because the root has closed its descriptor for that leaf: none (USING-14). */
  alsoEnds: (_join: Join, _session: Session): readonly Join[] => [],

  /** Whether closing the pending descriptor, or the leaf that waits to be admitted, cancels the join (USING-6). */
  closingCancels: (_join: Join): boolean => true,

  /** The ties that end when the root goes: all of them (USING-17, DIFF-2). */
  endWithRoot: (session: Session): readonly Join[] => [...session.ties],

  /** Whether the root's own descriptors for those leaves get FD_CLOSE (USING-17). */
  standInsHearOfEnd: (_join: Join): boolean => true,

  /** Whether shutting the c_root down ends the session as closing it does, whatever `how` says (USING-17). */
  shutdownEndsSession: (_root: Socket, _how: number): boolean => true,

  /** How the invitation that was pending ends for a c_root that was shut down; undefined: it does not end. */
  pendingAfterShutdown: (_join: Join): ErrorName | undefined => 'WSAECONNABORTED',

  /** What becomes of those who wait in the queue of a listening socket that goes; undefined: nothing is ever told. */
  strandedAfterClose: (_join: Join): ErrorName | undefined => 'WSAECONNRESET',

  /** Whether those who are members when the root goes are members no longer (TAXONOMY-1). */
  sessionEndsWithRoot: (_session: Session): boolean => true,

  /** Whether a listening c_root stops listening when its session ends (TAXONOMY-1). */
  stopsListening: (_root: Socket): boolean => true,

  /** Whether closing its socket takes a member out of the session (IPMC-3). */
  closingLeaves: (_member: Socket): boolean => true,
};

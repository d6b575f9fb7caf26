import { FD, type ErrorName, type FdName } from '../../../src/provider.js';
import type { EventState, Listener, Socket } from '../model.js';
import type { AcceptOutcome } from './accepting.js';

type Recorded = EventState['recorded'];

/** How network events are recorded and indicated. */
export const eventRules = {
  /** Whether the client has asked for such events on this socket (EVENTS-4). */
  isNominated: (socket: Socket, event: FdName): boolean => (socket.events.mask & FD[event]) !== 0,

  /** How often an event is indicated. */
  timesIndicated: (_socket: Socket, _event: FdName, _error: ErrorName): number => 1,

  /** Whether a socket is told of anything after its own close (CLOSE-2). */
  indicatesAfterClose: (_socket: Socket): boolean => false,

  /**
   * Whether an event is told only after the call or the arrival that brought it about, as a thing that is under way
   * itself. For FD_ACCEPT, FD_READ and FD_CLOSE that is as good; an FD_CONNECT told late is told of a join that
   * WSPJoinLeaf no longer takes for outstanding.
   */
  indicatesLater: (_socket: Socket, _event: FdName): boolean => false,

  /** Whether the arrival of a request is announced: once per enabling (EVENTS-3). */
  announcesArrival: ({ events }: Socket, _listener: Listener): boolean => events.acceptEnabled,

  /** Whether a WSPAccept that ended so enables FD_ACCEPT again (EVENTS-3, ACCEPT-5). */
  acceptEnablesAgain: (outcome: AcceptOutcome, _listener: Listener): boolean => outcome !== 'deferred',

  /** Whether the withdrawal of a deferred request enables FD_ACCEPT for those behind it. */
  withdrawalEnablesAgain: (_listener: Listener): boolean => true,

  /** Whether requests that are still there are announced when FD_ACCEPT is enabled again (EVENTS-3). */
  announcesRest: ({ queue }: Listener): boolean => queue.length > 0,

  /** Whether requests that are there are announced to a new registration (EVENTS-1, EVENTS-3). */
  announcesToRegistration: ({ queue }: Listener): boolean => queue.length > 0,

  /** The mask after WSPEventSelect: it replaces the earlier one (EVENTS-1). */
  maskAfterSelect: (_before: number, asked: number): number => asked,

  /** What stays recorded after WSPEventSelect (EVENTS-1). */
  recordAfterSelect: (_recorded: Recorded): Recorded => ({}),

  /** Whether a socket is still blocking after WSPEventSelect (EVENTS-1). */
  blockingAfterSelect: (_socket: Socket, _asked: number): boolean => false,

  /** What WSPEnumNetworkEvents tells of what is recorded (EVENTS-2). */
  recordTold: (recorded: Recorded): Recorded => recorded,

  /** What stays recorded after WSPEnumNetworkEvents (EVENTS-2). */
  recordAfterEnum: (_recorded: Recorded): Recorded => ({}),
};

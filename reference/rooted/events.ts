import { FD, FD_NAMES, type Args, type ErrorName, type FdName, type Gives, type Result } from '../../src/provider.js';
import { DONE } from './errors.js';
import type { Socket } from './model.js';

/** WSPEventSelect: a new registration replaces the old one and clears the record (EVENTS-1). */
export function eventSelect(socket: Socket, { events: mask }: Args<'eventSelect'>): Result<Gives<'eventSelect'>> {
  const state = socket.events;
  state.mask = mask;
  state.recorded = {};
  state.acceptEnabled = true;
  state.readEnabled = true;
  socket.blocking = false;
  // Nobody else will tell the new registration of what still waits.
  announceRequest(socket);
  announceData(socket);
  return DONE;
}

/** WSPEnumNetworkEvents: gives the record and clears it (EVENTS-2). */
export function enumNetworkEvents({ events: state }: Socket): Result<Gives<'enumNetworkEvents'>> {
  const errors = state.recorded;
  state.recorded = {};
  const events = FD_NAMES.reduce((mask, name) => (errors[name] === undefined ? mask : mask | FD[name]), 0);
  return { ok: { events, errors } };
}

/** Records and indicates an event, if the client has asked for it (EVENTS-4) and has not closed the socket (CLOSE-2). */
export function indicate(socket: Socket, event: FdName, error: ErrorName = 'NO_ERROR'): boolean {
  const { host, descriptor, events: state, open } = socket;
  if (!open || (state.mask & FD[event]) === 0) return false;
  state.recorded[event] = error;
  host.indicate({ socket: descriptor, event, error });
  return true;
}

/** Announces that a request waits: once, until WSPAccept enables it again (EVENTS-3). */
export function announceRequest(socket: Socket): void {
  const { listener, events: state } = socket;
  if (listener === undefined || listener.queue.length === 0 || !state.acceptEnabled) return;
  if (indicate(socket, 'FD_ACCEPT')) state.acceptEnabled = false;
}

/** Announces that data waits: once, until WSPRecv. */
export function announceData(socket: Socket): void {
  const { inbox, events: state, standing } = socket;
  if (inbox.texts.length === 0 || !state.readEnabled || standing === 'pending') return;
  if (indicate(socket, 'FD_READ')) state.readEnabled = false;
}

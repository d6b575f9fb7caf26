import { FD, FD_NAMES, type Args, type ErrorName, type FdName, type Gives, type Result } from '../../src/provider.js';
import { DONE } from './check.js';
import { lineBetween } from './membership.js';
import type { Socket } from './model.js';
import type { World } from './world.js';

/** WSPEventSelect (EVENTS-1). */
export function eventSelect(
  world: World,
  socket: Socket,
  { events }: Args<'eventSelect'>,
): Result<Gives<'eventSelect'>> {
  const { rules } = world;
  const state = socket.events;
  state.mask = rules.maskAfterSelect(state.mask, events);
  state.recorded = rules.recordAfterSelect(state.recorded);
  state.acceptEnabled = true;
  state.readEnabled = true;
  socket.blocking = rules.blockingAfterSelect(socket, events);
  // Clearing the record must not lose what still waits: nobody else will tell the new registration of it.
  if (socket.listener !== undefined && rules.announcesToRegistration(socket.listener)) announceRequest(world, socket);
  announceData(world, socket);
  return DONE;
}

/** WSPEnumNetworkEvents (EVENTS-2). */
export function enumNetworkEvents(world: World, { events: state }: Socket): Result<Gives<'enumNetworkEvents'>> {
  const errors = world.rules.recordTold(state.recorded);
  state.recorded = world.rules.recordAfterEnum(state.recorded);
  const events = FD_NAMES.reduce((mask, name) => (errors[name] === undefined ? mask : mask | FD[name]), 0);
  return { ok: { events, errors: { ...errors } } };
}

/** Records and indicates an event, if the client has asked for it (EVENTS-4). */
export function indicate(world: World, socket: Socket, event: FdName, error: ErrorName = 'NO_ERROR'): boolean {
  const { rules, wire } = world;
  if (!isHeard(world, socket, event)) return false;
  if (rules.indicatesLater(socket, event)) {
    wire.post(lineBetween(socket, socket), 'indication', () => indicateLate(world, socket, event, error));
  } else {
    indicateNow(world, socket, event, error);
  }
  return true;
}

/** Announces that a request waits: once, until it is enabled again (EVENTS-3). */
export function announceRequest(world: World, socket: Socket): void {
  if (indicate(world, socket, 'FD_ACCEPT')) socket.events.acceptEnabled = false;
}

/** Announces that data waits: once, until WSPRecv. A member hears of data that overtook its FD_CONNECT after that. */
export function announceData(world: World, socket: Socket): void {
  if (socket.inbox.length === 0 || !socket.events.readEnabled || socket.standing === 'pending') return;
  if (indicate(world, socket, 'FD_READ')) socket.events.readEnabled = false;
}

function isHeard({ rules }: World, socket: Socket, event: FdName): boolean {
  return rules.isNominated(socket, event) && (socket.open || rules.indicatesAfterClose(socket));
}

function indicateNow(world: World, socket: Socket, event: FdName, error: ErrorName): void {
  const recorded: Partial<Record<FdName, ErrorName>> = { ...socket.events.recorded };
  recorded[event] = error;
  socket.events.recorded = recorded;
  const indication = { node: socket.node.name, socket: socket.descriptor, event, error };
  for (let times = world.rules.timesIndicated(socket, event, error); times > 0; times -= 1) world.indicate(indication);
}

/** What was true when the event came about may have been dealt with since; then the next one is told instead. */
function indicateLate(world: World, socket: Socket, event: FdName, error: ErrorName): void {
  if (event === 'FD_ACCEPT' && (socket.listener?.queue.length ?? 0) === 0) socket.events.acceptEnabled = true;
  else if (event === 'FD_READ' && socket.inbox.length === 0) socket.events.readEnabled = true;
  else if (isHeard(world, socket, event)) indicateNow(world, socket, event, error);
}

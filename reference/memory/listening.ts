import type { Args, Gives, Result } from '../../src/provider.js';
import { serveWaiting } from './accepting.js';
import { DONE, failed, firstRefusal } from './check.js';
import { announceRequest } from './events.js';
import { groupAnswers } from './group.js';
import { enter, sessionOf } from './membership.js';
import type { Join, Listener, Socket } from './model.js';
import { acceptJoin, refuseJoin } from './outcome.js';
import { boundTo, isReachable, type World } from './world.js';

/** WSPListen; once more on a listening socket, it changes the backlog (LISTEN-1, LISTEN-2). */
export function listen(world: World, socket: Socket, { backlog }: Args<'listen'>): Result<Gives<'listen'>> {
  const { rules } = world;
  const refusal = firstRefusal(rules.listenChecks, { socket });
  if (refusal !== undefined) return failed(refusal);
  const asked = rules.backlogOf(backlog);
  if (socket.listener === undefined) socket.listener = { backlog: asked, queue: [], waiting: [] };
  else socket.listener.backlog = rules.backlogAfterListeningAgain(socket.listener.backlog, asked);
  return DONE;
}

/** A request has arrived where it was addressed to. */
export function requestArrives(world: World, join: Join): void {
  if (!isReachable(world, join.target)) return refuseJoin(world, join, 'WSAENETUNREACH');
  if (join.scheme === 'nonrooted') return groupAnswers(world, join);
  const { rules } = world;
  const peer = boundTo(world, join.target);
  const listener = peer?.listener;
  join.listening = peer;
  if (peer === undefined || listener === undefined) return refuseJoin(world, join, rules.answerUnheard(join, peer));
  const heard = rules.mayAsk(join, peer) && rules.hasRoom(listener.queue, listener.backlog);
  if (!heard) return refuseJoin(world, join, rules.answerUnheard(join, peer));
  enqueue(world, join, peer, listener);
}

function enqueue(world: World, join: Join, listening: Socket, listener: Listener): void {
  const { rules } = world;
  listener.queue.push(join);
  join.request = 'queued';
  const session = sessionOf(join);
  for (const early of rules.membersOnArrival(join, listening)) if (session) enter(session, early, 'both', undefined);
  if (rules.completesOn(join) === 'arrival') {
    acceptJoin(world, join, '');
    join.request = 'queued';
  }
  serveWaiting(world, listening, listener);
  if (listener.queue.length > 0 && rules.announcesArrival(listening, listener)) announceRequest(world, listening);
}

/** The initiator has given up before it was answered: its request leaves the queue (ACCEPT-6). */
export function withdraw(world: World, join: Join): void {
  const { rules } = world;
  const { listening } = join;
  const wasDeferred = join.request === 'deferred';
  join.request = 'withdrawn';
  if (listening?.listener === undefined) return;
  const { listener } = listening;
  const place = rules.withdrawalEmptiesPlace(join) ? rules.placeEmptied(listener.queue, join) : -1;
  if (place >= 0) listener.queue.splice(place, 1);
  // While it was deferred at the head, those behind it went unannounced; nobody may wait for ever.
  if (!wasDeferred || !rules.withdrawalEnablesAgain(listener)) return;
  listening.events.acceptEnabled = true;
  if (rules.announcesRest(listener)) announceRequest(world, listening);
}

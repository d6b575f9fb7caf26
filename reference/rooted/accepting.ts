import type { Args, Awaitable, Condition, Gives, Result } from '../../src/provider.js';
import { failed } from './errors.js';
import { announceRequest } from './events.js';
import { directionOf } from './joining.js';
import { becomeLeaf, becomeTie } from './membership.js';
import type { Knock, Listener, Socket } from './model.js';
import { retire, socketMadeFrom, standInFor } from './sockets.js';

type Accepted = Result<Gives<'accept'>>;

/** WSPAccept. */
export function accept(socket: Socket, { condition }: Args<'accept'>): Awaitable<Accepted> {
  const { listener, blocking } = socket;
  if (listener === undefined) return failed('WSAEINVAL');
  if (listener.queue.length > 0) return takeNext(socket, listener, condition);
  if (blocking) return new Promise((returns) => listener.waiting.push({ condition, returns }));
  socket.events.acceptEnabled = true;
  return failed('WSAEWOULDBLOCK');
}

/** Hands requests that have arrived to the calls that wait for them. */
export function serveWaiting(socket: Socket, listener: Listener): void {
  while (listener.queue.length > 0) {
    const blocked = listener.waiting.shift();
    if (blocked === undefined) return;
    blocked.returns(takeNext(socket, listener, blocked.condition));
  }
}

/** Takes the oldest request off the queue (ACCEPT-3) and answers it as the condition says. */
function takeNext(socket: Socket, { queue }: Listener, condition: Condition | undefined): Accepted {
  const knock = queue.shift();
  if (knock === undefined) return failed('WSAEWOULDBLOCK');
  const seen =
    condition === undefined ? {} : { condition: { caller: knock.caller, callerData: knock.request.callerData } };
  const reject = (): Accepted => {
    knock.link.send({ kind: 'refusal', error: 'WSAECONNREFUSED' });
    knock.link.close();
    enableAgain(socket);
    return { ...failed('WSAECONNREFUSED'), ...seen };
  };
  switch (condition?.answer) {
    case 'CF_REJECT':
      return reject();
    case 'CF_DEFER':
      // It stays first, and FD_ACCEPT is not enabled again for it (ACCEPT-5).
      knock.deferred = true;
      queue.unshift(knock);
      return { ...failed('WSATRY_AGAIN'), ...seen };
    default: {
      const made = takeIn(socket, knock, condition?.calleeData ?? '');
      // Callee data that no frame can hold.
      if (made === undefined) return { ...reject(), ...failed('WSAENOBUFS') };
      enableAgain(socket);
      return { ok: { socket: made.descriptor, peer: knock.caller, ...seen } };
    }
  }
}

/** The request is granted: a new socket, the new member, and word to the initiator. */
function takeIn(listening: Socket, { request, link }: Knock, calleeData: string): Socket | undefined {
  const { session } = listening;
  const made = session === undefined ? socketMadeFrom(listening) : standInFor(session);
  if (!link.send({ kind: 'acceptance', role: made.roles.data, calleeData })) {
    retire(made);
    return undefined;
  }
  if (session === undefined) becomeLeaf(made, link, 'both');
  else becomeTie(made, link, { role: request.role, direction: directionOf(request.flags) });
  return made;
}

/** FD_ACCEPT is enabled again, and indicated again for those who still wait (EVENTS-3). */
function enableAgain(socket: Socket): void {
  socket.events.acceptEnabled = true;
  announceRequest(socket);
}

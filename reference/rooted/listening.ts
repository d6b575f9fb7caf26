import { controlPlane, dataPlane, type Args, type Gives, type Result } from '../../src/provider.js';
import { serveWaiting } from './accepting.js';
import { DONE, failed } from './errors.js';
import { announceRequest } from './events.js';
import type { Ends, Link } from './link.js';
import type { Knock, Listener, Socket } from './model.js';
import { inet, openDoor } from './tcp.js';
import type { Request } from './wire.js';

/** WSPListen; once more on a listening socket, it changes the backlog (LISTEN-1, LISTEN-2). */
export async function listen(socket: Socket, { backlog }: Args<'listen'>): Promise<Result<Gives<'listen'>>> {
  if (controlPlane(socket.entry) !== 'rooted' || socket.roles.control === 'plain') return failed('WSAEOPNOTSUPP');
  if (socket.standing === 'joined') return failed('WSAEISCONN');
  if (socket.standing !== 'idle' || socket.name === undefined) return failed('WSAEINVAL');
  const most = Math.max(1, backlog);
  if (socket.listener !== undefined) {
    socket.listener.backlog = most;
    return DONE;
  }
  const opened = await openDoor(socket.host, socket.name.port, (link) => visitor(socket, link));
  if ('error' in opened) return opened;
  const door = opened.ok;
  // Closed, shut down or made to listen by another call while the system was asked.
  if (!socket.open || socket.standing !== 'idle' || socket.listener !== undefined) {
    door.close();
    return failed(socket.open ? 'WSAEINVAL' : 'WSAENOTSOCK');
  }
  socket.listener = { backlog: most, door, queue: [], waiting: [] };
  return DONE;
}

/** Somebody has connected, and is to say what it asks for. */
function visitor(socket: Socket, link: Link): Ends {
  const timer = setTimeout(() => {
    link.abort();
  }, socket.host.limits.requestMs).unref();
  return {
    frame(frame) {
      clearTimeout(timer);
      if (frame.kind !== 'request') return false;
      requestArrives(socket, frame, link);
      return true;
    },
    ended() {
      clearTimeout(timer);
    },
  };
}

function requestArrives(socket: Socket, request: Request, link: Link): void {
  const { listener } = socket;
  if (listener === undefined || !mayAsk(request, socket) || listener.queue.length >= listener.backlog) {
    link.send({ kind: 'refusal', error: 'WSAECONNREFUSED' });
    link.close();
    return;
  }
  const knock: Knock = { request, caller: inet(link.host, request.port), link, deferred: false };
  link.hear({
    // Who waits for an answer has nothing more to say.
    frame: () => false,
    ended() {
      withdraw(socket, listener, knock);
    },
  });
  listener.queue.push(knock);
  serveWaiting(socket, listener);
  announceRequest(socket);
}

/** Whether such a request may be made to such a socket: root to leaf, or leaf to root (JOIN-5.4, DIFF-3). */
function mayAsk({ scheme, plane }: Request, { roles, entry }: Socket): boolean {
  if (plane !== dataPlane(entry)) return false;
  return (scheme === 'invite' && roles.control === 'c_leaf') || (scheme === 'admit' && roles.control === 'c_root');
}

/** The initiator has given up before it was answered: its request leaves the queue (ACCEPT-6). */
function withdraw(socket: Socket, { queue }: Listener, knock: Knock): void {
  const place = queue.indexOf(knock);
  if (place < 0) return;
  queue.splice(place, 1);
  // While it was deferred at the head, those behind it went unannounced; nobody may wait for ever.
  if (knock.deferred) socket.events.acceptEnabled = true;
  announceRequest(socket);
}

/** A listening socket goes. Those in its queue learn it by the end of their connections. */
export function stopListening(socket: Socket): void {
  const { listener } = socket;
  if (listener === undefined) return;
  socket.listener = undefined;
  listener.door.close();
  for (const { link } of listener.queue.splice(0)) link.close();
  for (const blocked of listener.waiting.splice(0)) blocked.returns(failed('WSAENOTSOCK'));
}

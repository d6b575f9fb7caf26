import { SIO, dataPlane, type Args, type DataRole, type Gives, type Result } from '../../src/provider.js';
import { DONE, failed } from './errors.js';
import { announceData } from './events.js';
import type { Link } from './link.js';
import { standsIn, type Session, type Socket, type Tie } from './model.js';
import { encode } from './wire.js';

/** WSPSend: a leaf tells the root, which passes it on to whoever is to hear of it. */
export function send(socket: Socket, { data }: Args<'send'>): Result<Gives<'send'>> {
  if (socket.standing === 'ended') return failed('WSAECONNRESET');
  if (!takesPart(socket)) return failed('WSAENOTCONN');
  if (standsIn(socket)) return failed('WSAEOPNOTSUPP');
  if (socket.direction === 'receiver-only') return failed('WSAEOPNOTSUPP');
  if (encode({ kind: 'data', data }) === undefined) return failed('WSAEMSGSIZE');
  if (socket.link !== undefined) socket.link.send({ kind: 'data', data });
  else if (socket.session !== undefined) relay(socket.session, undefined, data);
  if (socket.loopback && hears(socket)) arrives(socket, data);
  return DONE;
}

/** WSPRecv: the oldest text that has arrived. What came before a session ended can still be read. */
export function recv(socket: Socket): Result<Gives<'recv'>> {
  const { inbox, standing } = socket;
  if (standing !== 'ended' && !takesPart(socket)) return failed('WSAENOTCONN');
  if (standsIn(socket)) return failed('WSAEOPNOTSUPP');
  const data = inbox.texts.shift();
  if (data !== undefined) {
    inbox.length -= data.length;
    if (inbox.length <= socket.host.limits.inboxLength) {
      for (const link of inbox.held) link.hold(false);
      inbox.held.clear();
    }
  }
  socket.events.readEnabled = true;
  announceData(socket);
  if (data !== undefined) return { ok: { data } };
  return failed(standing === 'ended' ? 'WSAECONNRESET' : 'WSAEWOULDBLOCK');
}

/** WSPIoctl: loopback, in a nonrooted data plane. */
export function ioctl(socket: Socket, { code, value }: Args<'ioctl'>): Result<Gives<'ioctl'>> {
  const { entry, roles } = socket;
  if (dataPlane(entry) !== 'nonrooted' || roles.data === 'none') return failed('WSAEOPNOTSUPP');
  // How many routers TCP crosses is not for us to say.
  if (code === SIO.MULTICAST_SCOPE) return failed('WSAEOPNOTSUPP');
  if (code !== SIO.MULTIPOINT_LOOPBACK || (value !== 0 && value !== 1)) return failed('WSAEINVAL');
  socket.loopback = value === 1;
  return DONE;
}

/** At the root: passes on what a leaf says, or the root itself (TAXONOMY-3, TAXONOMY-4). */
export function relay({ root, ties }: Session, from: Tie | undefined, data: string): void {
  if (from?.direction === 'receiver-only') return;
  const role = from?.role ?? root.roles.data;
  const carries = (to: DataRole): boolean =>
    dataPlane(root.entry) === 'nonrooted' || (role === 'd_root') !== (to === 'd_root');
  if (from !== undefined && carries(root.roles.data)) arrives(root, data, from.link);
  for (const tie of ties) {
    if (tie !== from && tie.direction !== 'sender-only' && carries(tie.role)) tie.link.send({ kind: 'data', data });
  }
}

/** Session data has arrived at a member. */
export function arrives(socket: Socket, data: string, from?: Link): void {
  const { inbox, host } = socket;
  if (!socket.open || socket.standing === 'ended') return;
  inbox.texts.push(data);
  inbox.length += data.length;
  if (inbox.length > host.limits.inboxLength && from !== undefined) {
    inbox.held.add(from);
    from.hold(true);
  }
  announceData(socket);
}

function hears({ direction }: Socket): boolean {
  return direction !== 'sender-only';
}

/** Whether the socket has a place in a session: a c_root in its own, whether there are leaves or not. */
function takesPart({ roles, standing }: Socket): boolean {
  return standing === 'joined' || (roles.control === 'c_root' && standing === 'idle');
}

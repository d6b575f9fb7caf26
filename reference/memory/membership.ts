import type { Direction, Join, Session, Socket } from './model.js';
import type { End } from './rules/parting.js';
import { newLine, type Line } from './wire.js';

/** Makes a socket a member of a session. */
export function enter(session: Session, socket: Socket, direction: Direction, by: Socket['joinedBy']): void {
  socket.session = session;
  socket.direction = direction;
  socket.joinedBy = by;
  session.members.add(socket);
}

/** The session that a join is about, as far as it is known: the initiator's, or that of the socket that was asked. */
export function sessionOf(join: Join): Session | undefined {
  return join.scheme === 'invite' ? join.initiator.session : (join.listening ?? join.initiator).session;
}

/** The end of a tie from which it was asked for. */
export function askingEnd(join: Join): End {
  return join.scheme === 'invite' ? 'root' : 'leaf';
}

/** The line of a join that leads to one of its ends. */
export function lineTo(end: End, join: Join): Line {
  return askingEnd(join) === end ? join.back : join.forth;
}

/** The line on which one member's data reaches another: that of the tie between them, or one of their own. */
export function lineBetween(sender: Socket, receiver: Socket): Line {
  if (receiver.tie !== undefined && sender === receiver.session?.root) return lineTo('leaf', receiver.tie);
  if (sender.tie !== undefined && receiver === sender.session?.root) return lineTo('root', sender.tie);
  const known = sender.lines.get(receiver);
  if (known !== undefined) return known;
  const line = newLine(sender.node.name, receiver.node.name);
  sender.lines.set(receiver, line);
  return line;
}

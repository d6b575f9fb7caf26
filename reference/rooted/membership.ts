import type { DataRole } from '../../src/provider.js';
import { indicate } from './events.js';
import type { Link } from './link.js';
import type { Direction, Session, Socket, Tie } from './model.js';
import { arrives, relay } from './data.js';

/** A leaf's own socket becomes a member: what comes on the connection from here on is session data. */
export function becomeLeaf(leaf: Socket, link: Link, direction: Direction): void {
  leaf.standing = 'joined';
  leaf.link = link;
  leaf.direction = direction;
  link.hear({
    frame(frame) {
      if (frame.kind !== 'data') return false;
      arrives(leaf, frame.data, link);
      return true;
    },
    ended(error) {
      endAt(leaf, error);
    },
  });
}

/** The root's descriptor for a leaf is joined to it: what comes on the connection is passed on in the session. */
export function becomeTie(
  standIn: Socket,
  link: Link,
  { role, direction }: { readonly role: DataRole; readonly direction: Direction },
): void {
  const { session } = standIn;
  standIn.standing = 'joined';
  standIn.link = link;
  if (session === undefined) return;
  const tie: Tie = { standIn, link, role, direction };
  session.ties.add(tie);
  link.hear({
    frame(frame) {
      if (frame.kind !== 'data') return false;
      relay(session, tie, frame.data);
      return true;
    },
    ended(error) {
      session.ties.delete(tie);
      endAt(standIn, error);
    },
  });
}

/** The root lets go of a leaf. */
export function release(session: Session, standIn: Socket): void {
  for (const tie of session.ties) if (tie.standIn === standIn) session.ties.delete(tie);
  standIn.link?.close();
}

/** The other end has gone: FD_CLOSE tells how (USING-13, USING-14, USING-17). */
export function endAt(socket: Socket, error: Parameters<typeof indicate>[2]): void {
  if (socket.standing !== 'joined' && socket.standing !== 'pending') return;
  socket.standing = 'ended';
  indicate(socket, 'FD_CLOSE', error);
}

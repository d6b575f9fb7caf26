import type { Join, Model } from './facts.js';
import { REMEMBERED } from './change.js';
import { endsOf, isOpen, mayHaveEnded, settledSince, socketOf } from './queries.js';

/** What changes when all is quiet: what was in transit has arrived, and what can matter no more is forgotten. */
export function onSettled(model: Model): Model {
  const joins = new Map<number, Join>();
  const withdrawn = [...model.joins.values()].filter(
    (join) => join.cancelledAt !== undefined && join.accepted === undefined,
  );
  const tooOld = new Set(withdrawn.slice(0, Math.max(0, withdrawn.length - 64)));
  for (const join of model.joins.values()) {
    if (tooOld.has(join) || !matters(model, join)) continue;
    const rooted = join.scheme === 'invite' || join.scheme === 'admit';
    const stranded = join.stranded || (rooted && join.listener === undefined && isOpen(join));
    const unclear = join.unclear || (join.phase === 'pending' && mayHaveEnded(model, join));
    const same = !join.mayRefuse && stranded === join.stranded && unclear === join.unclear;
    joins.set(join.id, same ? join : { ...join, mayRefuse: false, stranded, unclear });
  }
  const sockets = new Map(model.sockets);
  for (const socket of model.sockets.values()) {
    if (socket.ghosts === 0 && socket.acceptCredit <= 1) continue;
    sockets.set(socket.id, { ...socket, ghosts: 0, acceptCredit: Math.min(1, socket.acceptCredit) });
  }
  // Nobody hears any more of what somebody said who has left, once all is quiet.
  const messages = model.messages.filter(
    ({ sender, owed }) => sockets.has(sender) || owed.some((id) => sockets.has(id)),
  );
  const tombstones = model.tombstones.slice(-REMEMBERED);
  return {
    ...model,
    joins,
    sockets,
    messages,
    tombstones,
    strays: [],
    early: [],
    settledAt: model.index,
    still: true,
  };
}

function matters(model: Model, join: Join): boolean {
  const { link, leaf } = endsOf(join);
  const open = (id: number | undefined): boolean => id !== undefined && model.sockets.has(id);
  const latest = socketOf(model, join.initiator)?.join === join.id;
  // One that is followed by another on the same socket may stay open for ever: nobody may ever be told of it.
  if (isOpen(join)) return latest || !join.unclear || open(join.link) || open(join.accepted?.socket);
  // A c_root outlives its leaves.
  if (join.phase === 'done') return latest || open(link) || (open(leaf) && leaf !== join.initiator);
  if (join.accepted !== undefined) return open(link) || open(leaf);
  // A withdrawn request may still be met by a WSPAccept (ACCEPT-6); a failed one leaves its descriptor behind.
  if (join.cancelledAt !== undefined) return open(join.listener) && join.rejectedAt === undefined;
  return open(join.link) || !settledSince(model, join.told?.at ?? join.issuedAt);
}

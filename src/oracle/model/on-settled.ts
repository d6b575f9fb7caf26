import type { Join, Model } from './facts.js';
import { REMEMBERED } from './change.js';
import { stillMattering } from './forgetting.js';
import { isOpen, mayHaveEnded, settledSince } from './queries.js';

/** What changes when all is quiet: what was in transit has arrived, and what can matter no more is forgotten. */
export function onSettled(model: Model): Model {
  const joins = new Map<number, Join>();
  for (const join of stillMattering(model, (told) => !settledSince(model, told))) {
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

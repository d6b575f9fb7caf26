import { sameAddress, type Address } from '../../spi/index.js';
import { succeeded, type CallEvent, type ReturnEvent } from '../../trace/index.js';
import { born } from './births.js';
import { changeJoin, changeSocket, nameKey } from './change.js';
import type { Join, Model, SocketFacts } from './facts.js';
import {
  mayAskAgain,
  mayStillAsk,
  refusedSince,
  requestsAt,
  settledSince,
  socketOf,
  takenFrom,
  withdrawnAt,
} from './queries.js';

/** What changes when WSPAccept returns. */
export function accepting(
  model: Model,
  socket: SocketFacts,
  call: CallEvent & { verb: 'accept' },
  event: ReturnEvent & { verb: 'accept' },
  at: number,
): Model {
  const { result } = event;
  const requests = requestsAt(model, socket.id);
  if (succeeded(result)) {
    const origin = socket.roles.control === 'c_root' ? 'admitted' : 'accepted';
    const candidates = thoseFrom(
      model,
      [...takenFrom(model, socket.id, at), ...withdrawnAt(model, socket.id)],
      result.ok.peer,
    );
    const [join] = candidates;
    const { peer } = result.ok;
    const isOther =
      mayAskAgain(model, socket, peer) || (join?.phase === 'cancelled' && mayStillAsk(model, socket.id, peer));
    const isOne = candidates.length === 1 && !isOther;
    const id = model.nextSocket;
    let next = model;
    if (!model.byName.has(nameKey(socket.node, result.ok.socket))) {
      next = born(model, socket, origin, result.ok.socket, isOne ? join?.id : undefined, at);
    }
    if (join === undefined) return next;
    // A cancelled request and a new one of the same initiator look alike: no verdict on either.
    if (!isOne) return candidates.reduce((it, { id: one }) => changeJoin(it, one, { unclear: true }), next);
    const accepted = {
      issuedAt: at,
      at: model.index,
      by: socket.id,
      socket: id,
      calleeData: call.args.condition?.calleeData ?? '',
    };
    return changeJoin(next, join.id, { accepted });
  }
  const caller = result.condition?.caller;
  const met = caller === undefined ? requests : thoseFrom(model, requests, caller);
  const [join] = met;
  switch (result.error) {
    case 'WSAECONNREFUSED': {
      if (call.args.condition?.answer !== 'CF_REJECT') return model;
      // #1 root WSPJoinLeaf → leaf   #2 root closes the new descriptor   #3 root WSPJoinLeaf → leaf   #4 leaf rejects root
      // #4 may be the answer to #1, whose withdrawal is still on its way, or to #3: no verdict on either.
      const gone = withdrawnAt(model, socket.id).filter((it) => caller !== undefined && isFrom(model, it, caller));
      // #1 leaf rejects, in flight   #2 root ◀ FD_CONNECT refused   #3 root WSPJoinLeaf → leaf   #4 #1 returns: it met the earlier one,
      // or that was refused for another reason.
      const told = refusedSince(model, socket.id, at).filter((it) => caller === undefined || isFrom(model, it, caller));
      const either = [...met, ...gone, ...told];
      const changes = either.length === 1 ? { rejectedAt: at, queuedUntil: model.index } : { unclear: true };
      return either.reduce((it, { id }) => changeJoin(it, id, changes), { ...model, rejectionAt: at });
    }
    case 'WSATRY_AGAIN': {
      const gone = withdrawnAt(model, socket.id).filter((it) => caller === undefined || isFrom(model, it, caller));
      // The deferred request may have been withdrawn already, which enables FD_ACCEPT again when it is known (ruling 8).
      if (gone.length > 0) return changeSocket(model, socket.id, { acceptTold: socket.acceptTold || met.length > 0 });
      // Where it is not known which of several was deferred, it is not known either whether it is withdrawn later.
      if (met.length > 1) return changeSocket(model, socket.id, { acceptTold: true });
      // A deferral does not enable FD_ACCEPT again (ruling 25): what the call gave on credit is taken back.
      const kept = changeSocket(model, socket.id, {
        acceptCredit: Math.max(0, socket.acceptCredit - 1),
        acceptTold: true,
      });
      return met.length === 1 && join !== undefined ? changeJoin(kept, join.id, { deferredAt: at }) : kept;
    }
    case 'WSAECONNRESET':
    case 'WSAEACCES':
    case 'WSAEWOULDBLOCK':
      // It met what had been withdrawn, and took it off the queue.
      return withdrawnAt(model, socket.id)
        .filter((withdrawn) => withdrawn.cancelledAt !== undefined && settledSince(model, withdrawn.cancelledAt))
        .slice(0, result.error === 'WSAEWOULDBLOCK' ? undefined : 1)
        .reduce((it, { id }) => changeJoin(it, id, { rejectedAt: at, queuedUntil: model.index }), model);
    default:
      return model;
  }
}

/** Whether a join's initiator has this address; undecided, and so yes, while its address is not known. */
export function isFrom(model: Model, join: Join, peer: Address): boolean {
  const address = homeOf(model, join);
  return address === undefined || sameAddress(address, peer);
}

// #1 leaf-1 WSPJoinLeaf   #2 leaf-2, unbound, WSPJoinLeaf …   #3 root WSPAccept → the address of leaf-1: it is not leaf-2's, whatever
// that one's may be.
function thoseFrom(model: Model, joins: readonly Join[], peer: Address): readonly Join[] {
  const possible = joins.filter((join) => isFrom(model, join, peer));
  const certain = possible.filter((join) => homeOf(model, join) !== undefined);
  return certain.length > 0 ? certain : possible;
}

function homeOf(model: Model, join: Join): Address | undefined {
  return socketOf(model, join.initiator)?.address ?? model.tombstones.find((it) => it.id === join.initiator)?.address;
}

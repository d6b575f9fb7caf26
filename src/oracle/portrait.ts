import type { Address } from '../spi/index.js';
import type { Join, JoinId, Seen, SocketFacts, SocketId } from './model/facts.js';

/** A record taken apart: what means the same in every state, and what means something only beside the rest of one. */
export interface Portrait {
  readonly text: string;
  /** Moments; undefined where there was none. */
  readonly moments: readonly (number | undefined)[];
  readonly sockets: readonly (SocketId | undefined)[];
  readonly joins: readonly (JoinId | undefined)[];
}

const OF_SOCKETS = new WeakMap<SocketFacts, Portrait>();
const OF_JOINS = new WeakMap<Join, Portrait>();

/** The portrait of a socket. Most of a state is what it was in the one before: records are drawn once. */
export function portraitOfSocket(socket: SocketFacts): Portrait {
  const known = OF_SOCKETS.get(socket);
  if (known !== undefined) return known;
  const made = drawnSocket(socket);
  OF_SOCKETS.set(socket, made);
  return made;
}

/** The portrait of a join. */
export function portraitOfJoin(join: Join): Portrait {
  const known = OF_JOINS.get(join);
  if (known !== undefined) return known;
  const made = drawnJoin(join);
  OF_JOINS.set(join, made);
  return made;
}

/** An address, as a text. */
export function addressIn(address: Address | undefined): string {
  return address === undefined ? '' : `${address.family}/${address.host}/${address.port}`;
}

function drawnSocket(socket: SocketFacts): Portrait {
  const { roles, listening, recordCleared, membership } = socket;
  const moments = [
    ...[listening?.at, socket.maskAt, recordCleared.at, socket.closeTold, socket.shutAt, socket.closing],
    ...[socket.recvAt, membership?.at],
  ];
  const words = [
    ...[socket.node, socket.descriptor, socket.origin, socket.entry?.id, addressIn(socket.address)],
    ...[roles.control, roles.data, socket.blocking, socket.unblocked, socket.bound],
    ...[listening?.backlog, listening?.most, socket.mask, socket.maskBy, socket.maskEver, socket.maskComing],
    ...[socket.acceptCredit, socket.acceptTold, socket.acceptEver, recordCleared.by, socket.lastJoin, socket.ghosts],
    ...[socket.loopback, socket.scope, socket.hears, socket.heard, addressIn(membership?.group)],
  ];
  for (const [event, { error, at }] of socket.record) {
    words.push(`r${event}${error}`);
    moments.push(at);
  }
  for (const { event, error, at } of latestOf(socket.seen)) {
    words.push(`l${event}${error}`);
    moments.push(at);
  }
  return { text: words.join(' '), moments, sockets: [socket.id], joins: [socket.from, socket.join] };
}

function drawnJoin(join: Join): Portrait {
  const { accepted, told, mustFail } = join;
  const words = [
    ...[join.scheme, join.phase, addressIn(join.target), join.blocking, join.afterQuiet, join.flags],
    ...[JSON.stringify(join.callerData), join.mayRefuse, join.stranded, mustFail?.why, mustFail?.code],
    ...[JSON.stringify(accepted?.calleeData), join.disturbed, told?.error, join.unclear, join.after],
  ];
  const moments = [
    ...[join.issuedAt, join.settledBefore, join.peerGoneAt, accepted?.issuedAt, accepted?.at, join.rejectedAt],
    ...[join.queuedUntil, join.deferredAt, join.cancelledAt, told?.at],
  ];
  const sockets = [join.initiator, join.link, join.listener, accepted?.by, accepted?.socket];
  return { text: words.join(' '), moments, sockets, joins: [join.id, join.replaces] };
}

/** The latest of each event, in the order in which each came first. */
function latestOf(seen: readonly Seen[]): Iterable<Seen> {
  return seen.length < 2 ? seen : new Map(seen.map((it) => [it.event, it])).values();
}

import type { Address } from '../spi/index.js';
import type { Join, JoinId, Seen, SocketFacts, SocketId } from './model/facts.js';

/**
 * A record taken apart: what means the same in every state, and what means something only beside the rest of one. The text
 * also says which of all the moments and numbers that there can be are there.
 */
export interface Portrait {
  readonly text: string;
  readonly moments: readonly number[];
  readonly sockets: readonly SocketId[];
  readonly joins: readonly JoinId[];
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
  const { roles, listening, recordCleared, membership, maskAt, closeTold, shutAt, closing, recvAt } = socket;
  const moments = [listening?.at, maskAt, recordCleared.at, closeTold, shutAt, closing, recvAt, membership?.at];
  let text =
    `${socket.node} ${socket.descriptor} ${socket.origin} ${socket.entry?.id} ${addressIn(socket.address)} ` +
    `${roles.control} ${roles.data} ${socket.blocking} ${socket.unblocked} ${socket.bound} ` +
    `${listening?.backlog} ${listening?.most} ${socket.mask} ${socket.maskBy} ${socket.maskEver} ${socket.maskComing} ` +
    `${socket.acceptCredit} ${socket.acceptTold} ${socket.acceptEver} ${recordCleared.by} ${socket.lastJoin} ` +
    `${socket.ghosts} ${socket.loopback} ${socket.scope} ${socket.hears} ${socket.heard} ${addressIn(membership?.group)}`;
  for (const [event, { error, at }] of socket.record) {
    text += ` r${event}${error}`;
    moments.push(at);
  }
  for (const { event, error, at } of latestOf(socket.seen)) {
    text += ` l${event}${error}`;
    moments.push(at);
  }
  return portrait(text, moments, [socket.id], [socket.from, socket.join]);
}

function drawnJoin(join: Join): Portrait {
  const { accepted, told, mustFail, rejectedAt, queuedUntil, deferredAt, cancelledAt } = join;
  const text =
    `${join.scheme} ${join.phase} ${addressIn(join.target)} ${join.blocking} ${join.afterQuiet} ${join.flags} ` +
    `${JSON.stringify(join.callerData)} ${join.mayRefuse} ${join.stranded} ${mustFail?.why} ${mustFail?.code} ` +
    `${JSON.stringify(accepted?.calleeData)} ${join.disturbed} ${told?.error} ${join.unclear} ${join.after}`;
  const answered = [accepted?.issuedAt, accepted?.at, rejectedAt, queuedUntil, deferredAt, cancelledAt, told?.at];
  const moments = [join.issuedAt, join.settledBefore, join.peerGoneAt, ...answered];
  const sockets = [join.initiator, join.link, join.listener, accepted?.by, accepted?.socket];
  return portrait(text, moments, sockets, [join.id, join.replaces]);
}

type Maybe = readonly (number | undefined)[];

function portrait(text: string, moments: Maybe, sockets: Maybe, joins: Maybe): Portrait {
  const there = `${text} ${marks(moments)} ${marks(sockets)} ${marks(joins)}`;
  return { text: there, moments: known(moments), sockets: known(sockets), joins: known(joins) };
}

function marks(all: Maybe): string {
  let there = '';
  for (const it of all) there += it === undefined ? '-' : '+';
  return there;
}

function known(all: Maybe): readonly number[] {
  const found: number[] = [];
  for (const it of all) if (it !== undefined) found.push(it);
  return found;
}

/** The latest of each event, in the order in which each came first. */
function latestOf(seen: readonly Seen[]): Iterable<Seen> {
  return seen.length < 2 ? seen : new Map(seen.map((it) => [it.event, it])).values();
}

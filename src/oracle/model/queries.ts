import { controlPlane, dataPlane, FD, sameAddress, type Address, type FdName } from '../../spi/index.js';
import type { Descriptor, NodeName, Verb } from '../../trace/index.js';
import type { Join, JoinId, Model, SocketFacts, SocketId } from './facts.js';
import { nameKey } from './change.js';

/** The open socket with this descriptor. */
export function socketAt(model: Model, node: NodeName, descriptor: Descriptor): SocketFacts | undefined {
  const id = model.byName.get(nameKey(node, descriptor));
  return id === undefined ? undefined : model.sockets.get(id);
}

/** An open socket by its number. */
export function socketOf(model: Model, id: SocketId | undefined): SocketFacts | undefined {
  return id === undefined ? undefined : model.sockets.get(id);
}

/** A join by its number. */
export function joinOf(model: Model, id: JoinId | undefined): Join | undefined {
  return id === undefined ? undefined : model.joins.get(id);
}

/** The open socket that was made by WSPSocket and is bound here. */
export function madeAt(model: Model, address: Address): SocketFacts | undefined {
  for (const socket of model.sockets.values()) {
    if (socket.origin === 'made' && socket.address !== undefined && sameAddress(socket.address, address)) return socket;
  }
  return undefined;
}

/** Whether a socket's control plane is nonrooted. */
export function isNonrooted(socket: SocketFacts): boolean {
  return socket.entry !== undefined && controlPlane(socket.entry) === 'nonrooted';
}

/** Whether session data flows to and from a d_root alone. */
export function isRootedData(socket: SocketFacts): boolean {
  return socket.entry !== undefined && dataPlane(socket.entry) === 'rooted';
}

/** Whether an event has been nominated on a socket since before something happened, so that it has to be indicated. */
export function nominatedBefore(socket: SocketFacts, event: FdName, cause: number): boolean {
  return (socket.mask & FD[event]) !== 0 && socket.maskAt < cause && socket.maskComing === 0;
}

/** Whether all has been quiet at some moment since this event. */
export function settledSince(model: Model, at: number): boolean {
  return model.settledAt > at;
}

/** A join whose outcome nobody has been told, and that nothing has ended. */
export function isOpen(join: Join): boolean {
  return (join.phase === 'issued' || join.phase === 'pending') && join.told === undefined;
}

/**
 * Whether a pending join may have ended without the suite's knowledge: more than one reading is possible, or FD_CONNECT
 * was not nominated all the while.
 */
export function mayHaveEnded(model: Model, join: Join): boolean {
  const initiator = socketOf(model, join.initiator);
  if (join.unclear || initiator === undefined) return true;
  return !join.blocking && !nominatedBefore(initiator, 'FD_CONNECT', join.issuedAt);
}

/**
 * Whether what has been told of a join may have been the outcome of the one before it on the same socket, so that its own
 * may still come.
 */
export function mayTellOfEarlier(model: Model, { unclear, replaces }: Join): boolean {
  if (!unclear || replaces === undefined) return false;
  const earlier = joinOf(model, replaces);
  return earlier?.told === undefined || mayTellOfEarlier(model, earlier);
}

/** The requests addressed to a listening socket that have been neither answered nor withdrawn. */
export function requestsAt(model: Model, listener: SocketId): readonly Join[] {
  const found: Join[] = [];
  for (const join of model.joins.values()) {
    if (join.listener === listener && isOpen(join) && isUnanswered(join)) found.push(join);
  }
  return found;
}

function isUnanswered(join: Join): boolean {
  return join.accepted === undefined && join.rejectedAt === undefined && !join.stranded && join.mustFail === undefined;
}

/**
 * The requests that a WSPAccept on this socket, issued at `since`, may have taken when it returns. Among them are those whose initiators
 * have been told already:
 *
 *     #7 leaf-1 WSPAccept      #8 root ◀ FD_CONNECT 0      #9 leaf-1 WSPAccept → socket 5
 */
export function takenFrom(model: Model, listener: SocketId, since: number): readonly Join[] {
  const told = [...model.joins.values()].filter(
    ({ listener: at, phase, accepted, told }) =>
      at === listener && phase === 'done' && accepted === undefined && (told?.at ?? -1) > since,
  );
  return [...told, ...requestsAt(model, listener)];
}

/** Whether somebody who had asked this socket has been told of the outcome since: a WSPAccept under way may have brought it about. */
export function toldSince(model: Model, listener: SocketId, since: number): boolean {
  for (const { listener: at, accepted, told } of model.joins.values()) {
    if (at === listener && accepted === undefined && (told?.at ?? -1) > since) return true;
  }
  return false;
}

/** Those who had asked this socket and have been told since that they are refused. */
export function refusedSince(model: Model, listener: SocketId, since: number): readonly Join[] {
  return [...model.joins.values()].filter(
    ({ listener: at, told }) => at === listener && told?.error === 'WSAECONNREFUSED' && told.at > since,
  );
}

/** Those of them that are in the queue beyond doubt: they have had the time to arrive, and were not refused. */
export function surelyQueued(model: Model, listener: SocketId): readonly Join[] {
  return requestsAt(model, listener).filter(
    (join) => settledSince(model, join.issuedAt) && !join.unclear && !join.mayRefuse,
  );
}

/** Requests to a listening socket that their initiators have withdrawn, and that no WSPAccept has met yet. */
export function withdrawnAt(model: Model, listener: SocketId): readonly Join[] {
  return [...model.joins.values()].filter(
    (join) =>
      join.listener === listener &&
      join.cancelledAt !== undefined &&
      join.accepted === undefined &&
      join.rejectedAt === undefined,
  );
}

/** Whether a WSPAccept that could take this request has been issued and has not returned. */
export function acceptInFlight(model: Model, join: Join): boolean {
  for (const { event, on } of model.flying.values()) {
    if (event.verb !== 'accept' || on === undefined || on !== join.listener) continue;
    const answer = event.args.condition?.answer ?? 'CF_ACCEPT';
    if (answer === 'CF_ACCEPT') return true;
  }
  return false;
}

/** Whether a call of this verb has been issued on the socket and has not returned. */
export function isComing(model: Model, verb: Verb, id: SocketId): boolean {
  for (const { event, on } of model.flying.values()) if (event.verb === verb && on === id) return true;
  return false;
}

/** How many calls of this verb have been issued on the socket and have not returned. */
export function calledOn({ flying }: Model, verb: Verb, id: SocketId): number {
  return [...flying.values()].filter(({ event, on }) => event.verb === verb && on === id).length;
}

/** What changes who can be asked, who has been answered, or who is told of it. */
const ANSWERING: readonly Verb[] = ['accept', 'listen', 'closeSocket', 'shutdown', 'eventSelect'];

/** Whether a call of this verb has returned since some moment. */
export function returnedSince({ returned }: Model, verb: Verb, since: number): boolean {
  return returned.some((it) => it.verb === verb && it.at > since);
}

/** Whether a call has returned since some moment that may have decided what became of a request. */
export function answeredSince(model: Model, since: number): boolean {
  return ANSWERING.some((verb) => returnedSince(model, verb, since));
}

/** Whether such a call has been under way since. */
export function answeringSince(model: Model, since: number): boolean {
  for (const { event } of model.flying.values()) if (ANSWERING.includes(event.verb)) return true;
  return answeredSince(model, since);
}

/** The second WSPJoinLeafs that are under way, and name a listening socket. */
function* secondsTo(
  model: Model,
  listener: SocketFacts,
): Generator<{ readonly on: SocketId | undefined; readonly first: JoinId }> {
  for (const { event, on, standing } of model.flying.values()) {
    if (standing?.is !== 'second' || event.verb !== 'joinLeaf' || event.args.name === null) continue;
    if (listener.address !== undefined && !sameAddress(event.args.name, listener.address)) continue;
    yield { on, first: standing.join };
  }
}

/** Whether a second WSPJoinLeaf has met the first one pending, beyond doubt. */
function isPendingFor(model: Model, first: JoinId): boolean {
  const before = joinOf(model, first);
  return before !== undefined && isOpen(before) && !before.unclear;
}

/**
 * Whether somebody with this address may have asked a listening socket by a second WSPJoinLeaf that is under way: his first
 * join has ended since.
 *
 *     #1 root WSPJoinLeaf → leaf-1   #2 root WSPJoinLeaf → leaf-2 …   #3 root ◀ FD_CONNECT 0   #4 leaf-2 WSPAccept → root
 */
export function mayAskAgain(model: Model, listener: SocketFacts, from: Address): boolean {
  for (const { on, first } of secondsTo(model, listener)) {
    if (isPendingFor(model, first)) continue;
    const address = socketOf(model, on)?.address;
    if (address === undefined || sameAddress(address, from)) return true;
  }
  return false;
}

/**
 * Whether a request from this address may be waiting though its initiator has been told of an outcome: that may have been
 * the one before.
 *
 *     #1 root WSPJoinLeaf → leaf-1, of unknown outcome   #2 root WSPJoinLeaf → leaf-2 …   #3 root ◀ FD_CONNECT 0: of #1, or of #2
 */
export function mayStillAsk(model: Model, listener: SocketId, from: Address): boolean {
  for (const { listener: at, initiator, unclear, told, accepted } of model.joins.values()) {
    if (at !== listener || !unclear || told === undefined || accepted !== undefined) continue;
    const address = socketOf(model, initiator)?.address;
    if (address === undefined || sameAddress(address, from)) return true;
  }
  return false;
}

/**
 * Whether a request may be waiting of which nothing is known: it is not known if its initiator has been told of it, or his call is
 * under way and may have met no join pending.
 */
export function mayWaitAt(model: Model, listener: SocketFacts): boolean {
  for (const join of model.joins.values()) {
    if (join.listener === listener.id && join.accepted === undefined && mayTellOfEarlier(model, join)) return true;
  }
  for (const { first } of secondsTo(model, listener)) if (!isPendingFor(model, first)) return true;
  return false;
}

/** Whether somebody may have asked a listening socket of whom nothing more can be known: such a second join, for one. */
export function mayBeAsked(model: Model, listener: SocketFacts): boolean {
  if (secondsTo(model, listener).next().done !== true) return true;
  for (const join of model.joins.values()) {
    if (join.listener === listener.id && join.unclear && join.accepted === undefined) return true;
  }
  return false;
}

/** The c_root whose session a join is to lead into. */
export function rootOf(join: Join): SocketId | undefined {
  if (join.scheme === 'invite') return join.initiator;
  if (join.scheme === 'admit') return join.listener;
  return undefined;
}

/** A join's two descriptors: the root's for the leaf, and the leaf's own. */
export function endsOf(join: Join): { readonly link: SocketId | undefined; readonly leaf: SocketId | undefined } {
  if (join.scheme === 'invite') return { link: join.link, leaf: join.accepted?.socket };
  return { link: join.accepted?.socket, leaf: join.initiator };
}

/** Whether a socket number belongs to a socket that is open and not being closed. */
export function isAlive(model: Model, id: SocketId | undefined): boolean {
  const socket = socketOf(model, id);
  return socket !== undefined && socket.closing === undefined;
}

/** Whether a c_root still holds its session together. */
export function rootStands(model: Model, id: SocketId | undefined): boolean {
  const socket = socketOf(model, id);
  return socket !== undefined && socket.closing === undefined && socket.shutAt === undefined;
}

/** Whether the root of a join's session is gone: closed, closing or shut down. */
export function rootGone(model: Model, join: Join): boolean {
  const id = rootOf(join);
  if (id === undefined) return false;
  const root = socketOf(model, id);
  return root === undefined || root.closing !== undefined || root.shutAt !== undefined;
}

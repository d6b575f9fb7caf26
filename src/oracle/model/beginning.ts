import type { CallEvent } from '../../trace/index.js';
import { changeJoin, changeSocket } from './change.js';
import type { Flying, Join, JoinId, Model, SocketFacts } from './facts.js';
import { withFewerJoins } from './forgetting.js';
import { answeringSince, calledOn, isOpen, joinOf, socketOf } from './queries.js';
import { standingOf } from './standing.js';

/** What a call to WSPJoinLeaf alone says of the join that it begins. */
export function joinBy({ id, args }: CallEvent & { readonly verb: 'joinLeaf' }, socket: SocketFacts, at: number) {
  return {
    id,
    phase: 'issued',
    initiator: socket.id,
    target: args.name ?? { family: 0, host: '', port: 0 },
    issuedAt: at,
    flags: args.flags,
    callerData: args.callerData ?? '',
    blocking: socket.blocking,
    mayRefuse: false,
    stranded: false,
    disturbed: false,
    after: socket.lastJoin ?? 'nothing',
  } as const;
}

/** Begins a join. */
export function begin(model: Model, socket: SocketFacts, join: Join): Model {
  const joins = new Map(withFewerJoins(model).joins).set(join.id, join);
  return changeSocket({ ...model, joins }, socket.id, { join: join.id, bound: true });
}

/**
 * A second WSPJoinLeaf begins a join after all if the first had ended before the call arrived. While it is under way, it is
 * not known whether it did:
 *
 *     #1 leaf-1 WSPJoinLeaf a   #2 leaf-1 WSPJoinLeaf a …   #3 leaf-1 ◀ FD_CONNECT refused   #4 … returns: what now, it tells
 */
export function beginSecond(model: Model, first: JoinId): Model {
  for (const flight of model.flying.values()) {
    const begun = beginLate(model, flight, first);
    // Of several, each is the second to the one before it.
    if (begun !== undefined) return followedBy(begun, first, flight.event.id);
  }
  return model;
}

/**
 * What a WSPJoinLeaf that was second to a join has begun, if it has; undefined if it can have begun nothing. Whom it met is known
 * only where nobody has had a call under way meanwhile that answers requests or keeps them from being made.
 */
export function beginLate(model: Model, flight: Flying, first: JoinId): Model | undefined {
  const { event, on, standing, at } = flight;
  const socket = socketOf(model, on);
  if (standing?.is !== 'second' || standing.join !== first || event.verb !== 'joinLeaf' || socket === undefined)
    return undefined;
  const anew = standingOf(model, socket, event.args);
  if (anew.is !== 'join') return undefined;
  const begun = begin(model, socket, {
    ...joinBy(event, socket, at),
    scheme: anew.scheme,
    settledBefore: -1,
    afterQuiet: false,
    unclear:
      joinOf(model, first)?.unclear !== false ||
      answeringSince(model, at) ||
      calledOn(model, 'joinLeaf', socket.id) > 1,
    replaces: socket.join ?? first,
    ...(anew.listener === undefined ? {} : { listener: anew.listener }),
  });
  return { ...begun, flying: new Map(begun.flying).set(event.id, { ...flight, standing: anew }) };
}

/** The further WSPJoinLeafs that were second to one join are second to another. */
export function followedBy(model: Model, before: JoinId, now: JoinId): Model {
  const flying = new Map<number, Flying>();
  for (const [id, flight] of model.flying) {
    const { standing } = flight;
    const follows = standing?.is === 'second' && standing.join === before;
    flying.set(id, follows ? { ...flight, standing: { is: 'second', join: now } } : flight);
  }
  return { ...model, flying };
}

/**
 * A second WSPJoinLeaf has succeeded though the first was not known to have ended:
 *
 *     #1 root WSPJoinLeaf a, cancelled   #2 root WSPJoinLeaf a   #3 root WSPJoinLeaf a …   #4 root ◀ FD_CONNECT refused   #5 #3 succeeds
 *
 * #4 may be the outcome of #1; it is #5 that tells that #2 has ended.
 */
export function begunAnew(model: Model, flight: Flying, id: number): Model {
  const first = joinOf(model, id);
  if (first === undefined || (isOpen(first) && !first.unclear)) return model;
  const begun = beginLate(isOpen(first) ? changeJoin(model, id, { phase: 'failed' }) : model, flight, id);
  return begun === undefined ? model : { ...begun, flying: model.flying };
}

/**
 * A WSPJoinLeaf has begun nothing, as it tells: it has met the one before it.
 *
 *     #1 leaf-1 WSPJoinLeaf a, of unknown outcome   #2 leaf-1 WSPJoinLeaf a …   #3 leaf-1 ◀ FD_CONNECT refused   #4 #2 fails with WSAEALREADY
 *
 * #3 was the outcome of #1, and #2 had met it pending.
 */
export function neverBegun(model: Model, join: Join, earlier: JoinId): Model {
  const { told, ...rest } = join;
  const { id, initiator, phase, accepted } = rest;
  const before = joinOf(model, earlier);
  const goesOn = before !== undefined && isOpen(before);
  // That of yet another call that is under way, if not one too many: what has become of the socket is not known.
  if (told !== undefined && !goesOn) return changeJoin(model, id, { phase, unclear: true });
  const joins = new Map(model.joins);
  // Where a WSPAccept was taken for its acceptance, it was another's.
  if (accepted === undefined) joins.delete(id);
  else joins.set(id, { ...rest, phase: 'failed', unclear: true });
  if (told !== undefined && before !== undefined) joins.set(earlier, { ...before, phase, told });
  for (const it of joins.values()) if (it.replaces === id) joins.set(it.id, { ...it, replaces: earlier });
  const next = followedBy({ ...model, joins }, id, earlier);
  const latest = socketOf(next, initiator)?.join === id ? changeSocket(next, initiator, { join: earlier }) : next;
  return goesOn && told === undefined ? latest : beginSecond(latest, earlier);
}

/**
 * Whether a second WSPJoinLeaf that is under way on the socket of a join can have begun one of its own: the first has ended. What
 * comes of that may be seen before it returns:
 *
 *     #1 leaf-1 WSPJoinLeaf …   #2 leaf-1 ◀ FD_CLOSE   #3 root ◀ FD_ACCEPT   #4 #1 returns
 */
export function mayHaveBegunAnew(model: Model, join: Join, socket: SocketFacts): boolean {
  if (isOpen(join)) return false;
  for (const { event, on, standing } of model.flying.values()) {
    if (standing?.is !== 'second' || on !== socket.id || event.verb !== 'joinLeaf') continue;
    if (standingOf(model, socket, event.args).is !== 'joined') return true;
  }
  return false;
}

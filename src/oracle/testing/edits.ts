import type { IndicationEvent, ReturnEvent, Trace, TraceEvent } from '../../trace/index.js';
import type { Join, Model, SocketFacts, SocketId } from '../model/facts.js';
import { joinOf, socketAt } from '../model/queries.js';

/** One small change to what a provider did. */
export interface Edit {
  readonly name: string;
  readonly trace: Trace;
  /** The first event that is not as it was. */
  readonly from: number;
  /** Why the edited trace may be conformant too; undefined where it cannot be, and has to be found. */
  readonly allowed: string | undefined;
}

/** A conformant trace, with what was known before each event. */
export interface Base {
  readonly trace: Trace;
  readonly models: readonly Model[];
}

const WSA_WRITE = 'FD_WRITE' as const;
const WITHOUT_MEANING = 'no clause speaks of it';
const UNCLEAR = 'which request it answers cannot be known: two of the same initiator look alike';
const PARTED = 'the join was accepted and one side has closed since (ruling 11)';
const RENOMINATED = 'the registration has changed meanwhile';
const EARLIER = 'an earlier join on the same socket may be pending still, and be told of';
const GHOST = 'a cancelled join may be told of with an error, or not at all (ruling 9)';

/** Every small change to one event of a trace that the provider made: an indication, or the return of a call. */
export function editsAt(base: Base, at: number): readonly Edit[] {
  const event = base.trace[at];
  if (event?.kind === 'indication') return indicationEdits(base, at, event);
  if (event?.kind === 'return') return returnEdits(base, at, event);
  return [];
}

function indicationEdits(base: Base, at: number, event: IndicationEvent): readonly Edit[] {
  const { trace } = base;
  const what =
    event.error === 'NO_ERROR' || event.event !== 'FD_CONNECT' ? event.event : `${event.event} with an error`;
  const edits = [
    edit(`drop ${what}`, at, trace.toSpliced(at, 1), mayBeMissing(base, at, event)),
    edit(`duplicate ${what}`, at, trace.toSpliced(at, 0, event), mayComeTwice(base, at, event)),
    edit(`turn ${what} into FD_WRITE`, at, trace.with(at, { ...event, event: WSA_WRITE }), undefined),
  ];
  if (event.event !== 'FD_CONNECT') return edits;
  const flipped = { ...event, error: event.error === 'NO_ERROR' ? 'WSAEINVAL' : 'NO_ERROR' } as const;
  edits.push(edit(`flip the error of ${what}`, at, trace.with(at, flipped), mayEndOtherwise(base, at, event)));
  const join = joinTold(base, at, event);
  const accept = join?.accepted?.issuedAt;
  if (event.error === 'NO_ERROR' && accept !== undefined) {
    const moved = trace.toSpliced(at, 1).toSpliced(accept, 0, event);
    edits.push(
      edit('move FD_CONNECT before its WSPAccept', accept, moved, join?.unclear === true ? UNCLEAR : undefined),
    );
  }
  return edits;
}

function mayBeMissing(base: Base, at: number, event: IndicationEvent): string | undefined {
  const { trace, models } = base;
  const quiet = trace.findIndex((it, index) => index > at && it.kind === 'settled');
  const meanwhile = trace.slice(at + 1, quiet);
  const here = (it: TraceEvent): boolean =>
    it.kind === 'call' && it.node === event.node && 'socket' in it.args && it.args.socket === event.socket;
  switch (event.event) {
    case 'FD_CONNECT': {
      const join = joinTold(base, at, event);
      if (join === undefined) return GHOST;
      if (join.unclear) return UNCLEAR;
      if (join.accepted === undefined && join.scheme === 'other')
        return 'what comes of such a use is not stated (ruling 4)';
      if (event.error !== 'NO_ERROR' && (model(models, at).sockets.get(join.initiator)?.ghosts ?? 0) > 0) return GHOST;
      if (isFullQueue(base, at, join)) return 'it may be waiting in the queue instead';
      if (mayBeAnEarlierOne(base, at, event)) return EARLIER;
      if (join.accepted !== undefined && partings(base, join, join.issuedAt, quiet).length > 0) return PARTED;
      if (partings(base, join, at, quiet).length > 0) return 'one side is closing';
      const since = trace.slice(join.accepted?.issuedAt ?? join.issuedAt, quiet);
      return since.some((it) => here(it) && it.kind === 'call' && it.verb === 'eventSelect') ? RENOMINATED : undefined;
    }
    case 'FD_ACCEPT': {
      const soon = meanwhile.some((it) => here(it) && it.kind === 'call' && ANSWERS.includes(it.verb));
      if (soon) return 'the suite did not wait for it: only quiet shows that something is missing (ruling 2)';
      const again = meanwhile.some((it) => sameIndication(it, event));
      if (again) return 'requests that overlap may share one FD_ACCEPT (ruling 3)';
      const gone = meanwhile.some((it) => it.kind === 'call' && it.verb === 'closeSocket');
      if (gone) return 'the request may be withdrawn before it is announced';
      return mayHaveBeenRefused(base, quiet, event) ? UNCLEAR : undefined;
    }
    case 'FD_CLOSE': {
      const socket = socketAt(model(models, at), event.node, event.socket);
      if (meanwhile.some((it) => here(it) || sameIndication(it, event)))
        return 'the socket is closed, registered or told again';
      const join = socket === undefined ? undefined : joinOf(model(models, quiet), socket.from ?? socket.join);
      if (join === undefined || join.unclear) return UNCLEAR;
      if (join.told?.error !== 'NO_ERROR' && socket?.origin !== 'accepted' && socket?.origin !== 'admitted')
        return 'nothing is said of FD_CLOSE on the descriptor of a pending join (ruling 15)';
      return socket === undefined || !isNominatedSince(base, at, socket, join) ? RENOMINATED : undefined;
    }
    default:
      return WITHOUT_MEANING;
  }
}

const ANSWERS: readonly string[] = ['accept', 'closeSocket', 'shutdown', 'eventSelect', 'listen'];

function mayComeTwice(base: Base, at: number, indication: IndicationEvent): string | undefined {
  const { event, error, node, socket } = indication;
  const facts = socketAt(model(base.models, at), node, socket);
  if (event === 'FD_CONNECT') {
    if (error !== 'NO_ERROR' && (facts?.ghosts ?? 0) > 0) return GHOST;
    return mayBeAnEarlierOne(base, at, indication) ? EARLIER : undefined;
  }
  if (event !== 'FD_ACCEPT') return WITHOUT_MEANING;
  // A WSPAccept or a registration has enabled it, and may have met one that was on its way.
  return (facts?.acceptCredit ?? 0) > 1
    ? 'it was enabled again when one may have been on its way (rulings 2, 14, 25)'
    : undefined;
}

function mayEndOtherwise(base: Base, at: number, event: IndicationEvent): string | undefined {
  const join = joinTold(base, at, event);
  if (join === undefined) return GHOST;
  if (join.unclear) return UNCLEAR;
  const before = model(base.models, at);
  if (event.error !== 'NO_ERROR') return join.accepted === undefined ? undefined : PARTED;
  const ghosts = before.sockets.get(join.initiator)?.ghosts ?? 0;
  if (ghosts > 0) return GHOST;
  return partings(base, join, join.issuedAt, at).length > 0 ? PARTED : undefined;
}

function returnEdits(base: Base, at: number, event: ReturnEvent): readonly Edit[] {
  const { trace, models } = base;
  const flight = model(models, at).flying.get(event.id);
  const standing = flight?.standing;
  const edits: Edit[] = [];
  const replace = (name: string, result: object, allowed: string | undefined): void => {
    // The result is of the same verb; TypeScript cannot see that through the union.
    edits.push(edit(name, at, trace.with(at, { ...event, result } as ReturnEvent), allowed));
  };
  if (event.verb === 'joinLeaf' && 'ok' in event.result && standing?.is === 'join') {
    const { args } = flight?.event ?? {};
    const given = args !== undefined && 'socket' in args ? args.socket : -1;
    if (standing.scheme === 'invite')
      replace('return the c_root from an invitation', { ok: { socket: given } }, undefined);
    if (standing.scheme === 'admit' || standing.scheme === 'nonrooted')
      replace('return a new descriptor from a request', { ok: { socket: 9999 } }, undefined);
    replace('fail with WSAEWOULDBLOCK', { error: 'WSAEWOULDBLOCK' }, undefined);
  }
  if (event.verb === 'joinLeaf' && standing?.is === 'second') {
    replace('turn a second join away with WSAEINVAL', { error: 'WSAEINVAL' }, secondMayDiffer(base, at, standing.join));
  }
  if (event.verb === 'accept' && 'error' in event.result && event.result.error === 'WSAEWOULDBLOCK') {
    const peer = { family: 2, host: '198.51.100.1', port: 1 };
    replace('accept somebody who never asked', { ok: { socket: 9999, peer } }, mayBeWithdrawn(base, at));
  }
  if (event.verb === 'listen' && 'ok' in event.result) {
    const socket = socketFor(base, at);
    const bystander = socket?.join !== undefined || socket?.listening !== undefined;
    replace(
      'refuse to listen',
      { error: 'WSAEINVAL' },
      bystander ? 'a socket that has been in use may be refused' : undefined,
    );
  }
  return edits;
}

function secondMayDiffer({ models }: Base, at: number, first: number): string | undefined {
  const join = joinOf(model(models, at), first);
  return join?.accepted === undefined && join?.phase === 'pending' ? undefined : 'the first may have ended meanwhile';
}

function mayBeWithdrawn(base: Base, at: number): string | undefined {
  const socket = socketFor(base, at);
  if (socket?.shutAt !== undefined) return 'nothing is said of a socket that is shut down';
  const doubtful = [...model(base.models, at).joins.values()].some(
    (join) => join.listener === socket?.id && join.unclear,
  );
  return doubtful ? UNCLEAR : undefined;
}

function socketFor(base: Base, at: number): SocketFacts | undefined {
  const event = base.trace[at];
  const known = model(base.models, at);
  const on = event?.kind === 'return' ? known.flying.get(event.id)?.on : undefined;
  return on === undefined ? undefined : known.sockets.get(on);
}

/** The join that an FD_CONNECT tells of, as it is known once all is quiet; undefined for one that was cancelled. */
function joinTold({ models, trace }: Base, at: number, event: IndicationEvent): Join | undefined {
  const before = model(models, at);
  const id = socketAt(before, event.node, event.socket)?.join;
  const then = joinOf(before, id);
  if (then === undefined || then.phase === 'cancelled') return undefined;
  const quiet = trace.findIndex((it, index) => index > at && it.kind === 'settled');
  // FD_CONNECT may be seen before WSPAccept returns: what took it is known a little later.
  return joinOf(model(models, quiet), id) ?? joinOf(model(models, at + 1), id) ?? then;
}

/** When, in a stretch of the trace, one of a join's sockets, or the one that it was addressed to, was to be closed or shut down. */
function partings({ models, trace }: Base, join: Join, from: number, to: number): readonly number[] {
  const { initiator, link, listener, accepted } = join;
  const ends: readonly (SocketId | undefined)[] = [initiator, link, accepted?.socket, listener];
  return trace.slice(from, to).flatMap((it, offset) => {
    if (it.kind !== 'call' || (it.verb !== 'closeSocket' && it.verb !== 'shutdown')) return [];
    const socket = socketAt(model(models, from + offset), it.node, it.args.socket);
    return socket !== undefined && ends.includes(socket.id) ? [from + offset] : [];
  });
}

function isFullQueue({ models }: Base, at: number, join: Join): boolean {
  return (
    join.listener !== undefined &&
    join.accepted === undefined &&
    join.rejectedAt === undefined &&
    join.peerGoneAt === undefined &&
    model(models, at).sockets.has(join.listener)
  );
}

function mayHaveBeenRefused({ models }: Base, quiet: number, { node, socket }: IndicationEvent): boolean {
  const known = model(models, quiet);
  const listener = socketAt(known, node, socket);
  return [...known.joins.values()].every((join) => {
    if (join.listener !== listener?.id || join.told !== undefined || join.accepted !== undefined) return true;
    if (join.phase === 'cancelled') return true;
    const initiator = known.sockets.get(join.initiator);
    return (
      join.unclear ||
      join.mayRefuse ||
      initiator === undefined ||
      initiator.maskAt > join.issuedAt ||
      (initiator.mask & 0x10) === 0
    );
  });
}

function isNominatedSince(base: Base, at: number, socket: SocketFacts, join: Join): boolean {
  const [cause] = partings(base, join, join.issuedAt, at);
  return cause === undefined || socket.maskAt < cause;
}

function mayBeAnEarlierOne({ models }: Base, at: number, { node, socket }: IndicationEvent): boolean {
  const known = model(models, at);
  return joinOf(known, socketAt(known, node, socket)?.join)?.replaces !== undefined;
}

function sameIndication(it: TraceEvent, { node, socket, event }: IndicationEvent): boolean {
  return it.kind === 'indication' && it.node === node && it.socket === socket && it.event === event;
}

function edit(name: string, from: number, trace: Trace, allowed: string | undefined): Edit {
  return { name, trace, from, allowed };
}

function model(models: readonly Model[], at: number): Model {
  const known = models[at];
  if (known === undefined) throw new RangeError(`nothing is known of event ${at}`);
  return known;
}

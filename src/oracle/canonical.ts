import type { Address } from '../spi/index.js';
import type { Join, Model, SocketFacts } from './model/facts.js';
import { answeredSince, isOpen, returnedSince, socketOf } from './model/queries.js';
import type { OracleState } from './oracle.js';

/**
 * A text that two states of the oracle share only if nothing that may follow can tell them apart: the same events then
 * lead to violations in both, or in neither. It is for remembering steps, not for judging: the words of a violation, and
 * what an expectation looks back at, are not in it.
 *
 * Numbers that only name something (sockets, joins, calls) are named anew in the order in which they are met. Of a
 * moment it keeps only how it lies to those that moments are compared with: evidence of quiet, a registration, the
 * issue of a call that has not returned, the latest WSPRecv, and the moment at which a record was cleared. So it does
 * not matter in which order two joins were accepted if nothing was compared in between.
 */
export function canonicalText({ model, over }: OracleState): string {
  const moment = momentsOf(model);
  const socketName = names();
  const callName = names();
  const parts: (string | number)[] = [
    over ? 1 : 0,
    moment(model.settledAt),
    model.settledAt === model.index - 1 ? 1 : 0,
    model.still ? 1 : 0,
  ];
  for (const socket of model.sockets.values()) socketName(socket.id);
  for (const join of model.joins.values()) callName(join.id);
  for (const id of model.flying.keys()) callName(id);

  for (const socket of model.sockets.values()) {
    parts.push('\ns', socketText(socket, moment, socketName, callName));
    parts.push(model.byName.get(`${socket.descriptor}@${socket.node}`) === socket.id ? '+' : '-');
  }
  for (const join of model.joins.values()) parts.push('\nj', joinText(join, moment, socketName, callName));
  for (const { event, at, on, standing } of model.flying.values()) {
    const second = standing?.is === 'second' ? callName(standing.join) : '';
    // What is not a join keeps its arguments: they say what its return will mean.
    parts.push(
      '\nf',
      callName(event.id),
      event.verb,
      event.node,
      moment(at),
      socketName(on),
      standing?.is ?? '',
      second,
    );
    parts.push(JSON.stringify(event.args));
    // What a WSPJoinLeaf has met is judged by what was under way meanwhile.
    if (event.verb !== 'joinLeaf') continue;
    parts.push(answeredSince(model, at) ? 1 : 0, returnedSince(model, 'joinLeaf', at) ? 1 : 0);
  }
  for (const { data, at, sender, owed, rootGone, receiverOnly, scope } of model.messages) {
    parts.push('\nm', JSON.stringify(data), moment(at), socketName(sender), owed.map(socketName).join(' '));
    parts.push(rootGone ? 1 : 0, receiverOnly ? 1 : 0, scope);
  }
  for (const { target, verb, second } of model.strays) parts.push('\nx', addressOf(target), verb, second ? 1 : 0);
  for (const { id, node, descriptor, roles, origin, at, address, from } of model.tombstones) {
    parts.push('\nt', socketName(id), node, descriptor, roles.control, roles.data, origin, moment(at));
    parts.push(addressOf(address), callName(from));
  }
  for (const { node, socket, event, error, at } of model.early)
    parts.push('\ne', node, socket, event, error, moment(at));
  return parts.join(' ');
}

type Moment = (at: number | undefined) => string | number;
type Namer = (id: number | undefined) => string | number;

function momentsOf(model: Model): Moment {
  const marks = new Set<number>([model.settledAt]);
  for (const { maskAt, recvAt, recordCleared } of model.sockets.values()) {
    marks.add(maskAt).add(recordCleared.at);
    if (recvAt !== undefined) marks.add(recvAt);
  }
  for (const join of model.joins.values()) {
    marks.add(join.settledBefore);
    // Whether others were answered before or after a request was issued says if it can have met a full queue.
    const backlog = isOpen(join) ? socketOf(model, join.listener)?.listening?.backlog : undefined;
    if (backlog !== undefined && backlog < model.joins.size) marks.add(join.issuedAt);
  }
  for (const { at } of model.flying.values()) marks.add(at);
  const sorted = [...marks].sort((a, b) => a - b);
  return (at) => {
    if (at === undefined) return '';
    let place = 0;
    for (const mark of sorted) {
      if (mark >= at) return mark === at ? place + 1 : place;
      place += 2;
    }
    return place;
  };
}

function names(): Namer {
  const given = new Map<number, number>();
  return (id) => {
    if (id === undefined) return '';
    const known = given.get(id);
    if (known !== undefined) return known;
    given.set(id, given.size);
    return given.size - 1;
  };
}

function socketText(socket: SocketFacts, moment: Moment, socketName: Namer, callName: Namer): string {
  const { listening, recordCleared, membership } = socket;
  const latest = new Map(socket.seen.map((it) => [it.event, it]));
  return [
    ...[
      socketName(socket.id),
      socket.node,
      socket.descriptor,
      socket.origin,
      socket.entry?.id,
      addressOf(socket.address),
    ],
    ...[
      socket.roles.control,
      socket.roles.data,
      socket.blocking,
      socket.unblocked,
      socket.bound,
      callName(socket.from),
    ],
    ...(listening === undefined ? [''] : [moment(listening.at), listening.backlog, listening.most]),
    ...[socket.mask, socket.maskBy, moment(socket.maskAt), socket.maskEver, socket.maskComing],
    ...[socket.acceptCredit, socket.acceptTold, socket.acceptEver, recordCleared.by, moment(recordCleared.at)],
    ...[callName(socket.join), socket.lastJoin, socket.ghosts, moment(socket.closeTold), moment(socket.shutAt)],
    ...[moment(socket.closing), moment(socket.recvAt), socket.loopback, socket.scope, socket.hears, socket.heard],
    ...(membership === undefined ? [''] : [addressOf(membership.group), moment(membership.at)]),
    ...[...socket.record].map(([event, { error, at }]) => `r${event}${error}${moment(at)}`),
    ...[...latest.values()].map(({ event, error, at }) => `l${event}${error}${moment(at)}`),
  ].join(' ');
}

function joinText(join: Join, moment: Moment, socketName: Namer, callName: Namer): string {
  const { accepted, told, mustFail } = join;
  return [
    ...[callName(join.id), join.scheme, join.phase, socketName(join.initiator), addressOf(join.target), join.blocking],
    ...[
      moment(join.issuedAt),
      moment(join.settledBefore),
      join.afterQuiet,
      join.flags,
      JSON.stringify(join.callerData),
    ],
    ...[socketName(join.link), socketName(join.listener), join.mayRefuse, join.stranded, moment(join.peerGoneAt)],
    ...(mustFail === undefined ? [''] : [mustFail.why, mustFail.code]),
    ...(accepted === undefined
      ? ['']
      : [moment(accepted.issuedAt), moment(accepted.at), socketName(accepted.by), socketName(accepted.socket)]),
    JSON.stringify(accepted?.calleeData),
    ...[moment(join.rejectedAt), moment(join.queuedUntil), moment(join.deferredAt), moment(join.cancelledAt)],
    join.disturbed,
    ...(told === undefined ? [''] : [moment(told.at), told.error]),
    ...[callName(join.replaces), join.unclear, join.after],
  ].join(' ');
}

function addressOf(address: Address | undefined): string {
  return address === undefined ? '' : `${address.family}/${address.host}/${address.port}`;
}

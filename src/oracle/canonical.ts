import { nameKey } from './model/change.js';
import type { Model } from './model/facts.js';
import { answeredSince, isOpen, returnedSince, socketOf } from './model/queries.js';
import type { OracleState } from './oracle.js';
import { addressIn, portraitOfJoin, portraitOfSocket, type Portrait } from './portrait.js';

/**
 * A text that two states of the oracle share only if nothing that may follow can tell them apart: the same events then
 * lead to violations in both, or in neither. It is for remembering steps, not for judging: the words of a violation, and
 * what an expectation looks back at, are not in it.
 *
 * Numbers that only name something (sockets, joins, calls) are named anew in the order in which they are met. Of a
 * moment it keeps only how it lies to those that moments are compared with: evidence of quiet, a registration, the
 * issue of a call that has not returned, the latest WSPRecv, and the moment at which a record was cleared. So it does
 * not matter in which order two joins were accepted if nothing was compared in between.
 *
 * `word` may give something short in place of what is told of a record, as long as it is another for each.
 */
export function canonicalText(
  { model, over }: OracleState,
  word: (text: string) => string | number = (text) => text,
): string {
  const moment = momentsOf(model);
  const socketName = names();
  const callName = names();
  const parts: (string | number)[] = [
    over ? 1 : 0,
    moment(model.settledAt),
    model.settledAt === model.index - 1 ? 1 : 0,
    model.still ? 1 : 0,
  ];
  const tell = (kind: string, { text, moments, sockets, joins }: Portrait): void => {
    parts.push(kind, word(text));
    for (const at of moments) parts.push(moment(at));
    for (const id of sockets) parts.push(socketName(id));
    for (const id of joins) parts.push(callName(id));
  };
  for (const socket of model.sockets.values()) socketName(socket.id);
  for (const join of model.joins.values()) callName(join.id);
  for (const id of model.flying.keys()) callName(id);

  for (const socket of model.sockets.values()) {
    tell('\ns', portraitOfSocket(socket));
    parts.push(model.byName.get(nameKey(socket.node, socket.descriptor)) === socket.id ? '+' : '-');
  }
  for (const join of model.joins.values()) tell('\nj', portraitOfJoin(join));
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
  for (const { target, verb, second } of model.strays) parts.push('\nx', addressIn(target), verb, second ? 1 : 0);
  for (const { id, node, descriptor, roles, origin, at, address, from } of model.tombstones) {
    parts.push('\nt', socketName(id), node, descriptor, roles.control, roles.data, origin, moment(at));
    parts.push(addressIn(address), callName(from));
  }
  for (const { node, socket, event, error, at } of model.early)
    parts.push('\ne', node, socket, event, error, moment(at));
  return parts.join(' ');
}

type Moment = (at: number | undefined) => string | number;
type Namer = (id: number | undefined) => string | number;

function momentsOf(model: Model): Moment {
  const marks: number[] = [];
  // Most come in their order.
  const mark = (at: number): void => {
    let place = marks.length;
    while (place > 0 && (marks[place - 1] ?? at) > at) place -= 1;
    if (place === 0 || marks[place - 1] !== at) marks.splice(place, 0, at);
  };
  for (const { maskAt, recvAt, recordCleared } of model.sockets.values()) {
    mark(maskAt);
    mark(recordCleared.at);
    if (recvAt !== undefined) mark(recvAt);
  }
  mark(model.settledAt);
  for (const join of model.joins.values()) {
    mark(join.settledBefore);
    // Whether others were answered before or after a request was issued says if it can have met a full queue.
    const backlog = isOpen(join) ? socketOf(model, join.listener)?.listening?.backlog : undefined;
    if (backlog !== undefined && backlog < model.joins.size) mark(join.issuedAt);
  }
  for (const { at } of model.flying.values()) mark(at);
  return (at) => {
    if (at === undefined) return '';
    let place = 0;
    for (const mark of marks) {
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

import type { Join, Listener, Node, Session, Socket } from './model.js';
import type { Line } from './wire.js';
import type { World } from './world.js';

/** Brings back what something was. */
type Back = () => void;

/**
 * Remembers how everything stands, and gives what brings it back. Everybody stays who he is, so that messages under way find
 * whom they are about. Calls that wait have returned before, as nobody could let one wait again that has returned since.
 */
export function checkpoint({ wire, nodes, bound, made }: World): Back {
  const backs: Back[] = [wire.checkpoint(), contentsOf(bound)];
  for (const node of nodes.values()) backs.push(nodeOf(node));
  for (const it of made.sockets) backs.push(socketOf(it));
  for (const it of made.joins) backs.push(joinOf(it));
  for (const it of made.sessions) backs.push(sessionOf(it));
  const { sockets, joins, sessions } = made;
  const many = { sockets: sockets.length, joins: joins.length, sessions: sessions.length };
  return () => {
    for (const back of backs) back();
    cut(sockets, many.sockets);
    cut(joins, many.joins);
    cut(sessions, many.sessions);
  };
}

function nodeOf(it: Node): Back {
  const { latestDescriptor, latestPort } = it;
  const sockets = contentsOf(it.sockets);
  return () => {
    it.latestDescriptor = latestDescriptor;
    it.latestPort = latestPort;
    sockets();
  };
}

function socketOf(it: Socket): Back {
  const { open, blocking, name, standing, outstanding, latestOutcome, tie, session, listener } = it;
  const { direction, joinedBy, calleeData, loopback, scope } = it;
  const { mask, recorded, acceptEnabled, readEnabled } = it.events;
  const inbox = listOf(it.inbox);
  const lines = contentsOf(it.lines);
  const messages = it.lines.size === 0 ? [] : [...it.lines.values()].map(lineOf);
  const listening = listener && listenerOf(listener);
  // One by one, as this is done for each order of a hundred thousand, and a copy of all fields takes several times as long.
  return () => {
    it.open = open;
    it.blocking = blocking;
    it.name = name;
    it.standing = standing;
    it.outstanding = outstanding;
    it.latestOutcome = latestOutcome;
    it.tie = tie;
    it.session = session;
    it.listener = listener;
    it.direction = direction;
    it.joinedBy = joinedBy;
    it.calleeData = calleeData;
    it.loopback = loopback;
    it.scope = scope;
    it.events.mask = mask;
    it.events.recorded = recorded;
    it.events.acceptEnabled = acceptEnabled;
    it.events.readEnabled = readEnabled;
    inbox();
    lines();
    for (const line of messages) line();
    listening?.();
  };
}

function listenerOf(it: Listener): Back {
  const { backlog } = it;
  const queue = listOf(it.queue);
  return () => {
    it.backlog = backlog;
    queue();
  };
}

function joinOf(it: Join): Back {
  const { outcome, request, listening, standIn, leaf, returns } = it;
  const [forth, back] = [lineOf(it.forth), lineOf(it.back)];
  return () => {
    it.outcome = outcome;
    it.request = request;
    it.listening = listening;
    it.standIn = standIn;
    it.leaf = leaf;
    it.returns = returns;
    forth();
    back();
  };
}

function sessionOf({ members, ties }: Session): Back {
  const [memberships, joins] = [entriesOf(members), entriesOf(ties)];
  return () => {
    memberships();
    joins();
  };
}

function lineOf({ messages }: Line): Back {
  return listOf(messages);
}

function listOf<T>(list: T[]): Back {
  const kept = list.length === 0 ? [] : [...list];
  return () => {
    cut(list, 0);
    for (const it of kept) list.push(it);
  };
}

// A list that is cut by its length would be laid out anew when it grows again.
function cut(list: unknown[], length: number): void {
  while (list.length > length) list.pop();
}

function contentsOf<K, V>(map: Map<K, V>): Back {
  const kept = map.size === 0 ? [] : [...map];
  return () => {
    if (map.size === kept.length && (map.size === 0 || isUnchanged(map, kept))) return;
    map.clear();
    for (const [key, value] of kept) map.set(key, value);
  };
}

function entriesOf<T>(set: Set<T>): Back {
  const kept = [...set];
  return () => {
    if (set.size === kept.length && isStill(set, kept)) return;
    set.clear();
    for (const it of kept) set.add(it);
  };
}

// Most have not changed. They have to be the same in the same order: somebody may go through them.
function isStill<T>(set: Set<T>, kept: readonly T[]): boolean {
  let at = 0;
  for (const it of set) {
    if (kept[at] !== it) return false;
    at += 1;
  }
  return true;
}

function isUnchanged<K, V>(map: Map<K, V>, kept: readonly (readonly [K, V])[]): boolean {
  let at = 0;
  for (const [key, value] of map) {
    const entry = kept[at];
    if (entry === undefined || entry[0] !== key || entry[1] !== value) return false;
    at += 1;
  }
  return true;
}

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
    sockets.length = many.sockets;
    joins.length = many.joins;
    sessions.length = many.sessions;
  };
}

function nodeOf(it: Node): Back {
  const fields = { ...it };
  const sockets = contentsOf(it.sockets);
  return () => {
    Object.assign(it, fields);
    sockets();
  };
}

function socketOf(it: Socket): Back {
  const fields = { ...it };
  const events = { ...it.events };
  const inbox = listOf(it.inbox);
  const lines = contentsOf(it.lines);
  const messages = it.lines.size === 0 ? [] : [...it.lines.values()].map(lineOf);
  const listener = it.listener && listenerOf(it.listener);
  return () => {
    Object.assign(it, fields);
    Object.assign(it.events, events);
    inbox();
    lines();
    for (const line of messages) line();
    listener?.();
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
  const fields = { ...it };
  const [forth, back] = [lineOf(it.forth), lineOf(it.back)];
  return () => {
    Object.assign(it, fields);
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
    list.length = 0;
    for (const it of kept) list.push(it);
  };
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

import { addressText, JL, type Address } from '../../spi/index.js';
import type { NodeName } from '../../trace/index.js';
import { changeSocket, remember } from './change.js';
import type { Join, Message, Model, SocketFacts, SocketId } from './facts.js';
import {
  endsOf,
  isAlive,
  isNonrooted,
  isRootedData,
  joinOf,
  nominatedBefore,
  rootOf,
  rootStands,
  settledSince,
  socketOf,
} from './queries.js';

/** How a socket takes part in a session. */
export interface Part {
  /** The session's name: its root, or its group. */
  readonly session: string;
  /** Whether it is a member beyond doubt, or only may be one. */
  readonly sure: boolean;
  /** What it joined as (USING-19); an invitation's flags are not judged (ruling 13). */
  readonly sends: boolean;
  readonly receives: boolean;
  readonly join?: Join;
  readonly root?: SocketId;
}

/** The part that a socket has in a session now; undefined where it can have none. */
export function partOf(model: Model, socket: SocketFacts): Part | undefined {
  if (socket.roles.control === 'plain') return undefined;
  if (isNonrooted(socket)) return inGroup(model, socket);
  if (socket.roles.control === 'c_root') {
    const sure = socket.closing === undefined && socket.shutAt === undefined;
    return { session: `root ${socket.id}`, sure, sends: true, receives: true, root: socket.id };
  }
  // The root's descriptor for a leaf is no place for session data (ruling 27).
  if (socket.origin === 'invited' || socket.origin === 'admitted') return undefined;
  const join = joinOf(model, socket.origin === 'accepted' ? socket.from : socket.join);
  const root = join === undefined ? undefined : rootOf(join);
  if (join?.accepted === undefined || root === undefined) return undefined;
  const sure =
    join.phase === 'done' &&
    join.told?.error === 'NO_ERROR' &&
    !join.unclear &&
    socket.closing === undefined &&
    socket.shutAt === undefined &&
    socket.closeTold === undefined &&
    rootStands(model, root) &&
    isAlive(model, endsOf(join).link) &&
    isAlive(model, endsOf(join).leaf);
  return { session: `root ${root}`, sure, ...directions(join), join, root };
}

function inGroup(model: Model, socket: SocketFacts): Part | undefined {
  const alive = socket.closing === undefined && socket.shutAt === undefined;
  if (socket.membership !== undefined) {
    return { session: group(socket.membership.group), sure: alive, sends: true, receives: true };
  }
  const join = joinOf(model, socket.join);
  if (join?.scheme !== 'nonrooted' || join.phase === 'failed' || join.phase === 'cancelled') return undefined;
  const sure = alive && join.phase === 'done' && !join.unclear && join.mustFail === undefined;
  return { session: group(join.target), sure, ...directions(join), join };
}

function group(address: Address): string {
  return `group ${addressText(address)}`;
}

function directions(join: Join): { readonly sends: boolean; readonly receives: boolean } {
  if (join.scheme === 'invite') return { sends: true, receives: true };
  return { sends: (join.flags & JL.RECEIVER_ONLY) === 0, receives: (join.flags & JL.SENDER_ONLY) === 0 };
}

/** Whether nobody can say if a socket is a member: accepted for one of several requests that look alike, for example. */
export function isUnknown(model: Model, socket: SocketFacts): boolean {
  if (socket.origin === 'accepted') return socket.from === undefined || joinOf(model, socket.from)?.unclear === true;
  return joinOf(model, socket.join)?.unclear === true;
}

/** Every socket that is a member beyond doubt. */
export function sureMembers(model: Model): readonly SocketFacts[] {
  return [...model.sockets.values()].filter((socket) => partOf(model, socket)?.sure === true);
}

/** Those who have to receive what a socket sends now. */
export function receiversOf(model: Model, sender: SocketFacts): readonly SocketId[] {
  const part = partOf(model, sender);
  if (part?.sure !== true || !part.sends) return [];
  const members = sureMembers(model).filter((socket) => partOf(model, socket)?.session === part.session);
  const others = members.filter((socket) => socket.id !== sender.id && partOf(model, socket)?.receives === true);
  if (isRootedData(sender)) {
    // Without a d_root, or with several, nothing is said (ruling 27).
    const roots = members.filter((socket) => socket.roles.data === 'd_root');
    if (roots.length !== 1) return [];
    return others
      .filter((socket) => sender.roles.data === 'd_root' || socket.roles.data === 'd_root')
      .map(({ id }) => id);
  }
  const near = others.filter((socket) => sender.scope > 0 || sameHost(model, socket.node, sender.node));
  const itself = sender.loopback === true && part.receives ? [sender.id] : [];
  return [...near.map(({ id }) => id), ...itself];
}

/** Whether two nodes are one host: several may share it. */
export function sameHost(model: Model, a: NodeName, b: NodeName): boolean {
  const nodes = model.header?.nodes ?? {};
  return a === b || (nodes[a] !== undefined && nodes[a]?.host === nodes[b]?.host);
}

/** Notes session data that was sent. Only the latest messages are kept: nobody is owed one that is forgotten. */
export function noteSend(model: Model, sender: SocketFacts, data: string, at: number): Model {
  // One more copy of what may be lost: it is owed to those to whom the first one was.
  if (isBestEffort(model) && messageOf(model, data)?.sender === sender.id) return model;
  const message = messageBy(model, sender, data, at);
  const early = message.owed.length === 0 ? [] : receivedSince(model, data, at);
  const owed = message.owed.filter((id) => !early.includes(id));
  const next = early.length === 0 ? model : changeSocket(model, sender.id, { heard: true });
  return { ...next, messages: remember(next.messages, { ...message, owed }, 128) };
}

// #1 leaf-1 WSPSend a   #2 root ◀ FD_CONNECT 0   #3 #1 returns: whether it was sent before leaf-1 was a member is not known
// #1 leaf-1 WSPSend a   #2 root ◀ FD_READ   #3 root WSPRecv a   #4 #1 returns: root has got already what it was owed
function messageBy(model: Model, sender: SocketFacts, data: string, at: number): Message {
  const part = partOf(model, sender);
  const root = part?.root === undefined ? undefined : socketOf(model, part.root);
  const goneAt = root === undefined ? (part?.root === undefined ? undefined : -1) : (root.closing ?? root.shutAt);
  return {
    data,
    at,
    sender: sender.id,
    owed: tookPartAt(model, sender, at)
      ? receiversOf(model, sender).filter((id) => tookPartAt(model, socketOf(model, id), at))
      : [],
    rootGone: goneAt !== undefined && goneAt < at && settledSince(model, goneAt),
    receiverOnly: part?.sends === false,
    scope: sender.scope,
  };
}

/** Whether somebody who is a member beyond doubt was one already at some moment. */
export function tookPartAt(model: Model, socket: SocketFacts | undefined, at: number): boolean {
  const part = socket === undefined ? undefined : partOf(model, socket);
  if (part === undefined || part.sure === false) return false;
  if (socket?.membership !== undefined) return socket.membership.at < at;
  const { join } = part;
  return join === undefined || ((join.told?.at ?? at) < at && (join.accepted?.at ?? -1) < at);
}

/** Those who have received a text since some moment. */
function receivedSince({ sockets }: Model, data: string, since: number): readonly SocketId[] {
  return [...sockets.values()].flatMap(({ id, received }) =>
    received.some((it) => it.at > since && it.data === data) ? [id] : [],
  );
}

/** Notes that a socket has received something: by its text the suite knows which message it was. */
export function noteReceipt(model: Model, receiver: SocketFacts, data: string): Model {
  const message = messageOf(model, data);
  const place = message === undefined ? -1 : model.messages.indexOf(message);
  const messages =
    place < 0 || message?.owed.includes(receiver.id) !== true
      ? model.messages
      : model.messages.with(place, {
          ...message,
          owed: message.owed.filter((id) => id !== receiver.id),
        });
  const received = remember(receiver.received, { at: model.index, data });
  const next = changeSocket({ ...model, messages }, receiver.id, { hears: true, received });
  return changeSocket(next, message?.sender, { heard: true });
}

/** Whether session data may be lost, so that each text is sent several times over and may arrive as often. */
export function isBestEffort({ header }: Model): boolean {
  return header?.capabilities.dataDelivery === 'best-effort';
}

/** The message with this text; the suite never sends a text twice in a case, but for copies of what may be lost. */
export function messageOf(model: Model, data: string): Message | undefined {
  return model.messages.find((it) => it.data === data) ?? messageUnderWay(model, data);
}

/** A message whose WSPSend has not returned. */
function messageUnderWay(model: Model, data: string): Message | undefined {
  for (const { event, on, at } of model.flying.values()) {
    const sender = event.verb === 'send' && event.args.data === data ? socketOf(model, on) : undefined;
    if (sender !== undefined) return messageBy(model, sender, data, at);
  }
  return undefined;
}

/**
 * Session data that is still to come, in words: owed to somebody who would be told by FD_READ. Nothing is wrong with
 * that until WSPRecv finds nothing; it says how long to wait before it is called.
 */
export function undelivered(model: Model): readonly string[] {
  return model.messages.flatMap(({ data, at, owed }) =>
    owed.flatMap((id) => {
      const receiver = socketOf(model, id);
      if (receiver === undefined || !nominatedBefore(receiver, 'FD_READ', at)) return [];
      const told = receiver.seen.findLast(({ event }) => event === 'FD_READ')?.at ?? -1;
      // FD_READ that nobody has answered with WSPRecv stands for all that comes after it, too.
      return told > (receiver.recvAt ?? -1) ? [] : [`"${data}" on socket ${receiver.descriptor} of ${receiver.node}`];
    }),
  );
}

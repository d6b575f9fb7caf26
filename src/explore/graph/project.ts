import {
  isOpen,
  requestsAt,
  settledSince,
  socketOf,
  surelyQueued,
  withdrawnAt,
  type Join,
  type SocketFacts,
} from '../../oracle/index.js';
import { holdingOf, isInviting, leafOf, leafSocket, modelOf, rootSocket } from './facts.js';
import { triesIn } from './scope.js';
import type { Held, World } from './world.js';

// The oracle's model as a few words: what later verdicts of the catalogue's moves may differ in, and nothing else.
// Moments become what they are compared with ("before the latest quiet"), descriptors and ids become roles. That
// nothing is missing here is tested: whoever walks at random meets what the graph foretells.

/** How a leaf's request stands at the root's listening socket. Bits: they are what the others depend on. */
export const STANDING = {
  waiting: 1,
  /** In the queue beyond doubt. */
  sure: 2,
  withdrawn: 4,
  /** Withdrawn before the latest quiet, or since. */
  withdrawnEarlier: 8,
  withdrawnLately: 64,
  deferred: 16,
  /** Issued before the latest quiet. */
  earlier: 32,
} as const;

/** What is known of one leaf. */
export function leafWords(world: World, leaf: number): string {
  const { own, link, member, tries } = holdingOf(world, leaf);
  const joins = [...modelOf(world).joins.values()].filter((join) => leafOf(world, join) === leaf);
  const words = joins.map((join) => joinWords(world, leaf, join)).filter((it) => it !== '');
  const ownSocket = leafSocket(world, leaf, 'own');
  const linkSocket = leafSocket(world, leaf, 'link');
  const memberSocket = leafSocket(world, leaf, 'member');
  const over = words.length === 0 && [ownSocket, linkSocket, memberSocket].every((it) => it === undefined);
  return [
    over ? '' : world.root.open ? 'R' : '-',
    own.open ? ownWords(world, leaf, ownSocket) : '-',
    heldWords(link, linkSocket),
    heldWords(member, memberSocket),
    Math.min(tries, triesIn(world.scope)),
    ...words,
  ].join(' ');
}

function heldWords(held: Held | undefined, socket: SocketFacts | undefined): string {
  if (held === undefined) return '';
  if (socket === undefined) return '-';
  return socket.closeTold === undefined ? 'o' : 'c';
}

function ownWords(world: World, leaf: number, socket: SocketFacts | undefined): string {
  if (socket === undefined) return '?';
  const told = socket.closeTold === undefined ? 'o' : 'c';
  if (world.scope.ways[leaf] === 'invited') return `${told}${doorWords(socket)}`;
  const last = socket.lastJoin === 'retryable' && !world.scope.may.includes('retry') ? 'failed' : socket.lastJoin;
  return `${told}${last ?? ''}`;
}

function doorWords(socket: SocketFacts): string {
  return `${socket.acceptCredit}${socket.acceptTold ? 't' : ''}${socket.acceptEver ? 'e' : ''}`;
}

// Empty where nothing can depend on the join any more.
function joinWords(world: World, leaf: number, join: Join): string {
  const model = modelOf(world);
  if (join.unclear) throw new Error('nobody in a scope does what makes the outcome of a join unclear');
  if (join.accepted !== undefined) {
    const ends = `${endWord(world, leaf, join.accepted.socket)}${endWord(world, leaf, join.link ?? join.initiator)}`;
    if (!isOpen(join)) return ends === '' ? '' : `${join.phase}${ends}`;
    return `accepted${ends}${join.disturbed ? '2' : ''}`;
  }
  const listener = socketOf(model, join.listener);
  const early = settledSince(model, join.issuedAt) ? 'q' : '';
  if (!isOpen(join)) {
    const withdrawn = join.cancelledAt !== undefined && join.rejectedAt === undefined && listener !== undefined;
    if (!withdrawn || join.cancelledAt === undefined) return '';
    const deferred = join.deferredAt === undefined ? '' : 'd';
    return `withdrawn${settledSince(model, join.cancelledAt) ? 'Q' : ''}${early}${deferred}`;
  }
  const asked = [
    socketOf(model, join.initiator)?.join === join.id ? '' : 'i',
    listener === undefined ? (join.peerGoneAt === undefined ? 'n' : 'g') : '',
    join.mayRefuse ? 'm' : '',
    join.stranded ? 's' : '',
    join.rejectedAt === undefined ? (listener === undefined ? '' : early) : 'r',
    join.deferredAt === undefined || listener === undefined ? '' : 'd',
    join.disturbed ? '2' : '',
  ];
  return `${join.phase}${asked.join('')}`;
}

// Which descriptor that the suite holds an end of a join is, while that is open.
function endWord(world: World, leaf: number, id: number | undefined): string {
  const descriptor = socketOf(modelOf(world), id)?.descriptor;
  if (descriptor === undefined) return '';
  const { own, link, member } = holdingOf(world, leaf);
  if (descriptor === link?.socket) return 'L';
  if (descriptor === member?.socket) return 'M';
  return descriptor === own.socket ? 'O' : '?';
}

/** What is known of the root and of nobody in particular. */
export function rootWords(world: World): string {
  const root = rootSocket(world);
  if (root === undefined) return '-';
  return [root.listening === undefined ? '' : doorWords(root), root.ghosts, isInviting(world) ? 'o' : ''].join('|');
}

/** How a leaf's request stands at the root, for whatever else depends on it. */
export function standingOf(world: World, leaf: number): number {
  const root = rootSocket(world);
  if (root === undefined || world.scope.ways[leaf] !== 'asking') return 0;
  const model = modelOf(world);
  const mine = (join: Join): boolean => leafOf(world, join) === leaf;
  const waiting = requestsAt(model, root.id).filter(mine);
  const withdrawn = withdrawnAt(model, root.id).filter(mine);
  const all = [...waiting, ...withdrawn];
  const earlier = ({ cancelledAt }: Join): boolean => (cancelledAt ?? Infinity) < model.settledAt;
  return (
    (waiting.length > 0 ? STANDING.waiting : 0) |
    (surelyQueued(model, root.id).some(mine) ? STANDING.sure : 0) |
    (withdrawn.length > 0 ? STANDING.withdrawn : 0) |
    (withdrawn.some(earlier) ? STANDING.withdrawnEarlier : 0) |
    (withdrawn.some((join) => !earlier(join)) ? STANDING.withdrawnLately : 0) |
    (all.some(({ deferredAt }) => deferredAt !== undefined) ? STANDING.deferred : 0) |
    (all.some(({ issuedAt }) => settledSince(model, issuedAt)) ? STANDING.earlier : 0)
  );
}

/** The leaves whose requests are outstanding at the root, in the order of asking, and whether all was quiet in between. */
export function queueOf(world: World): readonly { readonly leaf: number; readonly later: boolean }[] {
  const root = rootSocket(world);
  if (root === undefined || !world.scope.ways.includes('asking')) return [];
  const model = modelOf(world);
  const outstanding = [...requestsAt(model, root.id), ...withdrawnAt(model, root.id)].sort((a, b) => a.id - b.id);
  return outstanding.map((join, at) => {
    const before = outstanding[at - 1];
    return { leaf: leafOf(world, join), later: before !== undefined && join.settledBefore > before.issuedAt };
  });
}

import { withdrawnAt, type Join, type SocketFacts } from '../../oracle/index.js';
import { JL, type ErrorName } from '../../spi/index.js';
import type { Condition, Gives, Result } from '../../trace/index.js';
import {
  heldOn,
  holdingOf,
  isDone,
  isInviting,
  leafOf,
  leafSocket,
  mayAccept,
  mayInvite,
  modelOf,
  nodeOf,
  pendingFor,
  requestsOf,
  rootSocket,
} from './facts.js';
import type { Label } from './label.js';
import { leafName, triesIn, type Scope } from './scope.js';
import { addressOf, calls, ROOT, see, SESSION, type Held, type Holding, type Played, type World } from './world.js';

/** Plays a label from here; undefined where it makes no sense now. */
export function play(world: World, label: Label): Played | undefined {
  if (label.by === 'quiet') return see(world, { kind: 'settled', by: 'provider' });
  if (label.by === 'provider') return indicate(world, label);
  const { call, leaf, outcome, met } = label;
  switch (call) {
    case 'closeRoot':
      if (!world.root.open || !allowed(world, call)) return undefined;
      return close(world, ROOT, world.root, (it, root) => ({ ...it, root }));
    case 'accept':
    case 'reject':
    case 'defer':
      if (call !== 'accept' && !allowed(world, call)) return undefined;
      return leaf === undefined ? answerAtRoot(world, call, outcome, met) : answerAtLeaf(world, leaf, call, outcome);
    default:
      return leaf === undefined ? undefined : callFor(world, call, leaf, outcome);
  }
}

function allowed(world: World, behaviour: Scope['may'][number]): boolean {
  return world.scope.may.includes(behaviour);
}

function indicate(world: World, label: Label & { by: 'provider' }): Played | undefined {
  const { on, leaf, event, error } = label;
  if (on === 'root') {
    if (event === 'FD_CONNECT' && !isForLatest(world, leaf)) return undefined;
    return see(world, { kind: 'indication', node: ROOT, socket: world.root.socket, event, error });
  }
  if (leaf === undefined) return undefined;
  const held = heldOn(world, leaf, on);
  if (held === undefined) return undefined;
  if (event === 'FD_CLOSE' && isUnspoken(leafSocket(world, leaf, on))) return undefined;
  // Of a closed socket it is enough to know that nothing comes any more.
  if (!held.open && error !== 'NO_ERROR') return undefined;
  return see(world, { kind: 'indication', node: nodeOf(world, leaf, on), socket: held.socket, event, error });
}

// No clause speaks of a repeated FD_CLOSE, or of one on a socket that takes part in nothing.
function isUnspoken(socket: SocketFacts | undefined): boolean {
  if (socket === undefined) return false;
  const idle =
    socket.origin === 'made' &&
    (socket.join === undefined || (socket.lastJoin !== undefined && socket.lastJoin !== 'done'));
  return socket.closeTold !== undefined || idle;
}

function isForLatest(world: World, leaf: number | undefined): boolean {
  return leaf === undefined ? !isInviting(world) : pendingFor(world, leaf) !== undefined;
}

type OfLeaf = 'invite' | 'ask' | 'join' | 'again' | 'cancel' | 'leave' | 'drop' | 'deafen';

function callFor(world: World, call: OfLeaf, leaf: number, outcome: 'ok' | ErrorName): Played | undefined {
  const way = world.scope.ways[leaf];
  const { own, link, member, tries } = holdingOf(world, leaf);
  switch (call) {
    case 'invite': {
      const free = link?.open !== true && member?.open !== true && tries < triesIn(world.scope);
      if (way !== 'invited' || !mayInvite(world, leaf) || !free) return undefined;
      return joinLeaf(world, leaf, outcome, true);
    }
    case 'ask':
    case 'join': {
      const socket = leafSocket(world, leaf, 'own');
      const again = socket?.lastJoin === 'retryable' && tries < triesIn(world.scope);
      if (way !== (call === 'ask' ? 'asking' : 'joining') || socket === undefined) return undefined;
      return socket.join === undefined || again ? joinLeaf(world, leaf, outcome, true) : undefined;
    }
    case 'again':
      return allowed(world, 'again') && mayTryAgain(world, leaf) ? joinLeaf(world, leaf, outcome, false) : undefined;
    case 'cancel': {
      const held = way === 'invited' ? link : own;
      if (!allowed(world, 'cancel') || held?.open !== true || pendingFor(world, leaf) === undefined) return undefined;
      return closeOf(world, leaf, way === 'invited' ? 'link' : 'own', held);
    }
    case 'leave': {
      const held = way === 'invited' ? member : own;
      if (!allowed(world, 'leave') || held?.open !== true || (way !== 'invited' && !isDone(world, leaf)))
        return undefined;
      return closeOf(world, leaf, way === 'invited' ? 'member' : 'own', held);
    }
    case 'drop': {
      const busy = way === 'invited' && pendingFor(world, leaf) !== undefined;
      if (!allowed(world, 'drop') || link?.open !== true || busy) return undefined;
      return closeOf(world, leaf, 'link', link);
    }
    case 'deafen':
      if (!allowed(world, 'deafen') || way !== 'invited' || !own.open) return undefined;
      return closeOf(world, leaf, 'own', own);
  }
}

// Once while it is pending, or once it has succeeded and as long as its session stands.
function mayTryAgain(world: World, leaf: number): boolean {
  const pending = pendingFor(world, leaf);
  if (pending !== undefined) return !pending.disturbed;
  if (world.scope.ways[leaf] === 'invited' || !isDone(world, leaf)) return false;
  const own = leafSocket(world, leaf, 'own');
  const stands = world.scope.ways[leaf] === 'joining' || world.root.open;
  return stands && own?.closeTold === undefined;
}

function joinLeaf(world: World, leaf: number, outcome: 'ok' | ErrorName, counts: boolean): Played {
  const way = world.scope.ways[leaf];
  const { own, tries } = holdingOf(world, leaf);
  const invited = way === 'invited';
  const node = invited ? ROOT : leafName(world.scope, leaf);
  const socket = invited ? world.root.socket : own.socket;
  const name = way === 'joining' ? SESSION : addressOf(invited ? leaf : undefined);
  const given = invited ? world.count : own.socket;
  const result: Result<Gives<'joinLeaf'>> = outcome === 'ok' ? { ok: { socket: given } } : { error: outcome };
  const from = { ...world, count: world.count + 1 };
  const played = calls(from, node, 'joinLeaf', { socket, name, flags: JL.BOTH }, result);
  if (!counts) return played;
  const link = invited && outcome === 'ok' ? { link: { socket: given, open: true } } : {};
  return reheld(played, leaf, { tries: tries + 1, ...link });
}

function closeOf(world: World, leaf: number, on: 'own' | 'link' | 'member', held: Held): Played {
  return close(world, nodeOf(world, leaf, on), held, (it, closed) => withHolding(it, leaf, { [on]: closed }));
}

function close(world: World, node: string, held: Held, then: (world: World, held: Held) => World): Played {
  const played = calls(world, node, 'closeSocket', { socket: held.socket }, { ok: {} });
  return { ...played, world: then(played.world, { ...held, open: false }) };
}

function withHolding(world: World, leaf: number, changes: Partial<Holding>): World {
  return { ...world, leaves: world.leaves.map((it, at) => (at === leaf ? { ...it, ...changes } : it)) };
}

function reheld(played: Played, leaf: number, changes: Partial<Holding>): Played {
  return { ...played, world: withHolding(played.world, leaf, changes) };
}

type Answer = 'accept' | 'reject' | 'defer';

const ANSWERS = { accept: 'CF_ACCEPT', reject: 'CF_REJECT', defer: 'CF_DEFER' } as const;

function answerAtRoot(
  world: World,
  call: Answer,
  outcome: 'ok' | ErrorName,
  met: number | undefined,
): Played | undefined {
  const root = rootSocket(world);
  if (root === undefined || !mayAccept(world, root) || !world.scope.ways.includes('asking')) return undefined;
  if (met === undefined) {
    if (outcome === 'WSAECONNRESET' && oldestWithdrawn(world, root.id) !== undefined) return undefined;
    return wspAccept(world, ROOT, world.root, call, outcome, undefined).played;
  }
  if (world.scope.ways[met] !== 'asking') return undefined;
  if (outcome === 'WSAECONNRESET') {
    const gone = oldestWithdrawn(world, root.id);
    if (gone === undefined || withdrawnOf(world, met, root.id)[0] !== gone) return undefined;
    return wspAccept(world, ROOT, world.root, call, outcome, undefined).played;
  }
  if (requestsOf(world, met, root).length + withdrawnOf(world, met, root.id).length === 0) return undefined;
  const { played, given } = wspAccept(world, ROOT, world.root, call, outcome, met);
  return outcome === 'ok' ? reheld(played, met, { link: { socket: given, open: true } }) : played;
}

function answerAtLeaf(world: World, leaf: number, call: Answer, outcome: 'ok' | ErrorName): Played | undefined {
  const own = leafSocket(world, leaf, 'own');
  if (world.scope.ways[leaf] !== 'invited' || !mayAccept(world, own)) return undefined;
  const there =
    own === undefined ? 0 : requestsOf(world, leaf, own).length + withdrawnAt(modelOf(world), own.id).length;
  if (there === 0 && outcome !== 'WSAEWOULDBLOCK') return undefined;
  // One who takes part already does not accept once more: it would have two sockets in the session.
  if (holdingOf(world, leaf).member?.open === true) return undefined;
  const held = holdingOf(world, leaf).own;
  const { played, given } = wspAccept(world, leafName(world.scope, leaf), held, call, outcome, undefined);
  return outcome === 'ok' ? reheld(played, leaf, { member: { socket: given, open: true } }) : played;
}

function wspAccept(
  world: World,
  node: string,
  { socket }: Held,
  call: Answer,
  outcome: 'ok' | ErrorName,
  met: number | undefined,
): { readonly played: Played; readonly given: number } {
  const condition: Condition | undefined = call === 'accept' ? undefined : { answer: ANSWERS[call] };
  const peer = addressOf(met);
  const given = world.count;
  const shown = condition === undefined || unmet(outcome) ? {} : { condition: { caller: peer, callerData: '' } };
  const result: Result<Gives<'accept'>> =
    outcome === 'ok' ? { ok: { socket: given, peer, ...shown } } : { error: outcome, ...shown };
  const args = { socket, ...(condition === undefined ? {} : { condition }) };
  return { played: calls({ ...world, count: given + 1 }, node, 'accept', args, result), given };
}

// The condition function is called only where there is somebody to show to it.
function unmet(outcome: 'ok' | ErrorName): boolean {
  return outcome === 'WSAEWOULDBLOCK' || outcome === 'WSAECONNRESET';
}

function withdrawnOf(world: World, leaf: number, listener: number): readonly Join[] {
  return withdrawnAt(modelOf(world), listener).filter((join) => leafOf(world, join) === leaf);
}

function oldestWithdrawn(world: World, listener: number): Join | undefined {
  const { settledAt } = modelOf(world);
  return withdrawnAt(modelOf(world), listener).find((join) => (join.cancelledAt ?? settledAt) < settledAt);
}

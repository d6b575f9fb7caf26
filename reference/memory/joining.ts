import { JL, type Address, type Args, type Awaitable, type Gives, type Result } from '../../src/provider.js';
import { DONE, failed, firstRefusal } from './check.js';
import { requestArrives } from './listening.js';
import type { Direction, Join, Socket } from './model.js';
import { answerOf, conclude } from './outcome.js';
import { giveName, isNonrooted, socketMadeFrom } from './sockets.js';
import { newLine } from './wire.js';
import { boundTo, post, type World } from './world.js';

/** WSPJoinLeaf: checks what can be known at once, and sends the request on its way. */
export function joinLeaf(
  world: World,
  socket: Socket,
  { name, flags, callerData = '' }: Args<'joinLeaf'>,
): Awaitable<Result<Gives<'joinLeaf'>>> {
  const { rules } = world;
  const peer = name === null ? undefined : boundTo(world, name);
  const refusal = firstRefusal(rules.joinChecks, { socket, name, callerData, peer });
  if (refusal !== undefined || name === null) {
    disturb(world, socket);
    return failed(refusal ?? 'WSAEFAULT');
  }
  const join = ask(world, socket, newJoin(world, schemeOf(socket), socket, name, directionOf(flags), callerData));
  // A valid descriptor says that the join has been started, and nothing of how it will end (USING-4).
  if (!socket.blocking) return answerOf(join, 'NO_ERROR');
  if (join.outcome !== 'awaited') return answerOf(join, socket.latestOutcome ?? 'NO_ERROR');
  return new Promise((resolve) => {
    join.returns = resolve;
  });
}

/** A second attempt disturbs nobody, unless a variation lets it (USING-7). */
function disturb(world: World, { outstanding }: Socket): void {
  const error = outstanding && world.rules.secondJoinEnds(outstanding);
  if (outstanding !== undefined && error !== undefined) conclude(world, outstanding, error);
}

/** WSPConnect: it travels as a join does, and nobody here takes it (DIFF-3). */
export function connect(world: World, socket: Socket, { name }: Args<'connect'>): Awaitable<Result<Gives<'connect'>>> {
  const refusal = firstRefusal(world.rules.connectChecks, { socket, name, callerData: '', peer: undefined });
  if (refusal !== undefined || name === null) return failed(refusal ?? 'WSAEFAULT');
  const join = ask(world, socket, newJoin(world, 'plain', socket, name, 'both', ''));
  if (!socket.blocking) return failed('WSAEWOULDBLOCK');
  if (join.outcome !== 'awaited')
    return join.outcome === 'completed' ? DONE : failed(socket.latestOutcome ?? 'WSAECONNREFUSED');
  return new Promise((resolve) => {
    join.returns = (result): void => resolve('ok' in result ? DONE : result);
  });
}

function ask(world: World, socket: Socket, join: Join): Join {
  if (socket.name === undefined && world.rules.bindsOnJoin(socket)) giveName(world, socket);
  socket.outstanding = join;
  socket.calleeData = '';
  if (join.scheme === 'invite') inviteWith(world, socket, join);
  else becomePending(socket, join);
  post(world, join.forth, 'request', join, () => requestArrives(world, join));
  return join;
}

/** A root's join is pending on a new descriptor, which stands for the leaf (USING-2, USING-12). */
function inviteWith(world: World, root: Socket, join: Join): void {
  const standIn = socketMadeFrom(world, root, 'joinLeaf');
  standIn.standing = 'pending';
  standIn.tie = join;
  join.standIn = standIn;
  root.session?.ties.add(join);
}

/** A leaf's join is pending on the very descriptor that it was asked for with (USING-3). */
function becomePending(leaf: Socket, join: Join): void {
  leaf.standing = 'pending';
  leaf.tie = join;
  join.leaf = leaf;
}

function newJoin(
  world: World,
  scheme: Join['scheme'],
  initiator: Socket,
  target: Address,
  direction: Direction,
  callerData: string,
): Join {
  const here = initiator.node.name;
  // Where no node is asked, as in a nonrooted session, the answer comes from nowhere else.
  const there = boundTo(world, target)?.node.name ?? here;
  const made: Join = {
    scheme,
    initiator,
    target,
    callerData,
    direction,
    forth: newLine(here, there),
    back: newLine(there, here),
    outcome: 'awaited',
    request: 'travelling',
    listening: undefined,
    standIn: undefined,
    leaf: undefined,
    returns: undefined,
  };
  world.made.joins.push(made);
  return made;
}

function schemeOf(socket: Socket): Join['scheme'] {
  if (socket.roles.control === 'c_root') return 'invite';
  return isNonrooted(socket) ? 'nonrooted' : 'admit';
}

function directionOf(flags: number): Direction {
  if (flags === JL.SENDER_ONLY) return 'sender-only';
  return flags === JL.RECEIVER_ONLY ? 'receiver-only' : 'both';
}

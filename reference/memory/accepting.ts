import type { Args, Awaitable, Condition, Gives, Result } from '../../src/provider.js';
import { failed, firstRefusal } from './check.js';
import { announceRequest } from './events.js';
import { enter, sessionOf } from './membership.js';
import type { Join, Listener, Socket } from './model.js';
import { acceptJoin, refuseJoin } from './outcome.js';
import type { AcceptOutcome } from './rules/accepting.js';
import { socketMadeFrom } from './sockets.js';
import type { World } from './world.js';

type Accepted = Result<Gives<'accept'>>;

/** WSPAccept. */
export function accept(world: World, socket: Socket, { condition }: Args<'accept'>): Awaitable<Accepted> {
  const refusal = firstRefusal(world.rules.acceptChecks, { socket });
  const { listener } = socket;
  if (refusal !== undefined || listener === undefined) return failed(refusal ?? 'WSAEINVAL');
  if (listener.queue.length > 0) return takeNext(world, socket, listener, condition);
  if (socket.blocking) return new Promise((returns) => listener.waiting.push({ condition, returns }));
  enableAgain(world, socket, listener, 'nothing');
  return failed('WSAEWOULDBLOCK');
}

/** Hands requests that have arrived to the calls that wait for them. */
export function serveWaiting(world: World, socket: Socket, listener: Listener): void {
  while (listener.queue.length > 0) {
    const blocked = listener.waiting.shift();
    if (blocked === undefined) return;
    blocked.returns(takeNext(world, socket, listener, blocked.condition));
  }
}

/** Takes one request off the queue and answers it as the condition says; without a condition it is accepted. */
function takeNext(world: World, socket: Socket, listener: Listener, condition: Condition | undefined): Accepted {
  const { rules } = world;
  const [join] = listener.queue.splice(rules.takesNext(listener.queue), 1);
  if (join === undefined) return failed('WSAEWOULDBLOCK');
  const [outcome, result] = answer(world, socket, listener, join, condition);
  enableAgain(world, socket, listener, outcome);
  if (condition === undefined || outcome === 'withdrawn') return result;
  const seen = rules.conditionSees(join);
  return 'ok' in result ? { ok: { ...result.ok, condition: seen } } : { ...result, condition: seen };
}

function answer(
  world: World,
  socket: Socket,
  listener: Listener,
  join: Join,
  condition: Condition | undefined,
): readonly [AcceptOutcome, Accepted] {
  const { rules } = world;
  const withdrawn = join.request === 'withdrawn' ? rules.acceptOfWithdrawn(join) : undefined;
  if (withdrawn !== undefined) return ['withdrawn', failed(withdrawn)];
  switch (condition?.answer) {
    case 'CF_REJECT': {
      const { acceptor, initiator } = rules.rejection(join);
      if (initiator !== undefined) refuseJoin(world, join, initiator);
      return ['rejected', failed(acceptor)];
    }
    case 'CF_DEFER': {
      const { acceptor, stays, told } = rules.deferral(join);
      if (stays === 'first') listener.queue.unshift(join);
      if (stays === 'last') listener.queue.push(join);
      if (told !== undefined) refuseJoin(world, join, told);
      join.request = 'deferred';
      return ['deferred', failed(acceptor)];
    }
    default:
      return ['accepted', takeIn(world, socket, join, condition?.calleeData ?? '')];
  }
}

/** The request is granted: the new socket, and the new member, and word to the initiator. */
function takeIn(world: World, listening: Socket, join: Join, calleeData: string): Accepted {
  const made = socketMadeFrom(world, listening, 'accept');
  made.standing = 'joined';
  made.tie = join;
  const session = sessionOf(join);
  if (join.scheme === 'admit') {
    // The root's new descriptor stands for the leaf; the leaf's membership is the socket with which it asked.
    join.standIn = made;
    session?.ties.add(join);
  } else {
    join.leaf = made;
  }
  // An initiator that has given up meanwhile gets no member; that it has is on its way to us, and ends this tie.
  if (session && join.leaf && join.outcome !== 'cancelled') {
    enter(
      session,
      join.leaf,
      join.scheme === 'admit' ? join.direction : 'both',
      join.scheme === 'admit' ? 'joinLeaf' : 'accept',
    );
  }
  acceptJoin(world, join, calleeData);
  return { ok: { socket: made.descriptor, peer: join.initiator.name ?? join.initiator.node.address } };
}

/** FD_ACCEPT is enabled again, and indicated again for those who still wait (EVENTS-3). */
function enableAgain(world: World, socket: Socket, listener: Listener, outcome: AcceptOutcome): void {
  if (!world.rules.acceptEnablesAgain(outcome, listener)) return;
  socket.events.acceptEnabled = true;
  if (world.rules.announcesRest(listener)) announceRequest(world, socket);
}

import {
  isOpen,
  joinOf,
  requestsAt,
  settledSince,
  socketAt,
  withdrawnAt,
  type SocketFacts,
} from '../../oracle/index.js';
import { heldOn, leafSocket, modelOf, nodeOf, pendingFor, rootSocket } from './facts.js';
import type { CallLabel, EventLabel, Label } from './label.js';
import type { World } from './world.js';

/**
 * Whether providers usually do what a label says, where the specification permits it. It narrows what is enumerated, and
 * says nothing of what is right: whoever does the unusual is off the graph, and the oracle judges him all the same.
 */
export function isUsual(world: World, label: Label): boolean {
  if (label.by === 'quiet') return true;
  return label.by === 'suite' ? isUsualAnswer(world, label) : isUsualEvent(world, label);
}

function isUsualAnswer(world: World, { call, leaf, outcome }: CallLabel): boolean {
  switch (call) {
    // A join is started, and fails by FD_CONNECT.
    case 'invite':
    case 'ask':
    case 'join':
      return outcome === 'ok';
    // What was withdrawn leaves the queue; what was announced, and was not withdrawn, is there.
    case 'accept':
    case 'reject':
    case 'defer': {
      if (outcome !== 'WSAEWOULDBLOCK') return outcome !== 'WSAECONNRESET';
      const door = leaf === undefined ? rootSocket(world) : leafSocket(world, leaf, 'own');
      return door === undefined || !door.acceptTold || withdrawnAt(modelOf(world), door.id).length > 0;
    }
    default:
      return true;
  }
}

function isUsualEvent(world: World, label: EventLabel): boolean {
  const { leaf, event, on } = label;
  switch (event) {
    case 'FD_CONNECT':
      return isUsualOutcome(world, label);
    case 'FD_ACCEPT':
      return mayRing(world, leaf === undefined ? rootSocket(world) : leafSocket(world, leaf, 'own'));
    case 'FD_CLOSE': {
      if (leaf === undefined || on === 'root') return true;
      const held = heldOn(world, leaf, on);
      const socket = held === undefined ? undefined : socketAt(modelOf(world), nodeOf(world, leaf, on), held.socket);
      const join = joinOf(modelOf(world), socket?.from ?? socket?.join);
      // The root's descriptor for one who has not accepted is told of the root's end, or is not (R15).
      if (on === 'link' && join?.accepted === undefined) return join !== undefined && !world.root.open;
      // On what is a member or stands for one, and after its FD_CONNECT: a connection keeps its order.
      const waits = world.scope.ways[leaf] === 'invited' ? on === 'link' : on === 'own';
      return join?.accepted !== undefined && !(waits && isOpen(join));
    }
    default:
      return true;
  }
}

// A join fails because it was rejected, or because nobody listens (any more); a cancelled one reports nothing.
function isUsualOutcome(world: World, { leaf, error }: EventLabel): boolean {
  if (leaf === undefined) return false;
  const join = pendingFor(world, leaf);
  if (error === 'NO_ERROR' || join === undefined) return true;
  if (join.accepted !== undefined) return false;
  if (error === 'WSAECONNRESET') return join.peerGoneAt !== undefined;
  return join.rejectedAt !== undefined || join.listener === undefined || join.peerGoneAt !== undefined;
}

// A request that was withdrawn before the latest quiet is announced no more.
function mayRing(world: World, door: SocketFacts | undefined): boolean {
  if (door === undefined) return true;
  const model = modelOf(world);
  const lately = withdrawnAt(model, door.id).some(({ cancelledAt }) => !settledSince(model, cancelledAt ?? -1));
  return lately || requestsAt(model, door.id).length > 0;
}

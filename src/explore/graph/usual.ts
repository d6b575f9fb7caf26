import { joinOf, socketAt } from '../../oracle/index.js';
import { heldOn, modelOf, nodeOf, pendingFor } from './facts.js';
import type { Label } from './label.js';
import type { World } from './world.js';

/**
 * Whether providers usually do what a label says, where the specification permits it. It narrows what is enumerated, and
 * says nothing of what is right: whoever does the unusual is off the graph, and the oracle judges him all the same.
 */
export function isUsual(world: World, label: Label): boolean {
  if (label.by === 'quiet') return true;
  if (label.by === 'suite') {
    // Joins are started, and fail by FD_CONNECT; what was withdrawn leaves the queue.
    const joins = label.call === 'invite' || label.call === 'ask' || label.call === 'join';
    return joins ? label.outcome === 'ok' : label.outcome !== 'WSAECONNRESET';
  }
  const { leaf, event, error, on } = label;
  // A cancelled join reports nothing.
  if (leaf === undefined) return event !== 'FD_CONNECT';
  if (event === 'FD_CONNECT') return error === 'NO_ERROR' || pendingFor(world, leaf)?.accepted === undefined;
  if (event !== 'FD_CLOSE' || on === 'root') return true;
  const held = heldOn(world, leaf, on);
  const socket = held === undefined ? undefined : socketAt(modelOf(world), nodeOf(world, leaf, on), held.socket);
  return joinOf(modelOf(world), socket?.from ?? socket?.join)?.accepted !== undefined;
}

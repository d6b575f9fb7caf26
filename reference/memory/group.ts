import type { Args, Gives, Result } from '../../src/provider.js';
import { PLACES } from './capabilities.js';
import { DONE, failed, firstRefusal } from './check.js';
import { enter } from './membership.js';
import type { Join, Node, Socket } from './model.js';
import { acceptJoin, refuseJoin } from './outcome.js';
import type { World } from './world.js';

/** A nonrooted session needs nobody's consent: it is there, or it is not (JOIN-4.2, TAXONOMY-2). */
export function groupAnswers(world: World, join: Join): void {
  if (world.rules.sessionExists(join.target, PLACES.session)) acceptJoin(world, join, '');
  else refuseJoin(world, join, 'WSAEADDRNOTAVAIL');
}

/** WSPSetSockOpt with IP_ADD_MEMBERSHIP: the same membership, at once (JOIN-4.5). */
export function addMembership(
  world: World,
  socket: Socket,
  { group }: Args<'addMembership'>,
): Result<Gives<'addMembership'>> {
  const { rules } = world;
  const refusal = firstRefusal(rules.addMembershipChecks, { socket, group });
  if (refusal !== undefined) return failed(refusal);
  if (!rules.sessionExists(group, PLACES.session)) return failed('WSAEADDRNOTAVAIL');
  socket.standing = 'joined';
  if (rules.addMembershipJoins(socket)) enter(world.group, socket, 'both', 'addMembership');
  return DONE;
}

/** The groups that a node has joined for any of its members (IPMC-2, IPMC-3). */
export function memberships({ rules, group }: World, node: Node): Result<Gives<'memberships'>> {
  const joined = [...group.members].some((member) => member.node === node && rules.reportsMembership(member));
  return { ok: { groups: joined ? [PLACES.session] : [] } };
}

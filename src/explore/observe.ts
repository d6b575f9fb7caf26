import type { Flow } from '../port/index.js';
import type { IndicationEvent, NodeName } from '../trace/index.js';
import { ROOT } from './plan.js';
import { redoor, reseat, type Facts, type Scene, type Seat } from './scene.js';

/** Takes in what has been indicated since. */
export function observe(scene: Scene): Scene {
  const trace = scene.live.trace();
  let facts = scene.facts;
  for (let at = facts.seen; at < trace.length; at += 1) {
    const event = trace[at];
    if (event?.kind === 'indication') facts = told({ ...scene, facts }, event);
  }
  return { ...scene, facts: { ...facts, seen: trace.length } };
}

/** Takes in once more what somebody was told since: only now is it known what he had done before. */
export function recall(scene: Scene, node: NodeName, since: number): Scene {
  let { facts } = scene;
  for (const event of scene.live.trace().slice(since)) {
    if (event.kind === 'indication' && event.node === node) facts = told({ ...scene, facts }, event);
  }
  return { ...scene, facts };
}

/**
 * Registers the usual events on sockets that joins have brought forth, unless the plan leaves them as they are. Whoever
 * waits for a call to return does so later.
 */
export function* attend(scene: Scene): Flow<Scene> {
  if (scene.plan.inherits) return scene;
  let { facts } = scene;
  const isFree = (name: string): boolean => scene.isBusy?.(name) !== true;
  for (const [place, { name, way, status, member, link }] of facts.seats.entries()) {
    // A guest that asks takes part with the socket that it made, on which it has registered before.
    if (way === 'invited' && member?.registered === false && isFree(name)) {
      yield* scene.cast.register(name, member.socket);
      facts = reseat(facts, place, { member: { ...member, registered: true } });
    }
    // A pending descriptor is left alone: what WSPEventSelect does to it is not stated.
    const stands = facts.root !== 'closed' && (way === 'asking' || status === 'in');
    if (link?.registered === false && stands && isFree(ROOT)) {
      yield* scene.cast.register(ROOT, link.socket);
      facts = reseat(facts, place, { link: { ...link, registered: true } });
    }
  }
  return { ...scene, facts };
}

function told({ cast, facts }: Scene, { node, socket, event, error }: IndicationEvent): Facts {
  if (event === 'FD_ACCEPT') return redoor(facts, node, { rung: true });
  if (event !== 'FD_CONNECT' && event !== 'FD_CLOSE') return facts;
  if (node === ROOT) {
    const own = cast.actor(ROOT).own;
    if (event === 'FD_CONNECT') return socket === own ? invitationEnded(facts, error === 'NO_ERROR') : facts;
    const place = facts.seats.findIndex(({ link }) => link?.socket === socket);
    return place < 0 ? facts : reseat(facts, place, { link: undefined, ...withoutLink(facts.seats[place]) });
  }
  const place = facts.seats.findIndex(({ name }) => name === node);
  const seat = facts.seats[place];
  if (seat === undefined) return facts;
  if (event === 'FD_CLOSE') {
    if (seat.member?.socket !== socket) return facts;
    return reseat(facts, place, { member: undefined, ...(seat.way === 'invited' ? {} : { status: 'over' }) });
  }
  if (socket !== cast.actor(node).own || seat.status !== 'asked') return facts;
  return error === 'NO_ERROR'
    ? reseat(facts, place, { status: 'in', member: { socket, registered: true } })
    : reseat(facts, place, { status: 'idle', refused: error === 'WSAECONNREFUSED' });
}

function invitationEnded(facts: Facts, well: boolean): Facts {
  if (facts.inviting === undefined) return facts;
  const changes: Partial<Seat> = well ? { status: 'in' } : { status: 'idle', link: undefined };
  return { ...reseat(facts, facts.inviting, changes), inviting: undefined };
}

function withoutLink(seat: Seat | undefined): Partial<Seat> {
  return seat?.way === 'invited' && seat.status === 'in' ? { status: 'idle' } : {};
}

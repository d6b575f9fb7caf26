import type { Flow } from '../port/index.js';
import type { IndicationEvent } from '../trace/index.js';
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

/** Registers the usual events on sockets that joins have brought forth, unless the plan leaves them as they are. */
export function* attend(scene: Scene): Flow<Scene> {
  if (scene.plan.inherits) return scene;
  let { facts } = scene;
  for (const [place, { name, way, status, member, link }] of facts.seats.entries()) {
    // A guest that asks takes part with the socket that it made, on which it has registered before.
    if (way === 'invited' && member?.registered === false) {
      yield* scene.cast.register(name, member.socket);
      facts = reseat(facts, place, { member: { ...member, registered: true } });
    }
    // A pending descriptor is left alone: what WSPEventSelect does to it is not stated.
    if (link?.registered === false && facts.root !== 'closed' && (way === 'asking' || status === 'in')) {
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

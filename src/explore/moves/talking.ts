import type { Descriptor } from '../../trace/index.js';
import type { MoveRule } from '../move.js';
import { among, people, ROOT } from '../plan.js';
import type { Scene } from '../scene.js';

/** Session data: who gets it depends on the data plane (TAXONOMY-3, TAXONOMY-4). */
export const say: MoveRule<'say'> = {
  kind: 'say',
  when: (scene, { who }) => speakingSocket(scene, among(people(scene.plan), who)) !== undefined,
  *apply(scene, { who }) {
    const name = among(people(scene.plan), who);
    const texts = scene.facts.texts + 1;
    yield* scene.cast.send(name, `${name} says ${texts}`, speakingSocket(scene, name));
    return { ...scene.facts, texts };
  },
  describe: (plan, { who }) => `${among(people(plan), who)} sends`,
};

/** Takes what has come, on the socket that takes part or asks to. */
export const hear: MoveRule<'hear'> = {
  kind: 'hear',
  when: (scene, { who }) => hearingSocket(scene, among(people(scene.plan), who)) !== undefined,
  *apply(scene, { who }) {
    const name = among(people(scene.plan), who);
    yield* scene.cast.receiveAll(name, hearingSocket(scene, name));
    return scene.facts;
  },
  describe: (plan, { who }) => `${among(people(plan), who)} receives`,
};

/** The socket with which somebody can send session data now. */
export function speakingSocket({ cast, facts }: Scene, name: string): Descriptor | undefined {
  if (name !== ROOT) return facts.seats.find((seat) => seat.name === name)?.member?.socket;
  // With nobody in the session there is nobody to send to, and what send answers then is not stated.
  const accompanied = facts.seats.some((seat) => seat.status === 'in' && seat.member !== undefined);
  return facts.root === 'open' && accompanied ? cast.actor(ROOT).own : undefined;
}

/** The socket on which session data would reach somebody, whether it takes part or not. */
export function hearingSocket({ cast, facts }: Scene, name: string): Descriptor | undefined {
  if (name === ROOT) return facts.root === 'open' ? cast.actor(ROOT).own : undefined;
  const seat = facts.seats.find((it) => it.name === name);
  if (seat === undefined) return undefined;
  if (seat.member !== undefined) return seat.member.socket;
  return seat.way !== 'invited' && seat.open ? cast.actor(name).own : undefined;
}

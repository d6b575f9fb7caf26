import {
  AF,
  JL,
  succeeded,
  type Address,
  type ErrorName,
  type Expectation,
  type Flow,
  type JoinOptions,
  type Target,
} from '../src/index.js';
import type { Scene } from './scene.js';
import { actorOf } from './words.js';

/** What the JL_ flags are called. */
export function flagsFor(words: string): number {
  return words === 'sender' ? JL.SENDER_ONLY : words === 'receiver' ? JL.RECEIVER_ONLY : JL.BOTH;
}

/** Starts a join: on a blocking socket the call is begun, and goes on while others act. */
export function* join(scene: Scene, who: string, target: Target, options: JoinOptions = {}): Flow<void> {
  if (scene.blocking.has(who)) scene.cast.beginJoin(who, target, options);
  else yield* scene.cast.join(who, target, options);
}

/** The target that a text names, for a join of `who`. */
export function targetOf(scene: Scene, who: string, words: string): Target {
  if (words === 'the session') return 'session';
  if (words === 'a session that does not exist') return 'no-session';
  if (words === 'an address that cannot be reached') return 'unreachable';
  if (words === 'no address') return { address: null };
  const { entry } = scene.cast.actor(who);
  if (words === 'an address of another family') {
    const near = someAddress(scene);
    return { address: { ...near, family: entry.addressFamily === AF.IPX ? AF.INET : AF.IPX } };
  }
  if (words === 'an address that nobody can have') {
    const family = entry.addressFamily;
    return { address: { family, host: family === AF.INET6 ? '::' : '0.0.0.0', port: 0 } };
  }
  return { actor: actorOf(words) };
}

/** What a WSPJoinLeaf on any socket can name where it does not matter whom: the session, or somebody else. */
export function anyTarget(scene: Scene, who: string): Target {
  if (scene.plan.entry !== undefined && scene.cast.actor(who).roles.control === 'c_leaf' && !scene.cast.has('root')) {
    return 'session';
  }
  const other = scene.cast.names().findLast((name) => name !== who && scene.cast.actor(name).address !== undefined);
  return other === undefined ? 'session' : { actor: other };
}

function someAddress({ live, cast }: Scene): Address {
  const bound = cast.names().flatMap((name) => cast.actor(name).address ?? []);
  return live.testbed.session ?? bound.at(-1) ?? { family: AF.INET, host: '127.0.0.1', port: 9 };
}

/** A whole invitation: the root invites, the leaf gets FD_ACCEPT and accepts, and all comes to rest. */
export function* invite(scene: Scene, root: string, leaf: string): Flow<void> {
  yield* join(scene, root, { actor: leaf });
  yield* scene.live.quiet();
  const accepted = yield* scene.cast.accept(leaf);
  yield* scene.live.quiet();
  scene.check();
  if (!succeeded(accepted)) expectCall(scene, leaf);
  connected(scene, root);
}

/** A whole admittance: the leaf asks, the root gets FD_ACCEPT and accepts, and all comes to rest. */
export function* admit(scene: Scene, root: string, leaf: string): Flow<void> {
  yield* join(scene, leaf, { actor: root });
  yield* scene.live.quiet();
  const accepted = yield* scene.cast.accept(root);
  yield* scene.live.quiet();
  scene.check();
  if (!succeeded(accepted)) expectCall(scene, root);
  connected(scene, leaf);
}

/** A whole join of a nonrooted session. */
export function* enter(scene: Scene, member: string): Flow<void> {
  yield* join(scene, member, 'session');
  yield* scene.live.quiet();
  scene.check();
  connected(scene, member);
}

/** The latest call of an actor is a prerequisite: it has to have succeeded. */
export function expectCall(scene: Scene, who: string): void {
  scene.expect({ see: 'return', call: scene.cast.last(who).id, outcome: 'ok' });
}

/** The latest join of an actor is a prerequisite: it has to have completed. */
function connected(scene: Scene, who: string): void {
  const call = scene.callOf(who, 'joinLeaf');
  scene.expect({ see: 'return', call: call.id, outcome: 'ok' });
  if (!scene.blocking.has(who)) scene.expect(toldOf(scene, who, ['NO_ERROR']));
}

/** FD_CONNECT for an actor's latest join, or attempt to connect, with one of these codes. */
export function toldOf(
  scene: Scene,
  who: string,
  error: 'any-error' | readonly ErrorName[],
  verb: 'joinLeaf' | 'connect' = 'joinLeaf',
): Expectation {
  const call = scene.callOf(who, verb);
  const { node, own: socket } = scene.cast.actor(who);
  const since = scene.live.trace().indexOf(call);
  return { see: 'indication', node, socket, event: 'FD_CONNECT', error, since };
}

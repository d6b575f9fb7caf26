import { Given } from '@cucumber/cucumber';
import { succeeded, type Flow } from '../src/index.js';
import type { Its } from './words.js';
import { admit, enter, expectCall, invite } from './joining.js';
import { namesFor, type Party } from './parties.js';
import { rolesOn } from './plan.js';
import type { Scene } from './scene.js';
import type { JoinWorld } from './world.js';

Given('{party}', function (this: JoinWorld, party: Party) {
  return this.play(introduce(this.scene, [party]));
});

Given('{party} and {party}', function (this: JoinWorld, one: Party, other: Party) {
  return this.play(introduce(this.scene, [one, other]));
});

Given('{actor} has registered for {mask}', function (this: JoinWorld, who: string, events: number) {
  return this.play(register(this.scene, who, 'listening socket', events));
});

Given('{actor} has registered for {mask} on {its}', function (this: JoinWorld, who: string, events: number, its: Its) {
  return this.play(register(this.scene, who, its, events));
});

function* register(scene: Scene, who: string, its: Its, events: number): Flow<void> {
  yield* scene.cast.register(who, scene.socketOf(who, its), events);
  expectCall(scene, who);
}

/** Brings people on stage, one party after the other. A prerequisite that does not hold is a failure. */
function* introduce(scene: Scene, parties: readonly Party[]): Flow<void> {
  const staged: (readonly [Party, readonly string[]])[] = [];
  for (const party of parties) {
    const names = namesFor(party, scene.cast.names());
    for (const name of names) yield* make(scene, name, party);
    staged.push([party, names]);
  }
  for (const [party, names] of staged) {
    for (const name of names) yield* bring(scene, name, party);
  }
  yield* scene.live.quiet();
  scene.check();
}

function* make(scene: Scene, name: string, party: Party): Flow<void> {
  const { entry: ofSession, plainEntry } = scene.plan;
  const entry = party.kind === 'plain' ? plainEntry : ofSession;
  if (entry === undefined) throw new Error(`there is no protocol entry for ${name}`);
  const { blocking, unbound, unregistered, nodeOf } = party;
  if (blocking) scene.blocking.add(name);
  const node = nodeOf === undefined ? {} : { node: scene.cast.actor(nodeOf).node };
  const events = unregistered ? { events: 0 } : {};
  const issued = scene.live.trace().length;
  const making = { roles: rolesOn(entry, party), entry, blocking, unbound, ...node, ...events };
  const made = yield* scene.cast.make(name, making);
  const call = scene.live.trace()[issued];
  if (!succeeded(made) && call?.kind === 'call') scene.expect({ see: 'return', call: call.id, outcome: 'ok' });
}

function* bring(scene: Scene, name: string, { state }: Party): Flow<void> {
  switch (state.is) {
    case 'made':
      return;
    case 'listening':
      yield* scene.cast.listen(name, state.backlog);
      return expectCall(scene, name);
    case 'invited':
      yield* scene.cast.listen(name);
      expectCall(scene, name);
      return yield* invite(scene, 'root', name);
    case 'admitted':
      if (!listens(scene, 'root')) {
        yield* scene.cast.listen('root');
        expectCall(scene, 'root');
      }
      return yield* admit(scene, 'root', name);
    case 'joined':
      return yield* enter(scene, name);
  }
}

function listens({ live, cast }: Scene, name: string): boolean {
  const { node, own } = cast.actor(name);
  return live
    .trace()
    .some(
      (event) => event.kind === 'call' && event.node === node && event.verb === 'listen' && event.args.socket === own,
    );
}

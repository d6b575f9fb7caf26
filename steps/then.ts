import { Then } from '@cucumber/cucumber';
import type { ErrorName, FdName, Flow } from '../src/index.js';
import { toldOf } from './joining.js';
import type { Scene } from './scene.js';
import type { Answer, Endpoint, Indicated } from './words.js';
import type { JoinWorld } from './world.js';

// What is indicated counts since the latest block of Whens began; what a call returned, since it was made.

Then('{endpoint} gets {indication}', function (this: JoinWorld, endpoint: Endpoint, indicated: Indicated) {
  return this.play(sees(this.scene, [endpoint], indicated));
});

Then('{indication} comes to {actors}', function (this: JoinWorld, indicated: Indicated, whom: readonly string[]) {
  const endpoints = whom.map((who): Endpoint => ({ who, which: 'any' }));
  return this.play(sees(this.scene, endpoints, indicated));
});

Then('{endpoint} gets no {event}', function (this: JoinWorld, endpoint: Endpoint, event: FdName) {
  return this.play(seesNone(this.scene, [endpoint], event));
});

Then('no {event} comes to {actors}', function (this: JoinWorld, event: FdName, whom: readonly string[]) {
  const endpoints = whom.map((who): Endpoint => ({ who, which: 'any' }));
  return this.play(seesNone(this.scene, endpoints, event));
});

Then('nobody gets {event}', function (this: JoinWorld, event: FdName) {
  const everybody = this.scene.cast.names().map((who): Endpoint => ({ who, which: 'any' }));
  return this.play(seesNone(this.scene, everybody, event));
});

// A closed socket is told nothing after its close, which is the owner's latest call.
Then('{endpoint} hears nothing more', function (this: JoinWorld, endpoint: Endpoint) {
  const { scene } = this;
  const since = scene.live.trace().indexOf(scene.callOf(endpoint.who, 'closeSocket'));
  return this.play(
    (function* () {
      yield* scene.live.quiet();
      for (const event of ['FD_CONNECT', 'FD_CLOSE', 'FD_ACCEPT', 'FD_READ'] as const) {
        scene.expect({ see: 'no-indication', ...scene.dueAt(endpoint, event), event, since });
      }
    })(),
  );
});

Then("{actor}'s call {answer}", function (this: JoinWorld, who: string, answer: Answer) {
  const { scene } = this;
  return this.play(scene.awaits([{ see: 'return', call: scene.callOf(who).id, outcome: answer }]));
});

Then("{actor}'s call has not returned", function (this: JoinWorld, who: string) {
  const { scene } = this;
  return this.play(scene.awaits([{ see: 'no-return', call: scene.callOf(who).id }]));
});

Then("{actor}'s join fails", function (this: JoinWorld, who: string) {
  return this.play(fails(this.scene, who, 'joinLeaf', 'any-error'));
});

Then("{actor}'s join fails with {errors}", function (this: JoinWorld, who: string, errors: readonly ErrorName[]) {
  return this.play(fails(this.scene, who, 'joinLeaf', errors));
});

Then("{actor}'s connection fails", function (this: JoinWorld, who: string) {
  return this.play(fails(this.scene, who, 'connect', 'any-error'));
});

Then('{actors} has/have joined, and nobody else', function (this: JoinWorld, whom: readonly string[]) {
  return this.play(haveJoined(this.scene, whom));
});

Then('nobody has joined', function (this: JoinWorld) {
  return this.play(haveJoined(this.scene, []));
});

// For what may go either way: the oracle knows which ways are right.
Then('all is as it should be', function (this: JoinWorld) {
  const { scene } = this;
  return this.play(
    (function* () {
      yield* scene.live.quiet();
      scene.check();
    })(),
  );
});

function sees(scene: Scene, endpoints: readonly Endpoint[], indicated: Indicated): Flow<void> {
  const { since } = scene;
  return scene.awaits(
    endpoints.map((it) => ({ see: 'indication', ...scene.dueAt(it, indicated.event), ...indicated, since })),
  );
}

function seesNone(scene: Scene, endpoints: readonly Endpoint[], event: FdName): Flow<void> {
  const { since } = scene;
  return scene.awaits(endpoints.map((it) => ({ see: 'no-indication', ...scene.dueAt(it, event), event, since })));
}

function* haveJoined(scene: Scene, whom: readonly string[]): Flow<void> {
  yield* scene.live.quiet();
  const sockets = whom.map((who) => ({ node: scene.cast.actor(who).node, socket: scene.cast.actor(who).member }));
  scene.expect({ see: 'members', sockets });
}

// A nonblocking join tells its failure at once or through FD_CONNECT, a blocking one by its return (ruling 4).
function fails(
  scene: Scene,
  who: string,
  verb: 'joinLeaf' | 'connect',
  errors: 'any-error' | readonly ErrorName[],
): Flow<void> {
  const call = scene.callOf(who, verb);
  return scene.awaits([
    scene.resultOf(call) === 'ok'
      ? toldOf(scene, who, errors, verb)
      : { see: 'return', call: call.id, outcome: errors },
  ]);
}

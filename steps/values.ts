import { Then } from '@cucumber/cucumber';
import { FD, type Flow, type NodeName } from '../src/index.js';
import type { Scene } from './scene.js';
import type { Endpoint, Indicated } from './words.js';
import type { JoinWorld } from './world.js';

// What calls gave: descriptors, addresses, data that travelled with a join, recorded events, memberships.

Then("{actor}'s call returns a descriptor of its own", function (this: JoinWorld, who: string) {
  return this.play(wellReturned(this.scene, who));
});

Then("{actor}'s call returns the descriptor that it was given", function (this: JoinWorld, who: string) {
  const { scene } = this;
  return this.play(
    (function* () {
      yield* wellReturned(scene, who);
      const call = scene.callOf(who);
      scene.expect({ see: 'value', call: call.id, path: ['ok', 'socket'], is: scene.cast.actor(who).own });
    })(),
  );
});

Then('{actor} is bound to an address of its own', function (this: JoinWorld, who: string) {
  const { scene } = this;
  return this.play(
    (function* () {
      yield* scene.live.quiet();
      yield* scene.cast.call(who, 'getSockName', { socket: scene.cast.actor(who).own });
      scene.expect({ see: 'return', call: scene.cast.last(who).id, outcome: 'ok' });
    })(),
  );
});

Then(
  'the condition function of {actor} saw the address of {actor}',
  function (this: JoinWorld, who: string, whom: string) {
    return this.play(sawOfCaller(this.scene, who, ['condition', 'caller'], this.scene.cast.actor(whom).address));
  },
);

Then(
  'the condition function of {actor} saw caller data {string}',
  function (this: JoinWorld, who: string, data: string) {
    return this.play(sawOfCaller(this.scene, who, ['condition', 'callerData'], data));
  },
);

Then('the condition function of {actor} saw no caller data', function (this: JoinWorld, who: string) {
  return this.play(sawOfCaller(this.scene, who, ['condition', 'callerData'], ''));
});

Then('{actor} finds callee data {string}', function (this: JoinWorld, who: string, data: string) {
  return this.play(findsCalleeData(this.scene, who, data));
});

Then('{actor} finds no callee data', function (this: JoinWorld, who: string) {
  return this.play(findsCalleeData(this.scene, who, ''));
});

Then(
  'the record of {endpoint} holds {indication}',
  function (this: JoinWorld, endpoint: Endpoint, indicated: Indicated) {
    const { event, error } = indicated;
    const { scene } = this;
    return this.play(
      (function* () {
        const call = yield* recordOf(scene, endpoint);
        scene.expect({ see: 'value', call, path: ['ok', 'events'], is: FD[event] });
        if (Array.isArray(error)) scene.expect({ see: 'value', call, path: ['ok', 'errors', event], is: error[0] });
      })(),
    );
  },
);

Then('the record of {endpoint} is empty', function (this: JoinWorld, endpoint: Endpoint) {
  const { scene } = this;
  return this.play(
    (function* () {
      const call = yield* recordOf(scene, endpoint);
      scene.expect({ see: 'value', call, path: ['ok', 'events'], is: 0 });
    })(),
  );
});

Then('the system of {actor} has joined the session', function (this: JoinWorld, who: string) {
  return this.play(memberships(this.scene, this.scene.cast.actor(who).node));
});

Then('the system of {actor} has not joined the session', function (this: JoinWorld, who: string) {
  return this.play(memberships(this.scene, this.scene.cast.actor(who).node));
});

function* wellReturned(scene: Scene, who: string): Flow<void> {
  yield* scene.live.quiet();
  scene.expect({ see: 'return', call: scene.callOf(who).id, outcome: 'ok' });
}

// A WSPAccept that failed because the condition function said no tells what that function saw all the same.
function* sawOfCaller(scene: Scene, who: string, path: readonly string[], is: unknown): Flow<void> {
  yield* scene.live.quiet();
  const call = scene.callOf(who, 'accept');
  const whole = scene.resultOf(call) === 'ok' ? ['ok', ...path] : path;
  scene.expect({ see: 'value', call: call.id, path: whole, is });
}

function* findsCalleeData(scene: Scene, who: string, is: string): Flow<void> {
  yield* scene.live.quiet();
  yield* scene.cast.call(who, 'calleeData', { socket: scene.cast.actor(who).own });
  scene.expect({ see: 'value', call: scene.cast.last(who).id, path: ['ok', 'data'], is });
}

function* recordOf(scene: Scene, endpoint: Endpoint): Flow<number> {
  yield* scene.live.quiet();
  const { socket } = scene.dueAt(endpoint, 'FD_CONNECT');
  yield* scene.cast.call(endpoint.who, 'enumNetworkEvents', { socket });
  return scene.cast.last(endpoint.who).id;
}

// Other programs may have joined groups on the same system: the oracle looks for the session's among them.
function* memberships(scene: Scene, node: NodeName): Flow<void> {
  yield* scene.live.quiet();
  yield* scene.live.call(node, 'memberships', {});
  scene.check();
}

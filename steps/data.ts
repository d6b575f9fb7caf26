import { Then } from '@cucumber/cucumber';
import type { Flow } from '../src/index.js';
import type { Scene } from './scene.js';
import type { Endpoint } from './words.js';
import type { JoinWorld } from './world.js';

// Session data: whoever is asked reads all that has come to the socket since the latest block of Whens began. What it
// has sent itself does not count, as it is not said how loopback stands at first (ruling 17), unless it is asked for.

Then('{endpoint} receives {string}', function (this: JoinWorld, endpoint: Endpoint, one: string) {
  return this.play(receives(this.scene, [endpoint], [one]));
});

Then(
  '{endpoint} receives {string} and {string}',
  function (this: JoinWorld, endpoint: Endpoint, one: string, two: string) {
    return this.play(receives(this.scene, [endpoint], [one, two]));
  },
);

Then('{endpoint} receives nothing', function (this: JoinWorld, endpoint: Endpoint) {
  return this.play(receives(this.scene, [endpoint], []));
});

Then('{string} reaches {actors}', function (this: JoinWorld, data: string, whom: readonly string[]) {
  return this.play(receives(this.scene, endpointsOf(whom), [data]));
});

Then('nothing reaches {actors}', function (this: JoinWorld, whom: readonly string[]) {
  return this.play(receives(this.scene, endpointsOf(whom), []));
});

Then('{endpoint} hears itself say {string}', function (this: JoinWorld, endpoint: Endpoint, data: string) {
  return this.play(hearsItself(this.scene, endpoint, [data]));
});

Then('{endpoint} does not hear itself', function (this: JoinWorld, endpoint: Endpoint) {
  return this.play(hearsItself(this.scene, endpoint, []));
});

function endpointsOf(whom: readonly string[]): readonly Endpoint[] {
  return whom.map((who) => ({ who, which: 'any' }));
}

function* receives(scene: Scene, endpoints: readonly Endpoint[], data: readonly string[]): Flow<void> {
  yield* scene.live.quiet();
  for (const endpoint of endpoints) {
    const { node, socket } = scene.dueAt(endpoint, 'FD_READ');
    yield* scene.cast.receiveAll(endpoint.who, socket);
    const { ownEchoes } = scene.heardBy(node, socket);
    scene.expect({ see: 'received', node, socket, data: [...data, ...ownEchoes], since: scene.since });
  }
}

function* hearsItself(scene: Scene, endpoint: Endpoint, data: readonly string[]): Flow<void> {
  yield* scene.live.quiet();
  const { node, socket } = scene.dueAt(endpoint, 'FD_READ');
  yield* scene.cast.receiveAll(endpoint.who, socket);
  const { ofOthers } = scene.heardBy(node, socket);
  scene.expect({ see: 'received', node, socket, data: [...data, ...ofOthers], since: scene.since });
}

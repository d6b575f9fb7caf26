import { When } from '@cucumber/cucumber';
import { arrivalNote, SD, SIO, wait, type Flow } from '../src/index.js';
import { flagsFor, join, targetOf } from './joining.js';
import type { Scene } from './scene.js';
import type { Its } from './words.js';
import type { JoinWorld } from './world.js';

When('it is quiet', function (this: JoinWorld) {
  return this.play(this.scene.live.quiet());
});

// One by one, where the provider can do that: which one is next, it chooses by its seed.
When('one message arrives', function (this: JoinWorld) {
  return this.happens((scene) => deliver(scene, 1));
});

When('{int} messages arrive', function (this: JoinWorld, messages: number) {
  return this.happens((scene) => deliver(scene, messages));
});

// The oldest on its way between the two, where the provider can let it through before others.
When('a message from {actor} reaches {actor}', function (this: JoinWorld, from: string, to: string) {
  return this.happens(function* ({ live, cast }) {
    const line = { from: cast.actor(from).node, to: cast.actor(to).node };
    live.note(arrivalNote({ ...line, messages: 1 }));
    yield* wait(live.deliver(line.from, line.to));
  });
});

When('{actor} invites {actor}', function (this: JoinWorld, root: string, leaf: string) {
  return this.does(root, (scene) => join(scene, root, { actor: leaf }));
});

When(
  '{actor} invites {actor} with caller data {string}',
  function (this: JoinWorld, root: string, leaf: string, callerData: string) {
    return this.does(root, (scene) => join(scene, root, { actor: leaf }, { callerData }));
  },
);

When('{actor} requests admittance', function (this: JoinWorld, leaf: string) {
  return this.does(leaf, (scene) => join(scene, leaf, { actor: 'root' }));
});

When(
  '{actor} requests admittance with caller data {string}',
  function (this: JoinWorld, leaf: string, callerData: string) {
    return this.does(leaf, (scene) => join(scene, leaf, { actor: 'root' }, { callerData }));
  },
);

When('{actor} requests admittance as {flag}', function (this: JoinWorld, leaf: string, flag: string) {
  return this.does(leaf, (scene) => join(scene, leaf, { actor: 'root' }, { flags: flagsFor(flag) }));
});

// Requests that are to be in this order in the queue: each arrives before the next is made.
When('admittance is requested by {actors}', function (this: JoinWorld, leaves: readonly string[]) {
  const { scene } = this;
  return this.play(
    (function* () {
      for (const leaf of leaves) {
        yield* join(scene, leaf, { actor: 'root' });
        yield* scene.live.quiet();
      }
    })(),
  );
});

When('{actor} is invited by {actors}', function (this: JoinWorld, leaf: string, roots: readonly string[]) {
  const { scene } = this;
  return this.play(
    (function* () {
      for (const root of roots) {
        yield* join(scene, root, { actor: leaf });
        yield* scene.live.quiet();
      }
    })(),
  );
});

When('{actor} joins the session', function (this: JoinWorld, member: string) {
  return this.does(member, (scene) => join(scene, member, 'session'));
});

When('{actor} joins the session as {flag}', function (this: JoinWorld, member: string, flag: string) {
  return this.does(member, (scene) => join(scene, member, 'session', { flags: flagsFor(flag) }));
});

When('{actor} joins the session by IP_ADD_MEMBERSHIP', function (this: JoinWorld, member: string) {
  const group = this.scene.live.testbed.session;
  if (group === undefined) throw new Error('the testbed has no session');
  return this.does(member, ({ cast }) => cast.call(member, 'addMembership', { socket: cast.actor(member).own, group }));
});

When('{actor} calls WSPJoinLeaf, naming {target}', function (this: JoinWorld, who: string, target: string) {
  return this.does(who, (scene) => join(scene, who, targetOf(scene, who, target)));
});

When('{actor} calls WSPConnect, naming {actor}', function (this: JoinWorld, who: string, whom: string) {
  return this.does(who, ({ cast }) =>
    cast.call(who, 'connect', { socket: cast.actor(who).own, name: cast.actor(whom).address ?? null }),
  );
});

When('{actor} listens', function (this: JoinWorld, who: string) {
  return this.does(who, ({ cast }) => cast.listen(who));
});

When('{actor} listens with a backlog of {int}', function (this: JoinWorld, who: string, backlog: number) {
  return this.does(who, ({ cast }) => cast.listen(who, backlog));
});

When('{actor} accepts', function (this: JoinWorld, who: string) {
  return this.does(who, ({ cast }) => cast.accept(who));
});

When('{actor} accepts {times}', function (this: JoinWorld, who: string, times: number) {
  const { scene } = this;
  return this.play(
    (function* () {
      for (let nth = 0; nth < times; nth += 1) {
        yield* scene.cast.accept(who);
        yield* scene.live.quiet();
      }
    })(),
  );
});

When('{actor} looks at the request and accepts', function (this: JoinWorld, who: string) {
  return this.does(who, ({ cast }) => cast.accept(who, { answer: 'CF_ACCEPT' }));
});

When('{actor} accepts with callee data {string}', function (this: JoinWorld, who: string, calleeData: string) {
  return this.does(who, ({ cast }) => cast.accept(who, { answer: 'CF_ACCEPT', calleeData }));
});

When('{actor} rejects', function (this: JoinWorld, who: string) {
  return this.does(who, ({ cast }) => cast.accept(who, { answer: 'CF_REJECT' }));
});

When('{actor} defers', function (this: JoinWorld, who: string) {
  return this.does(who, ({ cast }) => cast.accept(who, { answer: 'CF_DEFER' }));
});

When('{actor} closes {its}', function (this: JoinWorld, who: string, its: Its) {
  return this.does(who, (scene) => scene.cast.close(who, scene.socketOf(who, its)));
});

When('{actor} shuts its socket down', function (this: JoinWorld, who: string) {
  return this.does(who, (scene) =>
    scene.cast.call(who, 'shutdown', { socket: scene.socketOf(who, 'socket'), how: SD.BOTH }),
  );
});

When('{actor} sends {string}', function (this: JoinWorld, who: string, data: string) {
  return this.does(who, ({ cast }) => cast.send(who, data));
});

When('{actor} receives all that has come', function (this: JoinWorld, who: string) {
  return this.does(who, ({ cast }) => cast.receiveAll(who));
});

When('{actor} receives all that has come to {its}', function (this: JoinWorld, who: string, its: Its) {
  return this.does(who, (scene) => scene.cast.receiveAll(who, scene.socketOf(who, its)));
});

When('{actor} looks for callee data', function (this: JoinWorld, who: string) {
  return this.does(who, ({ cast }) => cast.call(who, 'calleeData', { socket: cast.actor(who).own }));
});

When('{actor} registers for {mask}', function (this: JoinWorld, who: string, events: number) {
  return this.does(who, (scene) => scene.cast.register(who, scene.socketOf(who, 'listening socket'), events));
});

When('{actor} registers for {mask} on {its}', function (this: JoinWorld, who: string, events: number, its: Its) {
  return this.does(who, (scene) => scene.cast.register(who, scene.socketOf(who, its), events));
});

When('{actor} turns loopback {switch}', function (this: JoinWorld, who: string, value: number) {
  return this.does(who, (scene) =>
    scene.cast.call(who, 'ioctl', { socket: scene.socketOf(who, 'socket'), code: SIO.MULTIPOINT_LOOPBACK, value }),
  );
});

When('{actor} sets its scope to {int}', function (this: JoinWorld, who: string, value: number) {
  return this.does(who, (scene) =>
    scene.cast.call(who, 'ioctl', { socket: scene.socketOf(who, 'socket'), code: SIO.MULTICAST_SCOPE, value }),
  );
});

function* deliver({ live }: Scene, messages: number): Flow<void> {
  live.note(arrivalNote({ messages }));
  for (let left = messages; left > 0; left -= 1) {
    if (!(yield* live.step())) return;
  }
}

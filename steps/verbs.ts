import { When } from '@cucumber/cucumber';
import { SD, SIO, USUAL_EVENTS, type Descriptor, type Flow } from '../src/index.js';
import { anyTarget, flagsFor, join, targetOf } from './joining.js';
import type { Scene } from './scene.js';
import type { Its } from './words.js';
import type { JoinWorld } from './world.js';

// Calls under their own names, on whichever socket: for what may be called when.

When('{actor} calls {verb} on {its}', function (this: JoinWorld, who: string, verb: string, its: Its) {
  return this.does(who, (scene) => callOf(scene, who, verb, scene.socketOf(who, its)));
});

When(
  '{actor} calls WSPJoinLeaf on {its}, naming {target}',
  function (this: JoinWorld, who: string, its: Its, target: string) {
    return this.does(who, (scene) =>
      scene.cast.join(who, targetOf(scene, who, target), { socket: scene.socketOf(who, its) }),
    );
  },
);

When(
  '{actor} calls WSPJoinLeaf as {flag}, naming {target}',
  function (this: JoinWorld, who: string, flag: string, target: string) {
    return this.does(who, (scene) => join(scene, who, targetOf(scene, who, target), { flags: flagsFor(flag) }));
  },
);

/** A call with arguments that would do on a socket that is good for it. */
function callOf(scene: Scene, who: string, verb: string, socket: Descriptor): Flow<unknown> {
  const { cast, live } = scene;
  const name = live.testbed.addresses[cast.actor(who).node] ?? null;
  switch (verb) {
    case 'WSPBind':
      return cast.call(who, 'bind', { socket, name });
    case 'WSPListen':
      return cast.call(who, 'listen', { socket, backlog: 8 });
    case 'WSPJoinLeaf':
      return cast.join(who, anyTarget(scene, who), { socket });
    case 'WSPAccept':
      return cast.call(who, 'accept', { socket });
    case 'WSPEventSelect':
      return cast.call(who, 'eventSelect', { socket, events: USUAL_EVENTS });
    case 'WSPEnumNetworkEvents':
      return cast.call(who, 'enumNetworkEvents', { socket });
    case 'WSPCloseSocket':
      return cast.call(who, 'closeSocket', { socket });
    case 'WSPShutdown':
      return cast.call(who, 'shutdown', { socket, how: SD.BOTH });
    case 'WSPSend':
      return cast.call(who, 'send', { socket, data: `${who} on ${socket}` });
    case 'WSPRecv':
      return cast.call(who, 'recv', { socket });
    case 'WSPIoctl':
      return cast.call(who, 'ioctl', { socket, code: SIO.MULTIPOINT_LOOPBACK, value: 1 });
    case 'WSPGetSockName':
      return cast.call(who, 'getSockName', { socket });
    default:
      throw new Error(`${verb} is no call that the kit makes`);
  }
}

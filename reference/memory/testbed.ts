import type { Address, Awaitable, Capabilities, CaseSetup, NodeName, Result, Testbed } from '../../src/provider.js';
import { accept } from './accepting.js';
import { PLACES } from './capabilities.js';
import { failed } from './check.js';
import { checkpoint } from './checkpoint.js';
import { closeSocket, shutdown } from './closing.js';
import { ioctl, recv, send } from './data.js';
import { enumNetworkEvents, eventSelect } from './events.js';
import { addMembership, memberships } from './group.js';
import { connect, joinLeaf } from './joining.js';
import { listen } from './listening.js';
import type { Socket } from './model.js';
import { stopListening } from './parting.js';
import type { Rules } from './rules/index.js';
import { bind, getSockName, socket } from './sockets.js';
import { newWorld, nodeOf, type World } from './world.js';

/** A fresh world for one case, with the verbs of the port on it. Every verb but a blocking one answers at once. */
export function openTestbed(rules: Rules, capabilities: Capabilities, setup: CaseSetup): Testbed {
  let open = true;
  const world = newWorld(rules, setup.nodes, setup.seed, (indication) => {
    if (open) setup.indicate(indication);
  });

  /** A verb on a socket: the descriptor is looked up first, whatever the verb (USING-20, CLOSE-1). */
  const on =
    <A extends { readonly socket: number }, T>(verb: (world: World, socket: Socket, args: A) => Awaitable<Result<T>>) =>
    (node: NodeName, args: A): Awaitable<Result<T>> => {
      const found = nodeOf(world, node).sockets.get(args.socket);
      return found === undefined ? failed('WSAENOTSOCK') : verb(world, found, args);
    };

  return {
    addresses: addressesIn(world),
    ...PLACES,
    socket: (node, args) => socket(world, nodeOf(world, node), capabilities, args),
    bind: on(bind),
    listen: on(listen),
    joinLeaf: on(joinLeaf),
    accept: on(accept),
    connect: on(connect),
    eventSelect: on(eventSelect),
    enumNetworkEvents: on(enumNetworkEvents),
    closeSocket: on(closeSocket),
    shutdown: on(shutdown),
    send: on(send),
    recv: on(recv),
    ioctl: on(ioctl),
    getSockName: on(getSockName),
    addMembership: on(addMembership),
    calleeData: on((_world, { calleeData }) => ({ ok: { data: calleeData } })),
    memberships: (node) => memberships(world, nodeOf(world, node)),
    step: () => world.wire.step(),
    deliver: (from, to) => world.wire.deliver(from, to),
    settle: () => world.wire.settle(),
    underWay: () => world.wire.underWay(),
    checkpoint: () => checkpoint(world),
    close: () => {
      open = false;
      releaseBlocked(world);
      world.wire.clear();
    },
  };
}

function addressesIn({ nodes }: World): Testbed['addresses'] {
  const addresses: Record<NodeName, Address> = {};
  for (const { name, address } of nodes.values()) addresses[name] = address;
  return addresses;
}

/** Lets calls that still wait return, so that nobody waits for a world that is gone. */
function releaseBlocked(world: World): void {
  for (const node of world.nodes.values()) {
    for (const one of node.sockets.values()) {
      one.outstanding?.returns?.(failed('WSAENETDOWN'));
      stopListening(world, one);
    }
  }
}

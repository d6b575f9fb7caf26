import type { Awaitable, NodeName, Testbed } from '../../src/provider.js';
import { createProvider } from '../memory/index.js';
import type { Odd } from './odd.js';

/** So many turns a call takes on its way to the provider, and so many its answer takes on the way back. */
const TURNS = 3;

/** Everything takes a while. */
export const slow: Odd = {
  name: 'slow',
  oddity: 'Every call is answered by a promise, many turns later, and what it sets going is indicated meanwhile.',
  provider: createProvider({ name: 'slow', around: (open, setup) => slowed(open(setup)) }),
  runs: 15,
};

function slowed(bed: Testbed): Testbed {
  const { bind, listen, joinLeaf, accept, connect, eventSelect, enumNetworkEvents } = bed;
  const { closeSocket, shutdown, send, recv, ioctl, getSockName, addMembership, calleeData, memberships } = bed;
  return {
    ...bed,
    socket: late(bed.socket),
    bind: late(bind),
    joinLeaf: late(joinLeaf),
    eventSelect: late(eventSelect),
    closeSocket: late(closeSocket),
    getSockName: late(getSockName),
    ...(listen && { listen: late(listen) }),
    ...(accept && { accept: late(accept) }),
    ...(connect && { connect: late(connect) }),
    ...(enumNetworkEvents && { enumNetworkEvents: late(enumNetworkEvents) }),
    ...(shutdown && { shutdown: late(shutdown) }),
    ...(send && { send: late(send) }),
    ...(recv && { recv: late(recv) }),
    ...(ioctl && { ioctl: late(ioctl) }),
    ...(addMembership && { addMembership: late(addMembership) }),
    ...(calleeData && { calleeData: late(calleeData) }),
    ...(memberships && { memberships: late(memberships) }),
    async settle() {
      await turns();
      await bed.settle?.();
      await turns();
    },
    async step() {
      await turns();
      return (await bed.step?.()) ?? false;
    },
    async deliver(from, to) {
      await turns();
      return (await bed.deliver?.(from, to)) ?? false;
    },
  };
}

function late<Args, Result>(
  verb: (node: NodeName, args: Args) => Awaitable<Result>,
): (node: NodeName, args: Args) => Promise<Result> {
  return async (node, args) => {
    await turns();
    const result = await verb(node, args);
    await turns();
    return result;
  };
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
}

import type { CaseSetup, NodeName, Testbed } from '../../src/provider.js';
import { createProvider } from '../memory/index.js';
import type { Odd } from './odd.js';

/** It cannot say when it is settled, as anything on a real network cannot. */
export const onItsOwn: Odd = {
  name: 'on-its-own',
  oddity: 'What is under way arrives by itself, a turn after the call; there is neither settle() nor step().',
  provider: createProvider({ name: 'on-its-own', around: (open, setup) => unattended(open, setup) }),
  // Everything arrives before the first timer goes off, so the shortest time is long enough.
  limits: { mustMs: 100, mustNotMs: 1 },
  runs: 5,
};

function unattended(open: (setup: CaseSetup) => Testbed, setup: CaseSetup): Testbed {
  const world = open(setup);
  const bed: Testbed = { ...world };
  delete bed.settle;
  delete bed.step;
  delete bed.deliver;
  return sending(bed, () => {
    void Promise.resolve().then(() => world.settle?.());
  });
}

/** After each verb that sets something going, what is under way is seen to. */
function sending(bed: Testbed, see: () => void): Testbed {
  const { listen, accept, connect, shutdown, send, recv } = bed;
  const then =
    <Args, Result>(verb: (node: NodeName, args: Args) => Result) =>
    (node: NodeName, args: Args): Result => {
      see();
      return verb(node, args);
    };
  return {
    ...bed,
    joinLeaf: then(bed.joinLeaf),
    eventSelect: then(bed.eventSelect),
    closeSocket: then(bed.closeSocket),
    ...(listen && { listen: then(listen) }),
    ...(accept && { accept: then(accept) }),
    ...(connect && { connect: then(connect) }),
    ...(shutdown && { shutdown: then(shutdown) }),
    ...(send && { send: then(send) }),
    ...(recv && { recv: then(recv) }),
  };
}

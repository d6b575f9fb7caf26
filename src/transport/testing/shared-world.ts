import type { CaseSetup, Provider, Testbed } from '../../port/index.js';

/** One world in which several providers have a part, as processes on one network have. */
interface World {
  readonly nodes: string;
  readonly seed: number;
  readonly setups: Map<string, CaseSetup>;
  readonly testbed: Promise<Testbed>;
}

/**
 * Makes of one provider as many as there are nodes: each opens the same case, knows its own node alone, and hears what
 * is indicated there.
 */
export function sharedBy(provider: Provider): (node: string) => Provider {
  let world: World | undefined;
  return (node) => ({
    ...provider,
    async open(setup) {
      const nodes = setup.nodes.join(' ');
      const isItsWorld = world?.nodes === nodes && world.seed === setup.seed && !world.setups.has(node);
      const mine = world !== undefined && isItsWorld ? world : begin(provider, setup, nodes);
      world = mine;
      mine.setups.set(node, setup);
      return mine.testbed;
    },
  });
}

function begin(provider: Provider, setup: CaseSetup, nodes: string): World {
  const setups = new Map<string, CaseSetup>();
  const testbed = Promise.resolve(
    provider.open({
      ...setup,
      indicate: (indication) => {
        setups.get(indication.node)?.indicate(indication);
      },
    }),
  );
  return { nodes, seed: setup.seed, setups, testbed };
}

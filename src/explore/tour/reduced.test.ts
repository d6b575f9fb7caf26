import { describe, expect, it } from 'vitest';
import { MUTANTS, showsInTurn } from '../../../reference/mutants/all.js';
import { automaton } from '../../oracle/index.js';
import { DEFAULT_LIMITS, type Provider } from '../../port/index.js';
import { playable } from '../draw-plans.js';
import { distinctEdges, scopeOf } from '../graph/index.js';
import { tour } from './tour.js';

// Who is who is left out of the reduced graph. No faulty provider may escape by that which the whole graph catches.

/** All mutants and schemes with `npm run selftest:explore`; a few here. */
const ALL = process.env['JOINLEAF_ALL_MUTANTS'] === '1';
const FEW = ['cancelled-too-late', 'dropped-with-another', 'joins-in-silence'];
const SCHEMES = ALL ? (['invite', 'admit', 'invite+admit', 'nonrooted'] as const) : (['invite', 'nonrooted'] as const);

const info = { id: 'tour', name: 'A tour', clauses: [] };
const MAPS = SCHEMES.map((scheme) => ({
  scheme,
  ...distinctEdges(scopeOf(scheme, 2, 'quick')),
}));

describe('the edges that are enough where who is who does not matter', () => {
  const chosen = MUTANTS.filter(showsInTurn).filter(({ name }) => ALL || FEW.includes(name));
  const known = automaton();
  let caught = 0;

  async function isCaught(provider: Provider, map: (typeof MAPS)[number], wanted?: Uint8Array): Promise<boolean> {
    const reduced = wanted === undefined ? {} : { wanted };
    const options = { provider, seed: 1, limits: DEFAULT_LIMITS, info, known, graph: map.graph, ...reduced };
    return (await tour(map.graph.scope, options)).found.length > 0;
  }

  it.each(chosen.map((mutant) => [mutant.name, mutant.provider] as const))(
    'catch %s wherever all edges do',
    async (_name, provider) => {
      for (const map of MAPS) {
        if (!playable(map.scheme, provider.capabilities, 2)) continue;
        if (await isCaught(provider, map, map.distinct)) caught += 1;
        // What the fewer edges miss, all edges have to miss, too.
        else expect(await isCaught(provider, map), map.scheme).toBe(false);
      }
    },
  );

  it('are fewer, and catch many', () => {
    expect(caught).toBeGreaterThan(chosen.length / 3);
    for (const { graph, distinct } of MAPS.filter(({ scheme }) => scheme !== 'invite+admit')) {
      expect(distinct.reduce((sum, it) => sum + it, 0)).toBeLessThan(graph.transitions * 0.7);
    }
  });
});

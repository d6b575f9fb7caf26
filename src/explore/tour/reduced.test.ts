import { describe, expect, it } from 'vitest';
import { provider as reference } from '../../../reference/memory/index.js';
import { MUTANTS, showsInTurn } from '../../../reference/mutants/all.js';
import { automaton } from '../../oracle/index.js';
import { DEFAULT_LIMITS, type Provider } from '../../port/index.js';
import { playable } from '../draw-plans.js';
import { reducedOf, scopeOf, type Alike, type Scope } from '../graph/index.js';
import { notDriven, tour, type Tour } from './tour.js';

// Who is who, and which of two orders it is, are left out of reduced graphs. No faulty provider may escape by that which
// the whole graph catches.

/** All mutants and schemes with `npm run selftest:explore`; a few here. */
const ALL = process.env['JOINLEAF_ALL_MUTANTS'] === '1';
const FEW = ['cancelled-too-late', 'dropped-with-another', 'joins-in-silence'];
const SCHEMES = ALL ? (['invite', 'admit', 'invite+admit', 'nonrooted'] as const) : (['invite', 'nonrooted'] as const);

const info = { id: 'tour', name: 'A tour', clauses: [] };
const known = automaton();
const WHOLE: Alike = {};
const REDUCED: readonly Alike[] = [{ names: true }, { orders: true }, { names: true, orders: true }];

function drive(provider: Provider, scope: Scope, alike: Alike): Promise<Tour> {
  const { graph, ...reduced } = reducedOf(scope, alike);
  return tour(scope, {
    ...{ provider, seed: 1, limits: DEFAULT_LIMITS, info, known, graph },
    ...(alike === WHOLE ? {} : { reduced }),
  });
}

describe('the edges that are enough', () => {
  const chosen = MUTANTS.filter(showsInTurn).filter(({ name }) => ALL || FEW.includes(name));
  let caught = 0;

  it.each(chosen.map((mutant) => [mutant.name, mutant.provider] as const))(
    'catch %s wherever all edges do',
    async (_name, provider) => {
      for (const scheme of SCHEMES.filter((it) => playable(it, provider.capabilities, 2))) {
        const scope = scopeOf(scheme, 2, 'quick');
        const isCaught = async (alike: Alike): Promise<boolean> =>
          (await drive(provider, scope, alike)).found.length > 0;
        if (!(await isCaught(WHOLE))) continue;
        for (const alike of REDUCED) expect(await isCaught(alike), `${scheme} ${JSON.stringify(alike)}`).toBe(true);
        caught += 1;
      }
    },
  );

  it('are caught in many schemes', () => {
    expect(caught).toBeGreaterThan(chosen.length / 3);
  });
});

describe('a tour over the edges that are enough', () => {
  const scope = scopeOf('admit', 2, 'quick');

  it('drives all that is not alike of what the reference does, in fewer executions', async () => {
    const whole = await drive(reference, scope, WHOLE);
    const done = await drive(reference, scope, { names: true, orders: true });
    expect(done).toMatchObject({ ended: 'complete', found: [] });
    expect(done.progress.executions).toBeLessThan(whole.progress.executions * 0.7);
    expect(done.permitted.transitions).toBeLessThan(whole.permitted.transitions * 0.6);
    // What the provider does not do was missed by both.
    expect(notDriven(done).length).toBeGreaterThan(0);
  });
});

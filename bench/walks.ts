import { MUTANTS } from '../reference/mutants/all.js';
import { coverage, DEFAULT_LIMITS, loadProvider, walks, type Strategy } from '../src/index.js';
import type { Provider } from '../src/provider.js';

// What walks find in the same number of executions, by how their steps are chosen: which share of the faulty providers
// that only an ordering reveals, and how many situations of a leaf with its root they meet on the reference.

const STRATEGIES: readonly Strategy[] = ['guided', 'priorities', 'uniform'];
const SCHEMES = ['admit', 'invite+admit', 'nonrooted'] as const;
const LEAVES = 5;
const WALKS = 60;
const SEEDS = [1, 2, 3];
const CROWD = 24;

/** Walks that are guided, by priority alone, and in any order. */
export async function benchWalks(): Promise<void> {
  const loaded = await loadProvider('reference:memory');
  if ('wrong' in loaded) throw new Error(loaded.wrong);
  const hidden = MUTANTS.filter(({ by }) => by === 'property');
  console.log(`\nwalks: ${WALKS} of ${LEAVES} leaves, with ${SEEDS.length} seeds, on ${hidden.length} mutants`);
  for (const strategy of STRATEGIES) {
    let found = 0;
    for (const { provider } of hidden)
      for (const seed of SEEDS) found += (await finds(provider, strategy, seed)) ? 1 : 0;
    const situations = await Promise.all([LEAVES, CROWD].map((leaves) => meets(loaded.provider, strategy, leaves)));
    const share = ((100 * found) / (hidden.length * SEEDS.length)).toFixed(0);
    const met = `${String(situations[0])} situations met on the reference, ${String(situations[1])} with ${CROWD} leaves`;
    console.log(`  ${strategy.padEnd(10)} ${share.padStart(3)} % found; ${met}`);
  }
}

async function finds(provider: Provider, strategy: Strategy, seed: number): Promise<boolean> {
  for (const scheme of SCHEMES) {
    const property = walks({ ...NAMED, scheme, leaves: LEAVES, sessions: 1, strategy });
    const { outcome } = await property.check({ provider, seed, runs: WALKS, limits: DEFAULT_LIMITS, shrink: false });
    if (outcome === 'violated') return true;
  }
  return false;
}

async function meets(provider: Provider, strategy: Strategy, leaves: number): Promise<number> {
  const covered = coverage();
  const property = walks({ ...NAMED, scheme: 'invite+admit', leaves, sessions: 1, strategy, coverage: covered });
  const { outcome } = await property.check({ provider, seed: 1, runs: WALKS, limits: DEFAULT_LIMITS });
  if (outcome !== 'passed') throw new Error('the reference does not conform');
  return covered.situations();
}

const NAMED = { id: 'bench', name: 'A benchmark', clauses: [] };

import { MUTANTS, type Mutant } from '../reference/mutants/all.js';
import {
  CLAUSES,
  coverage,
  DEFAULT_LIMITS,
  isClauseId,
  loadProvider,
  walks,
  type Strategy,
  type WalksDefinition,
} from '../src/index.js';
import type { Provider } from '../src/provider.js';
import { compared, geometricMean, type Pair } from './paired.js';

// How walks choose their steps, compared: how many walks it takes to find a faulty provider that only an ordering
// reveals, in each way with the same seeds; and how many situations of a leaf with its root are met, and in what time.

type Size = Pick<WalksDefinition, 'scheme' | 'leaves' | 'sessions'>;

const STRATEGIES = ['uniform', 'habits'] as const satisfies readonly Strategy[];
const SIZES: readonly Size[] = [
  { scheme: 'admit', leaves: 4, sessions: 1 },
  { scheme: 'invite+admit', leaves: 4, sessions: 1 },
  { scheme: 'invite+admit', leaves: 8, sessions: 1 },
  { scheme: 'invite+admit', leaves: 3, sessions: 3 },
];
/** Shares are told for budgets of so many walks, and no more are gone on. */
const BUDGETS = [10, 30, 100];
const MOST = 100;
const SEEDS = [11, 12, 13];
const CROWDS: readonly (Size & { readonly walks: number })[] = [
  { scheme: 'invite+admit', leaves: 8, sessions: 1, walks: 60 },
  { scheme: 'invite+admit', leaves: 16, sessions: 1, walks: 40 },
  { scheme: 'invite+admit', leaves: 64, sessions: 1, walks: 10 },
  { scheme: 'invite+admit', leaves: 8, sessions: 4, walks: 12 },
];

/** Walks with habits and without. */
export async function benchWalks(): Promise<void> {
  const hidden = MUTANTS.filter((it) => it.by === 'property' && isRooted(it));
  console.log(`\nwalks until a fault is found, at most ${MOST}: ${hidden.length} mutants, ${SEEDS.length} seeds`);
  const all: Pair[] = [];
  for (const size of SIZES) {
    const pairs: Pair[] = [];
    for (const { provider } of hidden) {
      for (const seed of SEEDS) {
        const [uniform, habits] = await eachWay((strategy) => untilFound(provider, { ...size, strategy }, seed));
        pairs.push([uniform, habits]);
      }
    }
    report(nameOf(size), pairs);
    all.push(...pairs);
  }
  report('all', all);
  await benchCoverage();
}

async function eachWay<T>(measure: (strategy: Strategy) => Promise<T>): Promise<[T, T]> {
  const [first, second] = STRATEGIES;
  return [await measure(first), await measure(second)];
}

function report(name: string, pairs: readonly Pair[]): void {
  const { ratio, from, to, less, more } = compared(pairs);
  for (const [place, strategy] of STRATEGIES.entries()) {
    const took = pairs.map((pair) => pair[place] ?? MOST);
    const shares = BUDGETS.map((most) => `${percent(took.filter((it) => it <= most).length / took.length)} in ${most}`);
    console.log(
      `  ${name.padEnd(28)} ${strategy.padEnd(8)} ${shares.join(', ')}; mean ${geometricMean(took).toFixed(1)}`,
    );
  }
  const interval = `${from.toFixed(2)} to ${to.toFixed(2)}`;
  console.log(`  ${''.padEnd(28)} ratio    ${ratio.toFixed(2)} (95 %: ${interval}); fewer in ${less}, more in ${more}`);
}

/** In how many walks a fault is found; one more than there may be where it is not, so that a mean is on the safe side. */
async function untilFound(provider: Provider, what: Size & { strategy: Strategy }, seed: number): Promise<number> {
  const { outcome, executions } = await walks({ ...NAMED, ...what }).check({
    ...{ provider, seed, runs: MOST, limits: DEFAULT_LIMITS, shrink: false },
  });
  return outcome === 'violated' ? executions : MOST + 1;
}

async function benchCoverage(): Promise<void> {
  const loaded = await loadProvider('reference:memory');
  if ('wrong' in loaded) throw new Error(loaded.wrong);
  console.log('\nsituations of a leaf and its root met on the reference');
  for (const { walks: many, ...size } of CROWDS) {
    const [uniform, habits] = await eachWay((strategy) => met(loaded.provider, { ...size, strategy }, many));
    const text = [uniform, habits].map(
      ({ situations, seconds }, place) =>
        `${STRATEGIES[place] ?? ''} ${situations} in ${seconds.toFixed(1)} s, ${(situations / seconds).toFixed(0)} a second`,
    );
    console.log(`  ${`${many} walks, ${nameOf(size)}`.padEnd(40)} ${text.join('; ')}`);
  }
}

async function met(provider: Provider, what: Size & { strategy: Strategy }, runs: number) {
  const covered = coverage();
  const from = process.cpuUsage();
  const property = walks({ ...NAMED, ...what, coverage: covered });
  const { outcome } = await property.check({ provider, seed: 1, runs, limits: DEFAULT_LIMITS });
  if (outcome !== 'passed') throw new Error('the reference does not conform');
  const { user, system } = process.cpuUsage(from);
  return { situations: covered.situations(), seconds: (user + system) / 1e6 };
}

/** Of what is about joins without a root alone, such walks meet nothing. */
function isRooted({ breaks }: Mutant): boolean {
  return isClauseId(breaks) && CLAUSES[breaks].applies.schemes?.some((it) => it !== 'nonrooted') !== false;
}

function nameOf({ scheme, leaves, sessions }: Size): string {
  return `${scheme}, ${leaves} leaves${sessions === 1 ? '' : `, ${sessions} sessions`}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

const NAMED = { id: 'bench', name: 'A benchmark', clauses: [] };

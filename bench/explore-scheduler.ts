import fc from 'fast-check';
import {
  act,
  automaton,
  DEFAULT_LIMITS,
  everyOrder,
  loadProvider,
  run,
  scopeOf,
  voyage,
  wait,
  type Act,
  type Automaton,
  type OrdersProgress,
  type VoyageOptions,
} from '../src/index.js';
import { byPromise } from '../reference/memory/index.js';
import type { Provider, Testbed } from '../src/provider.js';
import { median } from './growth.js';

// The same people do the same things on the same provider, through the same recorder: three leaves ask, are accepted
// and leave, and each message arrives when it is its turn. On one side all orders of that are driven, one after the
// other, as far as time allows; on the other side each of them is a sequence of tasks of fc.scheduler, which draws orders.

const LEAVES = 3;
const MESSAGES = 3 * LEAVES;
const PAIRS = 7;
/** How long each side takes in each pair, and after how many orderings it looks at the clock. */
const ROUND_SECONDS = 1.2;
const PORTION = { ours: 20_000, theirs: 100 };
// By then each side remembers what it will meet again and again; without a memory of judgements there is less to warm up.
const WARM_UP = { ours: 300_000, same: 25_000, plain: 2000 };

const SCOPE = scopeOf('admit', LEAVES, 'quick');
const INFO = { id: 'bench', name: 'A benchmark', clauses: [] };

/** By person, and the network as the last of them: what is done, in its order. */
const STRANDS: readonly (readonly Act[])[] = [
  ...SCOPE.ways.map((_way, leaf): readonly Act[] => [
    { do: 'ask', leaf },
    { do: 'leave', leaf },
  ]),
  Array.from({ length: LEAVES }, (): Act => ({ do: 'accept' })),
  Array.from({ length: MESSAGES }, (): Act => ({ do: 'step' })),
];

/** One side: executes so many orderings that it has not executed before. */
type Side = (times: number) => Promise<void>;

/** Orderings a second, in process, with everything recorded and judged: ours against those of fc.scheduler. */
export async function benchScheduler(): Promise<void> {
  const loaded = await loadProvider('reference:memory');
  if ('wrong' in loaded) throw new Error(loaded.wrong);
  console.log(`\nexplore: orderings of ${LEAVES} leaves, recorded and judged, against fc.scheduler`);
  await compare('answers at once', loaded.provider, 40);
  await compare('answers by promise', byPromise(loaded.provider), 8);
}

async function compare(name: string, provider: Provider, goal: number): Promise<void> {
  const own = ours(provider);
  const anew = ours(withoutCheckpoints(provider));
  const same = theirs(provider, automaton());
  const plain = theirs(provider, undefined);
  await own(WARM_UP.ours);
  await anew(WARM_UP.same);
  await same(WARM_UP.same);
  await plain(WARM_UP.plain);
  const rates: { readonly own: number; readonly anew: number; readonly same: number; readonly plain: number }[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    rates.push({
      own: await rateOf(own, PORTION.ours),
      anew: await rateOf(anew, PORTION.theirs),
      same: await rateOf(same, PORTION.theirs),
      plain: await rateOf(plain, PORTION.theirs),
    });
  }
  const middle = (of: (rate: (typeof rates)[number]) => number): number => median(rates.map(of));
  const ratio = middle((rate) => rate.own / rate.plain);
  console.log(`  a provider that ${name}: ${many(middle((rate) => rate.own))} orderings/s (medians of ${PAIRS} pairs)`);
  console.log(`    fc.scheduler: ${many(middle((rate) => rate.plain))}/s; ratio ${ratio.toFixed(2)}`);
  console.log(`    goal: a ratio of at least ${goal}: ${ratio >= goal ? 'met' : 'MISSED'}`);
  console.log(
    `    fc.scheduler, lent our memory of judgements: ${many(middle((rate) => rate.same))}/s; ` +
      `ratio ${middle((rate) => rate.own / rate.same).toFixed(2)}`,
  );
  console.log(
    `    ours without checkpoints, each ordering from its beginning: ${many(middle((rate) => rate.anew))}/s; ` +
      `ratio to fc.scheduler ${middle((rate) => rate.anew / rate.plain).toFixed(2)}`,
  );
  if (ratio < goal) process.exitCode = 1;
}

/**
 * Orderings in a second of processor time, the collection of garbage included: what else the machine does does not
 * count.
 */
async function rateOf(side: Side, portion: number): Promise<number> {
  const began = process.cpuUsage();
  const spent = (): number => {
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000_000;
  };
  let done = 0;
  while (spent() < ROUND_SECONDS) {
    await side(portion);
    done += portion;
  }
  return done / spent();
}

function optionsOf(provider: Provider, seed: number, known: Automaton | undefined): VoyageOptions {
  return { provider, seed, limits: DEFAULT_LIMITS, info: INFO, known };
}

/** Goes on through all orders, from where it was. */
function ours(provider: Provider): Side {
  let earlier: OrdersProgress = { orders: 0, share: 0, place: [] };
  const known = automaton();
  return async (times) => {
    const options = optionsOf(provider, 1, known);
    const done = await everyOrder(SCOPE, { ...options, depth: 'quick', most: times, earlier });
    if (done.ended !== 'budget') throw new Error(`the reference does not conform: ${done.obstacle ?? done.ended}`);
    earlier = done.progress;
  };
}

function withoutCheckpoints(provider: Provider): Provider {
  return {
    ...provider,
    open(setup) {
      const bed = provider.open(setup);
      return bed instanceof Promise ? bed.then(without) : without(bed);
    },
  };
}

function without(bed: Testbed): Testbed {
  delete bed.checkpoint;
  return bed;
}

function theirs(provider: Provider, known: Automaton | undefined): Side {
  let seed = 0;
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const options = optionsOf(provider, (seed += 1), known);
    const { judgement, obstacle } = await run(
      voyage(SCOPE, options, function* (stage) {
        for (const strand of STRANDS) {
          scheduler.scheduleSequence(
            strand.map((it) => ({ label: it.do, builder: async () => void (await act(stage, it)) })),
          );
        }
        yield* wait(scheduler.waitAll());
        yield* stage.live.quiet();
      }),
    );
    if (judgement.violations.length > 0 || obstacle !== undefined) throw new Error('the reference does not conform');
  });
  return async (times) => {
    await fc.assert(property, { numRuns: times, seed, endOnFailure: true });
  };
}

function many(value: number): string {
  return Math.round(value).toLocaleString('en');
}

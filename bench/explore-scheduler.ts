import fc from 'fast-check';
import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';
import {
  act,
  automaton,
  DEFAULT_LIMITS,
  loadProvider,
  play,
  run,
  scopeOf,
  voyage,
  wait,
  type Act,
  type Automaton,
  type Voyage,
  type VoyageOptions,
} from '../src/index.js';
import { byPromise } from '../reference/memory/index.js';
import type { Provider } from '../src/provider.js';
import { median } from './growth.js';

// The same people do the same things on the same provider, through the same recorder: three leaves ask, are accepted
// and leave, and each message arrives when it is its turn. On one side our executor plays one random order of all that
// after the other; on the other side each of them is a sequence of tasks of fc.scheduler, which chooses the order.

const LEAVES = 3;
const MESSAGES = 3 * LEAVES;
const PAIRS = 7;
/** How long each side takes in each pair, and after how many orderings it looks at the clock. */
const ROUND_SECONDS = 1.2;
const PORTION = 100;
const WARM_UP = 25_000;

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

/** One side: makes an ordering and executes it, so often; and gives the number of events recorded. */
type Side = (provider: Provider, times: number, from: number, known: Automaton | undefined) => Promise<number>;

/** Orderings a second, in process, with everything recorded and judged: ours against those of fc.scheduler. */
export async function benchScheduler(): Promise<void> {
  const loaded = await loadProvider('reference:memory');
  if ('wrong' in loaded) throw new Error(loaded.wrong);
  console.log(`\nexplore: orderings of ${LEAVES} leaves, recorded and judged, against fc.scheduler`);
  await compare('answers at once', loaded.provider, 40);
  await compare('answers by promise', byPromise(loaded.provider), 8);
  await compareChoice();
}

/** What choosing the order costs, if nothing is done in it: the rest of an ordering is the same work on both sides. */
async function compareChoice(): Promise<void> {
  const chosen = (times: number, from: number): Promise<number> => {
    for (let at = 0; at < times; at += 1) interleaved(from + at);
    return Promise.resolve(times);
  };
  const scheduled = async (times: number, from: number): Promise<number> => {
    const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      for (const strand of STRANDS) {
        scheduler.scheduleSequence(strand.map((it) => ({ label: it.do, builder: () => Promise.resolve() })));
      }
      await scheduler.waitAll();
    });
    await fc.assert(property, { numRuns: times, seed: from, endOnFailure: true });
    return times;
  };
  await chosen(1000, 0);
  await scheduled(1000, 0);
  const [own, other] = [await rateOf(chosen, 1), await rateOf(scheduled, 1)];
  console.log(`  choosing the order, and nothing else: ${many(own)}/s, fc.scheduler ${many(other)}/s`);
}

async function compare(name: string, provider: Provider, goal: number): Promise<void> {
  const [known, lent] = [automaton(), automaton()];
  const own = (times: number, from: number): Promise<number> => ours(provider, times, from, known);
  const same = (times: number, from: number): Promise<number> => theirs(provider, times, from, lent);
  const plain = (times: number, from: number): Promise<number> => theirs(provider, times, from, undefined);
  await own(WARM_UP, 0);
  await same(WARM_UP, 0);
  await plain(1000, 0);
  const rates: { readonly own: number; readonly same: number; readonly plain: number }[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    rates.push({ own: await rateOf(own, pair), same: await rateOf(same, pair), plain: await rateOf(plain, pair) });
  }
  const middle = (of: (rate: (typeof rates)[number]) => number): number => median(rates.map(of));
  const ratio = middle((rate) => rate.own / rate.same);
  const whole = middle((rate) => rate.own / rate.plain);
  console.log(`  a provider that ${name}: ${many(middle((rate) => rate.own))} orderings/s (medians of ${PAIRS} pairs)`);
  console.log(
    `    fc.scheduler, judged by the oracle as it is: ${many(middle((rate) => rate.plain))}/s; ratio ${whole.toFixed(2)}`,
  );
  console.log(
    `    fc.scheduler, lent our memory of judgements: ${many(middle((rate) => rate.same))}/s; ratio ${ratio.toFixed(2)}`,
  );
  console.log(`    goal: a ratio of at least ${goal}: ${ratio >= goal ? 'met' : 'MISSED'}`);
}

/**
 * Orderings in a second of processor time, the collection of garbage included: what else the machine does does not
 * count. Each round has orderings of its own.
 */
async function rateOf(side: (times: number, from: number) => Promise<number>, round: number): Promise<number> {
  const began = process.cpuUsage();
  const spent = (): number => {
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000_000;
  };
  let done = 0;
  while (spent() < ROUND_SECONDS) {
    await side(PORTION, WARM_UP + round * 1_000_000 + done);
    done += PORTION;
  }
  return done / spent();
}

function optionsOf(provider: Provider, seed: number, known: Automaton | undefined): VoyageOptions {
  return { provider, seed, limits: DEFAULT_LIMITS, info: INFO, known };
}

const ours: Side = async (provider, times, from, known) => {
  let events = 0;
  for (let at = 0; at < times; at += 1) {
    const order = interleaved(from + at);
    const done = run(voyage(SCOPE, optionsOf(provider, from + at, known), (stage) => play(stage, order)));
    events += right(done instanceof Promise ? await done : done);
  }
  return events;
};

const theirs: Side = async (provider, times, from, known) => {
  let events = 0;
  let seed = from;
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const options = optionsOf(provider, (seed += 1), known);
    const done = await run(
      voyage(SCOPE, options, function* (stage) {
        for (const strand of STRANDS) {
          scheduler.scheduleSequence(
            strand.map((it) => ({ label: it.do, builder: async () => void (await run(act(stage, it))) })),
          );
        }
        yield* wait(scheduler.waitAll());
        yield* stage.live.quiet();
      }),
    );
    events += right(done);
  });
  await fc.assert(property, { numRuns: times, seed: from, endOnFailure: true });
  return events;
};

/** A random order of everybody's acts, in which each keeps his own. */
function interleaved(seed: number): readonly Act[] {
  const random = xoroshiro128plus(seed);
  const done = STRANDS.map(() => 0);
  const busy = [...STRANDS.keys()];
  const order: Act[] = [];
  while (busy.length > 0) {
    const chosen = unsafeUniformIntDistribution(0, busy.length - 1, random);
    const strand = busy[chosen] ?? 0;
    const next = STRANDS[strand]?.[done[strand] ?? 0];
    if (next !== undefined) order.push(next);
    done[strand] = (done[strand] ?? 0) + 1;
    if (done[strand] === STRANDS[strand]?.length) busy.splice(chosen, 1);
  }
  return order;
}

function right({ trace, judgement, obstacle }: Voyage): number {
  if (judgement.violations.length > 0 || obstacle !== undefined) throw new Error('the reference does not conform');
  return trace.length;
}

function many(value: number): string {
  return Math.round(value).toLocaleString('en');
}

import { performance } from 'node:perf_hooks';
import v8 from 'node:v8';
import vm from 'node:vm';
import { start, step, type OracleState, type TraceEvent } from '../src/index.js';
import { recordEpisode, streamOf, type Episode } from './episodes.js';
import { growthExponent, median } from './growth.js';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
/** Small sizes are measured more often: each size judges about as many events in all. */
const EVENTS_PER_SIZE = 300_000;
const BATCH = 1_000;
const GOAL = 1.05;

interface Workload {
  readonly name: string;
  readonly lasting: boolean;
  readonly atOnce: number;
}

const WORKLOADS: readonly Workload[] = [
  { name: 'one session after another', lasting: false, atOnce: 1 },
  { name: 'one session that lasts, leaves come and go', lasting: true, atOnce: 1 },
  { name: 'twenty sessions at once', lasting: false, atOnce: 20 },
  { name: 'twenty sessions that last', lasting: true, atOnce: 20 },
];

/**
 * How the oracle's time and memory grow with the length of a trace, while the number of live sockets is bounded: time
 * should grow as the length does (exponent 1), what it remembers not at all.
 */
export async function benchOracle(): Promise<void> {
  const collect = collector();
  for (const workload of WORKLOADS) {
    const episode = await recordEpisode(workload.lasting);
    console.log(`\noracle: ${workload.name}`);
    judge(episode, workload.atOnce, 50_000);
    const points = SIZES.map((size) => {
      const times = Math.max(1, Math.round(EVENTS_PER_SIZE / size));
      const runs = Array.from({ length: Math.min(times, 50) }, () => judge(episode, workload.atOnce, size));
      const cost = median(runs.map(({ ms }) => ms));
      const kept = heapOf(runs.at(-1)?.state, collect);
      const rate = Math.round(size / (cost / 1000)).toLocaleString('en');
      console.log(
        `  ${size.toLocaleString('en').padStart(9)} events  ${cost.toFixed(1).padStart(8)} ms  ${rate.padStart(8)} events/s  remembers ${kept} KiB`,
      );
      return { size, cost };
    });
    const exponent = growthExponent(points);
    console.log(
      `  time grows with exponent ${exponent.toFixed(3)} (goal: at most ${GOAL}): ${exponent <= GOAL ? 'met' : 'MISSED'}`,
    );
    if (exponent > GOAL) process.exitCode = 1;
  }
}

/** Judges so many events; only judging is timed. */
function judge(episode: Episode, atOnce: number, size: number): { readonly ms: number; readonly state: OracleState } {
  const stream = streamOf(episode, atOnce);
  let state = start();
  let ms = 0;
  for (let judged = 0; judged < size;) {
    const batch: TraceEvent[] = [];
    for (; batch.length < BATCH && judged < size; judged += 1) {
      const next = stream.next();
      if (next.done !== true) batch.push(next.value);
    }
    const from = performance.now();
    for (const event of batch) {
      const next = step(state, event);
      if (next.violations.length > 0) throw new Error(`not conformant: ${JSON.stringify(next.violations)}`);
      state = next.state;
    }
    ms += performance.now() - from;
  }
  return { ms, state };
}

/** The garbage collector, which is not there for the asking. */
function collector(): () => void {
  v8.setFlagsFromString('--expose-gc');
  const gc: unknown = vm.runInNewContext('gc');
  return () => {
    if (typeof gc === 'function') Reflect.apply(gc, undefined, []);
  };
}

/** What a state holds on to, in KiB: the heap with it, without what can be collected, less the heap without it. */
function heapOf(state: OracleState | undefined, collect: () => void): number {
  // A copy of its own, so that nothing else counts; functions (the monitors) are not part of what grows.
  const plain = state === undefined ? undefined : { ...state, monitors: [] };
  collect();
  const before = process.memoryUsage().heapUsed;
  const copies = Array.from({ length: 20 }, () => structuredClone(plain));
  collect();
  const after = process.memoryUsage().heapUsed;
  return copies.length === 0 ? 0 : Math.max(0, Math.round((after - before) / copies.length / 1024));
}

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { machineOf, scopeOf, type Depth } from '../src/index.js';
import { median } from './growth.js';
import { promelaOf } from './promela.js';

const start = promisify(execFile);
const CHILD = fileURLToPath(new URL('graph-child.mjs', import.meta.url));
const PAIRS = 7;
const GOAL = { ratio: 3, bytes: 24 };
const SCHEME = 'admit';
const DEPTH: Depth = 'quick';

interface Run {
  readonly states: number;
  readonly seconds: number;
}

/** How long it took cold, and once all is compiled. */
interface OurRun extends Run {
  readonly warm: number;
  readonly bytesPerState: number;
}

/** How long its search took, and generating and compiling its verifier before. */
interface SpinRun extends Run {
  readonly preparing: number;
}

/** One after the other, so that the machine is as busy for both. */
interface Pair {
  readonly own: OurRun;
  readonly spin: SpinRun;
}

/**
 * The graph of two to four leaves, by us and by SPIN on the same tables and moves: the number of states has to be the
 * same, and four leaves are to take us a third of the time. Cold on both sides is from the model to the counts, in a
 * process of its own: we compile our tables in it, and SPIN generates and compiles its verifier. Besides it is told how
 * that compares with SPIN's search alone, as its verifier measures it, and so does our search once tables and code are
 * compiled.
 */
export async function benchSpin(): Promise<void> {
  const missing = await missingTool();
  if (missing !== undefined) {
    console.log(`\nexplore: not compared with SPIN, as ${missing} is not installed (Debian: apt-get install spin gcc)`);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'joinleaf-spin-'));
  try {
    console.log(`\nexplore: ${SCHEME}, ${DEPTH}, against SPIN without reduction`);
    for (const leaves of [2, 3, 4]) await compare(folder, leaves, leaves === 4 ? PAIRS : 1);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function missingTool(): Promise<string | undefined> {
  for (const [tool, flag] of [
    ['spin', '-V'],
    ['gcc', '--version'],
  ] as const) {
    const found = await start(tool, [flag]).catch(() => undefined);
    if (found === undefined) return tool;
  }
  return undefined;
}

async function compare(folder: string, leaves: number, pairs: number): Promise<void> {
  const { model, tables } = promelaOf(machineOf(scopeOf(SCHEME, leaves, DEPTH)));
  await writeFile(join(folder, 'model.pml'), model);
  await writeFile(join(folder, 'tables.h'), tables);
  const runs: Pair[] = [];
  for (let pair = 0; pair < pairs; pair += 1) runs.push({ own: await ourRun(leaves), spin: await spinRun(folder) });
  const [mine, spins] = [runs[0]?.own.states ?? 0, runs[0]?.spin.states ?? 0];
  const same = mine === spins;
  console.log(`  ${leaves} leaves: ${whole(mine)} states, SPIN ${whole(spins)}: ${same ? 'the same' : 'NOT THE SAME'}`);
  if (!same) process.exitCode = 1;
  if (pairs === 1) return;
  const middle = (of: (pair: Pair) => number): number => median(runs.map(of));
  const rate = (seconds: (pair: Pair) => number): string => `${whole(mine / middle(seconds))} states/s`;
  const cold = middle(({ own, spin }) => (spin.preparing + spin.seconds) / own.seconds);
  console.log(
    `  cold, from the model to the counts: ${rate(({ own }) => own.seconds)}, ` +
      `SPIN ${rate(({ spin }) => spin.preparing + spin.seconds)} (medians of ${pairs} pairs)`,
  );
  console.log(`  ratio ${cold.toFixed(2)} (goal: at least ${GOAL.ratio}): ${cold >= GOAL.ratio ? 'met' : 'MISSED'}`);
  console.log(
    `  SPIN's search alone, its verifier compiled before: ${rate(({ spin }) => spin.seconds)}; ` +
      `ratio to ours cold ${middle(({ own, spin }) => spin.seconds / own.seconds).toFixed(2)}, ` +
      `to ours warm ${middle(({ own, spin }) => spin.seconds / own.warm).toFixed(2)}`,
  );
  const bytes = runs[0]?.own.bytesPerState ?? Infinity;
  const small = bytes <= GOAL.bytes ? 'met' : 'MISSED';
  console.log(`  ${bytes.toFixed(1)} bytes a state (goal: at most ${GOAL.bytes}): ${small}`);
  if (cold < GOAL.ratio || bytes > GOAL.bytes) process.exitCode = 1;
}

async function ourRun(leaves: number): Promise<OurRun> {
  const { stdout } = await start(process.execPath, [CHILD, SCHEME, String(leaves), DEPTH]);
  return JSON.parse(stdout) as OurRun;
}

// A depth and a hash table that are large enough from the start: SPIN is not to lose time by growing them. A larger table
// than this makes it slower.
async function spinRun(folder: string): Promise<SpinRun> {
  const from = performance.now();
  await start('spin', ['-a', 'model.pml'], { cwd: folder });
  const flags = ['-O2', '-w', '-DSAFETY', '-DNOREDUCE', '-DNOFAIR', '-DMEMLIM=8192'];
  await start('gcc', [...flags, '-o', 'pan', 'pan.c'], { cwd: folder });
  const preparing = (performance.now() - from) / 1000;
  const { stdout } = await start(join(folder, 'pan'), ['-m1000000', '-w20'], { cwd: folder, maxBuffer: 1 << 24 });
  const states = /(\d+) states, stored/u.exec(stdout)?.[1];
  const seconds = /elapsed time ([\d.]+) seconds/u.exec(stdout)?.[1];
  if (states === undefined || seconds === undefined || /error: max search depth/u.test(stdout))
    throw new Error(`SPIN's verifier said nothing usable: ${stdout.slice(0, 500)}`);
  // The first state it counts is the one before the model's own initial assignment.
  return { states: Number(states) - 1, seconds: Number(seconds), preparing };
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

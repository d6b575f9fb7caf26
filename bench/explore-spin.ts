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

/**
 * The graph of two to four leaves, by us and by SPIN on the same tables and moves: the number of states has to be the
 * same, and four leaves are to take us a third of the time. Ours is cold: a process of its own, tables compiled in it.
 * SPIN's is what its verifier says of its search; what it takes to generate and compile it is told besides.
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
  const from = performance.now();
  await start('spin', ['-a', 'model.pml'], { cwd: folder });
  const flags = ['-O2', '-w', '-DSAFETY', '-DNOREDUCE', '-DNOFAIR', '-DMEMLIM=8192'];
  await start('gcc', [...flags, '-o', 'pan', 'pan.c'], { cwd: folder });
  const preparing = (performance.now() - from) / 1000;
  const ours: Run[] = [];
  const theirs: Run[] = [];
  let bytes = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const mine = await ourRun(leaves);
    bytes = mine.bytesPerState;
    ours.push(mine);
    theirs.push(await spinRun(folder));
  }
  const [mine, spins] = [ours[0]?.states ?? 0, theirs[0]?.states ?? 0];
  const same = mine === spins;
  console.log(`  ${leaves} leaves: ${whole(mine)} states, SPIN ${whole(spins)}: ${same ? 'the same' : 'NOT THE SAME'}`);
  if (!same) process.exitCode = 1;
  if (pairs === 1) return;
  const rate = (runs: readonly Run[]): number => median(runs.map(({ states, seconds }) => states / seconds));
  const ratio = median(ours.map(({ states, seconds }, at) => states / seconds / rateOf(theirs[at])));
  const verdict = ratio >= GOAL.ratio ? 'met' : 'MISSED';
  console.log(`  ${whole(rate(ours))} states/s, SPIN ${whole(rate(theirs))} (medians of ${pairs} pairs)`);
  console.log(`  ratio ${ratio.toFixed(2)} (goal: at least ${GOAL.ratio}): ${verdict}`);
  const fromModel = median(theirs.map(({ seconds }, at) => (preparing + seconds) / (ours[at]?.seconds ?? 0)));
  console.log(
    `  from the model to the counts: SPIN takes ${preparing.toFixed(1)} s to generate and compile its verifier, we compile ` +
      `our tables on the way: ratio ${fromModel.toFixed(1)} with that`,
  );
  const small = bytes <= GOAL.bytes ? 'met' : 'MISSED';
  console.log(`  ${bytes.toFixed(1)} bytes a state (goal: at most ${GOAL.bytes}): ${small}`);
  if (ratio < GOAL.ratio || bytes > GOAL.bytes) process.exitCode = 1;
}

function rateOf(run: Run | undefined): number {
  return run === undefined ? Infinity : run.states / run.seconds;
}

async function ourRun(leaves: number): Promise<Run & { readonly bytesPerState: number }> {
  const { stdout } = await start(process.execPath, [CHILD, SCHEME, String(leaves), DEPTH]);
  return JSON.parse(stdout) as Run & { readonly bytesPerState: number };
}

// A depth and a hash table that are large enough from the start: SPIN is not to lose time by growing them.
async function spinRun(folder: string): Promise<Run> {
  const { stdout } = await start(join(folder, 'pan'), ['-m1000000', '-w24'], { cwd: folder, maxBuffer: 1 << 24 });
  const states = /(\d+) states, stored/u.exec(stdout)?.[1];
  const seconds = /elapsed time ([\d.]+) seconds/u.exec(stdout)?.[1];
  if (states === undefined || seconds === undefined || /error: max search depth/u.test(stdout))
    throw new Error(`SPIN's verifier said nothing usable: ${stdout.slice(0, 500)}`);
  // The first state it counts is the one before the model's own initial assignment.
  return { states: Number(states) - 1, seconds: Number(seconds) };
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

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
  const ours: OurRun[] = [];
  const theirs: SpinRun[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    ours.push(await ourRun(leaves));
    theirs.push(await spinRun(folder));
  }
  const [mine, spins] = [ours[0]?.states ?? 0, theirs[0]?.states ?? 0];
  const same = mine === spins;
  console.log(`  ${leaves} leaves: ${whole(mine)} states, SPIN ${whole(spins)}: ${same ? 'the same' : 'NOT THE SAME'}`);
  if (!same) process.exitCode = 1;
  if (pairs === 1) return;
  const ratio = (theirTime: (run: SpinRun) => number, ourTime: (run: OurRun) => number): number =>
    median(theirs.flatMap((run, at) => ours.slice(at, at + 1).map((own) => theirTime(run) / ourTime(own))));
  const search = (run: SpinRun): number => run.seconds;
  const cold = ratio(
    (run) => run.preparing + run.seconds,
    (own) => own.seconds,
  );
  const rate = (seconds: readonly number[]): string => `${whole(mine / median(seconds))} states/s`;
  console.log(
    `  cold, from the model to the counts: ${rate(ours.map(({ seconds }) => seconds))}, ` +
      `SPIN ${rate(theirs.map((run) => run.preparing + run.seconds))} (medians of ${pairs} pairs)`,
  );
  console.log(`  ratio ${cold.toFixed(2)} (goal: at least ${GOAL.ratio}): ${cold >= GOAL.ratio ? 'met' : 'MISSED'}`);
  console.log(
    `  SPIN's search alone, its verifier compiled before: ${rate(theirs.map(search))}; ` +
      `ratio to ours cold ${ratio(search, (own) => own.seconds).toFixed(2)}, to ours warm ${ratio(search, (own) => own.warm).toFixed(2)}`,
  );
  const bytes = ours[0]?.bytesPerState ?? Infinity;
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

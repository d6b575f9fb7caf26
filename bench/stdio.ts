import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node.js';
import { certify, flagsOf, loadProvider, type Provider } from '../src/index.js';

// Round trips over the standard streams of a child process: ours, with everything that is checked on the way, on both
// sides, against vscode-jsonrpc, which checks nothing. Then a whole certification over them, against one in process.

/** So many calls are under way at a time, where they do not wait for one another. */
const WINDOW = 64;
/** How long each round takes, in milliseconds. Rounds alternate, so that what else the machine does hits both. */
const ROUND_MS = 700;
const ROUNDS = 5;
const RUNS = 20;

const MAIN = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const PEER = fileURLToPath(new URL('stdio-peer.mjs', import.meta.url));
const SERVED = `exec:"${process.execPath}" "${MAIN}" serve --provider reference:memory`;

/** What one side did, in round trips a second. */
interface Rates {
  readonly sequential: number;
  readonly pipelined: number;
}

interface Side {
  /** Makes one call, to its end. */
  readonly call: () => Promise<unknown>;
  readonly end: () => Promise<void>;
}

/** Measures, and prints the figures. */
export async function benchStdio(): Promise<void> {
  const sides = [await ourSide(), await theirSide()] as const;
  const rates: Rates[][] = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [at, side] of sides.entries()) {
      const sequential = await rate(side, 1);
      const pipelined = await rate(side, WINDOW);
      // The first round warms up.
      if (round > 0) rates[at]?.push({ sequential, pipelined });
    }
  }
  await Promise.all(sides.map((side) => side.end()));
  const [ours, theirs] = [medians(rates[0] ?? []), medians(rates[1] ?? [])];
  compare('round trips/s, one at a time', ours.sequential, theirs.sequential);
  compare(`round trips/s, ${WINDOW} at a time`, ours.pipelined, theirs.pipelined);

  const inProcess = await certified('reference:memory');
  const overStdio = await certified(SERVED);
  const ratio = (overStdio / inProcess).toFixed(2);
  console.log(`stdio, certify: ${overStdio.toFixed(1)} s, in process ${inProcess.toFixed(1)} s; ratio ${ratio}`);
}

function compare(what: string, ours: number, theirs: number): void {
  const whole = (value: number): string => Math.round(value).toLocaleString('en');
  const ratio = (ours / theirs).toFixed(2);
  console.log(`stdio, ${what}: ${whole(ours)}, vscode-jsonrpc ${whole(theirs)}; ratio ${ratio}`);
}

async function ourSide(): Promise<Side> {
  const loaded = await loadProvider(SERVED);
  if ('wrong' in loaded) throw new Error(loaded.wrong);
  const { provider, dispose } = loaded;
  const testbed = await provider.open({ nodes: ['root'], seed: 1, indicate: () => undefined });
  const entry = provider.capabilities.entries[0]?.id ?? 0;
  const flags = flagsOf({ control: 'c_leaf', data: 'd_leaf' });
  const made = await testbed.socket('root', { entry, flags, blocking: false });
  const name = testbed.addresses['root'];
  if (!('ok' in made) || name === undefined) throw new Error('the reference provider makes no socket');
  const { socket } = made.ok;
  await testbed.bind('root', { socket, name });
  return {
    call: async () => testbed.getSockName('root', { socket }),
    end: async () => dispose?.(),
  };
}

async function theirSide(): Promise<Side> {
  // In a process group of its own, as ours is: on a busy Linux machine, groups are given time in turn.
  const detached = process.platform !== 'win32';
  const child = spawn(process.execPath, [PEER], { stdio: ['pipe', 'pipe', 'inherit'], detached });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  const call = (): Promise<unknown> => connection.sendRequest('getSockName', { node: 'root', socket: 1 });
  await call();
  return {
    call,
    async end() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await connection.sendNotification('exit');
      await gone;
    },
  };
}

/** Round trips a second, with so many under way at a time. */
async function rate({ call }: Side, window: number): Promise<number> {
  const from = performance.now();
  let calls = 0;
  const one = async (): Promise<void> => {
    while (performance.now() - from < ROUND_MS) {
      await call();
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: window }, one));
  return (calls * 1000) / (performance.now() - from);
}

function medians(all: readonly Rates[]): Rates {
  const median = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return {
    sequential: median(all.map(({ sequential }) => sequential)),
    pipelined: median(all.map(({ pipelined }) => pipelined)),
  };
}

/** How many seconds a whole certification takes. */
async function certified(specifier: string): Promise<number> {
  const loaded = await loadProvider(specifier);
  if ('wrong' in loaded) throw new Error(loaded.wrong);
  const provider: Provider = loaded.provider;
  // The first time, Cucumber and the steps are loaded.
  await certify({ provider, runs: 1, clauses: ['JOIN-3.3'] });
  const from = performance.now();
  const { verdict } = await certify({ provider, runs: RUNS });
  const seconds = (performance.now() - from) / 1000;
  await loaded.dispose?.();
  if (verdict !== 'conformant') throw new Error(`${specifier} is ${verdict}`);
  return seconds;
}

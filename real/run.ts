import { spawn } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { reportShape, type Report } from '../src/index.js';
import { KIT, NETNS, WINE, type Need, type Target } from './targets.js';

/** What became of a target. */
export type Outcome = { readonly target: Target } & (
  { readonly report: Report; readonly folder: string; readonly date: string } | { readonly notRun: string }
);

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in the project's folder, without a shell, to its end. */
export function command(words: readonly string[], tell?: (text: string) => void): Promise<Ended> {
  const [file = '', ...args] = words;
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (some) => (out += String(some)));
    child.stderr.on('data', (some) => {
      err += String(some);
      tell?.(String(some));
    });
    child.on('error', (reason) => {
      resolve({ code: -1, out, err: reason.message });
    });
    child.on('close', (code) => {
      resolve({ code: code ?? -1, out, err });
    });
  });
}

const TESTS: Readonly<Record<Need, { readonly works: readonly string[]; readonly lacks: string }>> = {
  namespaces: { works: [...NETNS, 'true'], lacks: 'no network namespace can be made here' },
  mingw: { works: ['x86_64-w64-mingw32-gcc', '--version'], lacks: 'there is no mingw-w64 (gcc-mingw-w64-x86-64)' },
  wine: { works: [...WINE, '--version'], lacks: 'there is no Wine (wine64)' },
};

/** What a target needs and this host does not have; undefined where it can be run. */
export async function lacking({ needs }: Target): Promise<string | undefined> {
  for (const need of needs) if ((await command(TESTS[need].works)).code !== 0) return TESTS[need].lacks;
  return undefined;
}

/** Certifies a target. What has kept us from knowing is told, and never taken for a verdict. */
export async function certifyTarget(target: Target, out: string): Promise<Outcome> {
  const notRun = await lacking(target);
  if (notRun !== undefined) return { target, notRun };
  const folder = path.join(out, target.id);
  // What an earlier run has left there is nothing to judge by.
  rmSync(folder, { recursive: true, force: true });
  const { code, err } = await (target.shards === undefined
    ? certifyInto(folder, target)
    : certifyInShards(folder, target, target.shards));
  const outcome = lastOutcome(target, out);
  return 'report' in outcome
    ? outcome
    : { target, notRun: `exit code ${code}: ${err.trim().split('\n').at(-1) ?? ''}` };
}

/** What `joinleaf certify` exits with when it has come to a verdict: conformant, nonconformant or inconclusive. */
const VERDICTS: readonly number[] = [0, 1, 3];

function certifyInto(folder: string, { inside = [], certify }: Target, ...more: readonly string[]): Promise<Ended> {
  const words = [...inside, ...KIT, 'certify', ...certify, ...more, '--json', '--out', folder];
  return command(words, (text) => process.stderr.write(text));
}

/** The same, in parts that run at a time and are put together then. */
async function certifyInShards(folder: string, target: Target, shards: number): Promise<Ended> {
  const parts = Array.from({ length: shards }, (_, at) => ({
    part: path.join(folder, `shard-${at + 1}`),
    shard: `${at + 1}/${shards}`,
  }));
  const ended = await Promise.all(parts.map(({ part, shard }) => certifyInto(part, target, '--shard', shard)));
  // Where there can be no such surroundings, there is no shard.
  const refused = ended.find(({ code }) => !VERDICTS.includes(code));
  if (refused !== undefined) return refused;
  // A shard that has left no report keeps the whole from being known; this says so.
  return command([...KIT, 'merge', '--json', '--out', folder, ...parts.map(({ part }) => part)]);
}

/** What the latest run of a target has found out, with its day. */
export function lastOutcome(target: Target, out: string): Outcome {
  const folder = path.join(out, target.id);
  const file = path.join(folder, 'report.json');
  try {
    const report = reportShape.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { target, report, folder, date: statSync(file).mtime.toISOString().slice(0, 10) };
  } catch {
    return { target, notRun: 'there is no report' };
  }
}

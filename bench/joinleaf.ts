import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const start = promisify(execFile);
const JOINLEAF = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const SAY_CPU = new URL('say-cpu.mjs', import.meta.url).href;

/** What a process of ours has said on standard output, and for how many seconds it has computed. */
export async function joinleaf(
  ...args: readonly string[]
): Promise<{ readonly stdout: string; readonly seconds: number }> {
  const { stdout, stderr } = await start(process.execPath, ['--import', SAY_CPU, JOINLEAF, ...args], {
    maxBuffer: 1 << 26,
  });
  return { stdout, seconds: Number(stderr.trim().split('\n').at(-1)) / 1e6 };
}

/** Explores the reference. */
export function explored(leaves: number, ...flags: readonly string[]): ReturnType<typeof joinleaf> {
  const args = ['explore', '--provider', 'reference:memory', '--no-config', '--leaves', String(leaves), '--json'];
  return joinleaf(...args, ...flags);
}

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadProvider, type LoadOptions } from '../load.js';
import type { Provider } from '../../port/index.js';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The script that misbehaves, and the provider for the contract of the transports. */
export const MISBEHAVING = here('misbehaving.mjs');
export const FAKE = here('fake-provider.mjs');
/** The command line, compiled. */
export const MAIN = here('../../../dist/src/cli/main.js');

/** The command line that starts Node with these arguments. */
export function nodeLine(...args: readonly string[]): string {
  return [process.execPath, ...args].map((one) => `"${one}"`).join(' ');
}

/** A folder in which the adapters under test note the ids of their processes. */
export interface Notes {
  readonly file: string;
  /** Those noted that still run. */
  alive(): readonly number[];
  /** Those that still run when all have had the time that it takes to end once they have been killed. */
  survivors(): Promise<readonly number[]>;
  remove(): void;
}

/** So long, in milliseconds, a process may take to end that has been killed. */
const DYING_MS = 10_000;

export function notes(): Notes {
  const folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-children-'));
  const file = path.join(folder, 'pids');
  const alive = (): readonly number[] => {
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8').trim().split('\n').map(Number).filter(runs);
  };
  return {
    file,
    alive,
    async survivors() {
      const late = Date.now() + DYING_MS;
      while (alive().length > 0 && Date.now() < late) await new Promise((resolve) => setTimeout(resolve, 20));
      return alive();
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Loads a provider; its absence is an error. */
export async function loaded(
  specifier: string,
  options: LoadOptions = {},
): Promise<{ readonly provider: Provider; readonly dispose: () => Promise<void> }> {
  const found = await loadProvider(specifier, options);
  if ('wrong' in found) throw new Error(found.wrong);
  return { provider: found.provider, dispose: async () => found.dispose?.() };
}

/** Whether a process runs; one that has ended and is not yet collected by its parent does not. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) Z/su.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return !existsSync('/proc/self/stat');
  }
}

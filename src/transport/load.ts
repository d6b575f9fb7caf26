import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Provider } from '../port/index.js';
import { execProvider } from './exec.js';
import { providerIn } from './exports.js';
import type { TransportLimits } from './limits.js';
import { inOneLine } from './one-line.js';

/** What is told to a provider when it is made, and where module paths are relative to. */
export interface LoadOptions {
  /** The network interface to use, for a provider that goes over a network. */
  readonly interface?: string;
  /** The folder that `module:` paths are relative to; the process's own where it is not said. */
  readonly cwd?: string;
  /** How long a module may take to load, in milliseconds. */
  readonly loadMs?: number;
  /** What an adapter that is a process may do to us. */
  readonly transport?: Partial<TransportLimits>;
  /** The kit's version, which an adapter is told. */
  readonly kit?: string;
}

/** A provider, or one line that says why there is none. */
export type Loaded =
  | {
      readonly provider: Provider;
      /** Ends what runs for the provider, where something does. To be called when it is not needed any more. */
      readonly dispose?: () => Promise<void>;
    }
  | {
      readonly wrong: string;
      /** What was named is there, but what it did keeps us from knowing anything: no mistake of whoever named it. */
      readonly inconclusive?: boolean;
    };

// The same place from the sources and from what they are compiled to: both keep src and reference side by side.
const REFERENCE = new URL('../../reference/', import.meta.url);
const LOAD_MS = 10_000;

/** The specifiers of the providers that come with the kit. */
export function referenceProviders(): readonly string[] {
  if (!existsSync(REFERENCE)) return [];
  return readdirSync(REFERENCE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && indexOf(entry.name) !== undefined)
    .map((entry) => `reference:${entry.name}`)
    .sort();
}

/**
 * Finds the provider that a specifier names: `reference:memory` for one that comes with the kit, `module:./mine.js`
 * for a module that exports a provider, `exec:./my-adapter --fast` for an adapter that is a process, and
 * `exec-per-node:ssh {node} my-adapter` for one that is a process for each node. Never throws: whatever is wrong is
 * said in one line.
 */
export async function loadProvider(specifier: string, options: LoadOptions = {}): Promise<Loaded> {
  const [scheme, commandLine] = split(specifier);
  if (scheme === 'exec' || scheme === 'exec-per-node') return execute(specifier, commandLine, scheme, options);
  const found = locate(specifier, options.cwd ?? '.');
  if ('wrong' in found) return found;
  const loaded = await within(options.loadMs ?? LOAD_MS, providerAt(found.url, options.interface));
  return 'wrong' in loaded ? { wrong: `${specifier}: ${loaded.wrong}` } : loaded;
}

async function execute(
  specifier: string,
  commandLine: string,
  scheme: 'exec' | 'exec-per-node',
  { cwd, transport, kit = 'unknown', interface: chosen }: LoadOptions,
): Promise<Loaded> {
  if (chosen !== undefined) {
    return { wrong: `${specifier}: an interface cannot be chosen here; the command line itself has to say it` };
  }
  const where = { ...(cwd === undefined ? {} : { cwd }), ...(transport === undefined ? {} : { limits: transport }) };
  const executed = await execProvider(commandLine, { ...where, perNode: scheme === 'exec-per-node', kit });
  return 'wrong' in executed ? { ...executed, wrong: `${specifier}: ${executed.wrong}` } : executed;
}

function locate(specifier: string, cwd: string): { readonly url: URL } | { readonly wrong: string } {
  const known = referenceProviders();
  const [scheme, name] = split(specifier);
  if (scheme === 'reference' && known.includes(specifier)) {
    const url = indexOf(name);
    if (url !== undefined) return { url };
  }
  if (scheme === 'module' && name !== '') {
    const file = name.startsWith('file:') ? fileURLToPath(name) : path.resolve(cwd, name);
    return existsSync(file) ? { url: pathToFileURL(file) } : { wrong: `${specifier}: there is no file ${file}` };
  }
  return {
    wrong: `unknown provider '${specifier}'; known are ${[...known, 'module:<path>', 'exec:<command line>', 'exec-per-node:<command line>'].join(', ')}`,
  };
}

function split(specifier: string): readonly [scheme: string, name: string] {
  const colon = specifier.indexOf(':');
  return [specifier.slice(0, Math.max(colon, 0)), specifier.slice(colon + 1)];
}

function indexOf(name: string): URL | undefined {
  return ['index.js', 'index.ts'].map((file) => new URL(`${name}/${file}`, REFERENCE)).find((url) => existsSync(url));
}

async function providerAt(url: URL, chosen: string | undefined): Promise<Loaded> {
  let module: object;
  try {
    module = (await import(url.href)) as object;
  } catch (reason) {
    return { wrong: `the module cannot be loaded: ${inOneLine(reason)}` };
  }
  return providerIn(module, chosen);
}

async function within(ms: number, loading: Promise<Loaded>): Promise<Loaded> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Loaded>((resolve) => {
    timer = setTimeout(() => {
      resolve({ wrong: `the module has not finished loading after ${ms} ms` });
    }, ms);
  });
  try {
    return await Promise.race([loading, late]);
  } finally {
    clearTimeout(timer);
  }
}

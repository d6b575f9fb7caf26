import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { configShape, SETTINGS, type Config, type Setting } from '../config/index.js';
import { plain } from '../report/index.js';
import { issuesOf } from '../trace/index.js';
import { inOneLine } from '../transport/index.js';
import { WrongInput } from './exit.js';
import { nearest } from './near.js';
import { readText } from './read.js';

/** The names under which a configuration file is looked for, in the working directory. */
export const CONFIG_FILES = ['ts', 'mts', 'js', 'mjs', 'json'].map((kind) => `joinleaf.config.${kind}`);

/** The configuration that a file holds; of the one in the working directory, if there is one and none is named. */
export async function readConfig(named: string | undefined): Promise<Config> {
  const file = named ?? foundFile();
  if (file === undefined) return {};
  if (!existsSync(file)) throw new WrongInput(`there is no configuration file ${file}`);
  return fromHere(checked(file, await contentOf(file)), path.dirname(file));
}

function foundFile(): string | undefined {
  const found = CONFIG_FILES.filter((name) => existsSync(name));
  // Which of two would win is a guess that nobody should have to make.
  if (found.length > 1) throw new WrongInput(`there are several configuration files: ${found.join(', ')}`);
  return found[0];
}

async function contentOf(file: string): Promise<unknown> {
  const kind = path.extname(file);
  try {
    if (kind === '.json') return JSON.parse(readText(file)) as unknown;
    if (/^\.[cm]?js$/u.test(kind)) return exported(await import(pathToFileURL(path.resolve(file)).href));
    if (/^\.[cm]?ts$/u.test(kind)) return exported(await compiled(file));
  } catch (reason) {
    if (reason instanceof WrongInput) throw reason;
    throw new WrongInput(`${file}: it cannot be loaded: ${inOneLine(reason)}`);
  }
  throw new WrongInput(`${file}: a configuration is a .ts, .js or .json file`);
}

/** A module in TypeScript. Its import of joinleaf finds this very kit, also where none is installed beside it. */
async function compiled(file: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const kit = createRequire(import.meta.url).resolve('joinleaf');
  const jiti = createJiti(pathToFileURL(path.resolve(file)).href, { fsCache: false, alias: { joinleaf: kit } });
  return jiti.import(path.resolve(file));
}

function exported(module: unknown): unknown {
  if (typeof module === 'object' && module !== null && 'default' in module) return module.default;
  throw new WrongInput('a configuration file exports its settings as default: export default defineConfig({ … })');
}

function checked(file: string, content: unknown): Config {
  const parsed = configShape.safeParse(content);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []))[0];
  if (unknown === undefined) throw new WrongInput(`${file}: ${issuesOf(parsed.error)}`);
  const near = nearest(unknown, Object.keys(SETTINGS));
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  throw new WrongInput(`${file}: there is no setting '${plain(unknown)}'${hint}`);
}

/** The settings as the working directory sees them: a file says where things lie as seen from its own folder. */
function fromHere(config: Config, folder: string): Config {
  if (path.resolve(folder) === path.resolve('.')) return config;
  const resolved = (file: string): string => path.resolve(folder, file);
  const moved = Object.entries(config).map(([key, value]) => {
    const setting: Setting | undefined = Object.entries(SETTINGS).find(([name]) => name === key)?.[1];
    const move = (text: unknown): unknown =>
      typeof text === 'string' ? (setting?.moved?.(text, resolved) ?? text) : text;
    return [key, Array.isArray(value) ? value.map(move) : move(value)];
  });
  return Object.fromEntries(moved) as Config;
}

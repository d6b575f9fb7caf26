import { cpSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { plain } from '../report/index.js';
import { inOneLine } from '../transport/index.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import type { Io } from './io.js';

// The skeletons lie in the package, wherever that is and whatever the working directory.
const ADAPTERS = path.join(path.dirname(createRequire(import.meta.url).resolve('joinleaf/package.json')), 'adapters');
const WINDOWS = process.platform === 'win32';

/** A language in which an adapter can be begun. */
export type Language = 'ts' | 'python' | 'c';

interface Skeleton {
  /** What is taken over from a sample adapter as it is. */
  readonly shared: readonly string[];
  /** Commands that build and test it, given its folder. */
  readonly build: (folder: string) => readonly string[];
  /** The command line that starts it. */
  readonly start: (file: (...parts: readonly string[]) => string) => string;
}

const PYTHON = WINDOWS ? 'python' : 'python3';

const SKELETONS: Readonly<Record<Language, Skeleton>> = {
  ts: {
    shared: [],
    build: (folder) => ['install', 'run build', 'test'].map((what) => `npm --prefix ${folder} ${what}`),
    start: (file) => `node ${file('dist', 'main.js')}`,
  },
  python: {
    shared: ['python/joinleaf_adapter.py'],
    build: (folder) => [`${PYTHON} -m unittest discover ${folder}`],
    start: (file) => `${PYTHON} ${file('my_provider.py')}`,
  },
  c: {
    shared: ['joinleaf_adapter.c', 'joinleaf_adapter.h', 'json.c', 'json.h'].map((name) => `c/${name}`),
    build: (folder) => ['', ' test'].map((target) => `make -C ${folder}${target}`),
    start: (file) => file(WINDOWS ? 'my_provider.exe' : 'my_provider'),
  },
};

/** The languages there are. */
export const LANGUAGES = Object.keys(SKELETONS);

/** `joinleaf adapter init`: writes an adapter to begin with, and says how to go on. */
export function adapterInit(io: Io, language: Language, folder: string): ExitCode {
  const commands = commandsFor(SKELETONS[language], folder);
  write(language, folder);
  const steps = commands.map((command) => `  ${command}\n`).join('');
  io.out(`${plain(folder)} has an adapter that answers everything and claims nothing. From here:\n\n${steps}`);
  return EXIT.conformant;
}

function write(language: Language, folder: string): void {
  try {
    if (existsSync(folder) && readdirSync(folder).length > 0) {
      throw new WrongInput(`${plain(folder)} is not empty, and nothing is overwritten`);
    }
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(path.join(ADAPTERS, 'skeleton', language))) {
      if (BUILT.has(name)) continue;
      cpSync(path.join(ADAPTERS, 'skeleton', language, name), path.join(folder, name), { recursive: true });
    }
    for (const file of SKELETONS[language].shared) {
      cpSync(path.join(ADAPTERS, file), path.join(folder, path.basename(file)));
    }
    // In a package, a file called .gitignore would keep others out of it.
    renameSync(path.join(folder, 'gitignore'), path.join(folder, '.gitignore'));
  } catch (reason) {
    if (reason instanceof WrongInput) throw reason;
    throw new WrongInput(`cannot write to ${plain(folder)}: ${plain(inOneLine(reason))}`);
  }
}

/** What work in a skeleton's own folder has left there. */
const BUILT = new Set(['node_modules', 'dist', '__pycache__']);

function commandsFor({ build, start }: Skeleton, folder: string): readonly string[] {
  const relative = path.isAbsolute(folder) || /^\.\.?(?:[\\/]|$)/u.test(folder) ? folder : `.${path.sep}${folder}`;
  const file = (...parts: readonly string[]): string => wordOf([relative, ...parts].join('/').replace(/\/{2,}/gu, '/'));
  const exec = quoted(`exec:${start(file)}`);
  return [
    ...build(/^[\w./\\:-]+$/u.test(relative) ? relative : quoted(relative)),
    `npx joinleaf adapter check ${exec}`,
    `npx joinleaf certify --provider ${exec}`,
  ];
}

/** A word of the command line of an adapter, which no shell reads. */
function wordOf(text: string): string {
  if (/^[\w./\\:@+-]+$/u.test(text)) return text;
  const quote = WINDOWS ? `'` : `"`;
  if (/["']/u.test(text)) throw new WrongInput(`${plain(text)}: choose a name without quotes`);
  return `${quote}${text}${quote}`;
}

/** A word of the user's shell. */
function quoted(text: string): string {
  return WINDOWS ? `"${text}"` : `'${text.replaceAll(`'`, `'\\''`)}'`;
}

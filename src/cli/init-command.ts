import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EMPTY_LIST, plain } from '../report/index.js';
import { inOneLine } from '../transport/index.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import { CONFIG_FILES } from './config-file.js';
import { CONFIG_FILE, configText, LIST_FILE, WORKFLOW_FILE, workflowText } from './init-texts.js';
import type { Io } from './io.js';

/** The options of `joinleaf init`. */
export interface InitOptions {
  readonly provider: string;
  readonly force?: boolean;
}

/** `joinleaf init`: writes what a repository needs to certify its provider with each change. */
export function initCommand(io: Io, folder: string, { provider, force = false }: InitOptions): ExitCode {
  const inside = (name: string): boolean => existsSync(path.join(folder, name));
  const other = CONFIG_FILES.find((name) => name !== CONFIG_FILE && inside(name));
  if (other !== undefined) throw new WrongInput(`there is ${other} already, and there can be one configuration only`);
  const files = new Map([
    [CONFIG_FILE, configText(provider)],
    [LIST_FILE, EMPTY_LIST],
    [WORKFLOW_FILE, workflowText(packageIn(folder))],
  ]);
  const there = [...files.keys()].filter(inside);
  if (there.length > 0 && !force) {
    throw new WrongInput(`${there.join(', ')} ${there.length === 1 ? 'is' : 'are'} there already; --force overwrites`);
  }
  for (const [name, text] of files) write(path.join(folder, name), text);
  const written = [...files.keys()].map((name) => `  ${name}\n`).join('');
  io.out(`written:\n\n${written}\nFrom here:\n\n${NEXT.map((command) => `  ${command}\n`).join('')}`);
  return EXIT.conformant;
}

const NEXT = [
  'npx joinleaf certify --out joinleaf-out',
  'npx joinleaf known-failures update joinleaf-out   # where the provider is not conformant yet',
];

function packageIn(folder: string): 'locked' | 'unlocked' | undefined {
  if (!existsSync(path.join(folder, 'package.json'))) return undefined;
  return existsSync(path.join(folder, 'package-lock.json')) ? 'locked' : 'unlocked';
}

function write(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (reason) {
    throw new WrongInput(`cannot write to ${plain(file)}: ${plain(inOneLine(reason))}`);
  }
}

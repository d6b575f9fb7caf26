import { execFile, type ExecFileException } from 'node:child_process';

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node with these arguments in a folder, to its end. */
export function node(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return command(process.execPath, args, cwd, false);
}

/** The same with more in its environment. */
export function nodeIn(
  cwd: string,
  more: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Ended> {
  return command(process.execPath, args, cwd, false, more);
}

/** Runs npm with these arguments in a folder, to its end. */
export function npm(cwd: string, ...args: readonly string[]): Promise<Ended> {
  const self = process.env['npm_execpath'];
  if (self?.endsWith('npm-cli.js') === true) return node(cwd, self, ...args);
  // On Windows npm is a batch file, which only a shell can run; the arguments are ours and need no quoting there.
  return command('npm', args, cwd, process.platform === 'win32');
}

/** Runs a line as the system's shell does, in a folder, to its end. */
export function shell(cwd: string, line: string, more: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return command(line, [], cwd, true, more);
}

/** Runs a script in Bash as a GitHub Action does, in a folder, to its end. */
export function bash(cwd: string, more: Readonly<Record<string, string>>, script: string): Promise<Ended> {
  return command('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script], cwd, false, more);
}

function command(
  file: string,
  args: readonly string[],
  cwd: string,
  shell: boolean,
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd, shell, env: { ...environment(), ...more }, maxBuffer: 32 * 1024 * 1024 };
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      resolve({ code: codeOf(error), stdout, stderr });
    });
    child.stdin?.end();
  });
}

function codeOf(error: ExecFileException | null): number {
  if (error === null) return 0;
  return typeof error.code === 'number' ? error.code : -1;
}

/** This process's environment without what `npm run` adds of its own, which names this project's folder, and without CI's. */
function environment(): NodeJS.ProcessEnv {
  const ours =
    /^(?:npm_(?:package|lifecycle)_|npm_command$|npm_config_(?:local_prefix|prefix)$|INIT_CWD$|VITEST|NODE_ENV$|GITHUB_)/u;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

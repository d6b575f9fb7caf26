import { spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const HOSTS = fileURLToPath(new URL('../hosts.sh', import.meta.url));

/** Hosts that are there until they are ended, or why there can be none. */
export type StandingHosts =
  | { readonly refused: string }
  | {
      /** The words before a command that is to run beside the hosts. */
      readonly beside: readonly string[];
      end(): Promise<void>;
    };

/** Makes the hosts of hosts.sh, which end with this process at the latest. */
export async function standingHosts(): Promise<StandingHosts> {
  // It waits for the end of its standard input.
  const child = spawn('sh', [HOSTS, 'sh', '-c', 'echo $$; exec cat'], { stdio: 'pipe' });
  let err = '';
  child.stderr.on('data', (some) => (err += String(some)));
  const ended = new Promise<number>((resolve) => {
    child.on('error', (reason) => {
      err += reason.message;
      resolve(-1);
    });
    child.on('close', (code) => {
      resolve(code ?? -1);
    });
  });
  const first = await Promise.race([ended, lineOf(child.stdout)]);
  if (typeof first === 'string') {
    return {
      beside: [
        'nsenter',
        `--target=${first}`,
        '--mount',
        '--net',
        ...(isOfOthers(first) ? ['--user', '--preserve-credentials'] : []),
      ],
      async end() {
        child.stdin.end();
        await ended;
      },
    };
  }
  // Its way to say that there can be no hosts here; anything else is a fault.
  if (first === 77 || first === -1) return { refused: err.trim() };
  throw new Error(`hosts.sh ended with exit code ${first}: ${err}`);
}

/** Whether a process is in another user namespace; into one's own, nobody is let again. */
function isOfOthers(pid: string): boolean {
  return readlinkSync(`/proc/${pid}/ns/user`) !== readlinkSync('/proc/self/ns/user');
}

function lineOf(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    createInterface(stream).once('line', resolve);
  });
}

import { execFileSync, spawn } from 'node:child_process';
import { on } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Address } from '../../../src/provider.js';
import { interfaceAddress } from '../interface.js';

/** A second host on a wire to this one: a process in a network namespace of its own. */
export interface OtherHost {
  /** Joins a group by the plain system call, without anything of the provider. */
  join(group: Address): Promise<void>;
  /** What it hears, up to and including this text. Throws if that has not come five seconds after the start. */
  heardUpTo(text: string): Promise<readonly string[]>;
  stop(): void;
}

const SCRIPT = fileURLToPath(new URL('other-host.mjs', import.meta.url));
const UP = 'echo made; read go; ip address add 10.78.0.2/24 dev jl3; ip link set jl3 up; exec node "$0" 10.78.0.2';

/** Sets the host up, and the wire: `jl2` with 10.78.0.1 at this end of it. */
export async function otherHost(): Promise<OtherHost> {
  const child = spawn('unshare', ['-n', 'sh', '-c', UP, SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = on(createInterface(child.stdout), 'line', { signal: AbortSignal.timeout(5000) });
  const next = async (): Promise<string> => {
    const line: unknown = (await lines.next()).value;
    return String(line);
  };
  // Only once the child has its own namespace can the wire's far end be moved there; exec keeps its process id.
  await next();
  ip('link add jl2 type veth peer name jl3');
  ip('address add 10.78.0.1/24 dev jl2');
  ip('link set jl2 up');
  ip(`link set jl3 netns ${child.pid}`);
  child.stdin.write('go\n');
  await next();
  while (interfaceAddress('jl2') === undefined) await delay(5);

  return {
    async join({ host, port }) {
      child.stdin.write(`${host} ${port}\n`);
      await next();
    },
    async heardUpTo(text) {
      const heard: string[] = [];
      do heard.push((await next()).replace('heard ', ''));
      while (heard.at(-1) !== text);
      return heard;
    },
    stop: () => void child.kill(),
  };
}

function ip(command: string): void {
  execFileSync('ip', command.split(' '));
}

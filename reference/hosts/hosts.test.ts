import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from './testing/checks.js';

const HOSTS = fileURLToPath(new URL('hosts.sh', import.meta.url));
const REGISTER = new URL('../multicast/testing/register.mjs', import.meta.url).href;
const INSIDE = fileURLToPath(new URL('testing/inside.ts', import.meta.url));
/** For everything inside together: as a last resort, on a machine that is busy with other things. */
const MOST_MS = 400_000;

const refused = whyNot([]);
const impaired = whyNot(['--delay', '50', '--loss', '5']);

/** Why there can be no such hosts here; undefined if there can. */
function whyNot(options: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync('sh', [HOSTS, ...options, 'true'], { encoding: 'utf8', timeout: 60_000 });
  if (error !== undefined) return error.message;
  return status === 77 ? stderr.trim() : undefined;
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function beside(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile('sh', [HOSTS, ...args], { timeout: MOST_MS }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err });
    });
  });
}

describe('several hosts', { timeout: MOST_MS }, () => {
  let inside: Ended = { code: 0, out: '', err: '' };
  beforeAll(async () => {
    if (refused === undefined) inside = await beside(process.execPath, '--import', REGISTER, INSIDE);
  }, MOST_MS);

  for (const { name } of CHECKS) {
    it(name, (context) => {
      if (refused !== undefined) context.skip(refused);
      const lines = inside.out.split('\n').filter((line) => line.startsWith('{'));
      const all = lines.map((line) => JSON.parse(line) as { readonly name: string });
      expect(
        all.find((line) => line.name === name),
        inside.err,
      ).toEqual({ name });
    });
  }

  it('end with the status of what ran beside them', async (context) => {
    if (refused !== undefined) context.skip(refused);
    expect(await beside('sh', '-c', 'exit 5')).toEqual({ code: 5, out: '', err: '' });
  });

  it.each([[[]], [['--delay', 'soon', 'true']], [['--speed', '1', 'true']], [['--loss']]])(
    'are not made of %j',
    async (args) => {
      if (refused !== undefined) return;
      const { code, err } = await beside(...args);
      expect(code).toBe(64);
      expect(err).toMatch(/^usage: /u);
    },
  );

  it('take their time and lose frames, where they are told to', async (context) => {
    if (impaired !== undefined) context.skip(impaired);
    // A look-up of the neighbour's address and an echo: neither can be back before the delay of each way has passed.
    const script = `const { createSocket } = require('node:dgram');
      const there = createSocket('udp4').bind(7000, '10.78.0.2');
      there.on('message', (data, from) => there.send(data, from.port, from.address));`;
    // Asks until somebody answers, however long the other takes to begin; only what is asked after that is counted.
    const asking = `const socket = require('node:dgram').createSocket('udp4');
      let [asked, sent, back, first, heard] = [0, 0, 0, Infinity, false];
      const now = () => Number(process.hrtime.bigint()) / 1e6;
      socket.on('message', (data) => {
        const [kind, at] = String(data).split(' ');
        heard = true; first = Math.min(first, now() - Number(at));
        if (kind === 'counted') back += 1;
      });
      const send = (kind) => socket.send(kind + ' ' + now(), 7000, '10.78.0.2');
      const timer = setInterval(() => {
        if (!heard && asked++ < 10000) return send('first');
        if (sent++ < 300) return send('counted');
        if (sent < 700) return;
        clearInterval(timer); socket.close();
        console.log(JSON.stringify({ back, first }));
      }, 5);`;
    const program = `nsenter --net=/run/netns/leaf-1 "$0" -e "$1" & echoing=$!
      nsenter --net=/run/netns/root "$0" -e "$2"; kill $echoing`;
    const args = ['--delay', '50', '--loss', '5', 'sh', '-c', program, process.execPath, script, asking];
    const { out, err } = await beside(...args);
    expect(err).toBe('');
    const { back, first } = JSON.parse(out) as { readonly back: number; readonly first: number };
    expect(first).toBeGreaterThanOrEqual(100);
    // Of 300 about 271 come back; that all do, or that fewer than 150 do, is as good as impossible.
    expect(back).toBeGreaterThan(150);
    expect(back).toBeLessThan(300);
  });
});

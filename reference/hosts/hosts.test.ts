import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { certify, type ClauseId } from '../../src/index.js';
import { loaded, MAIN, nodeLine } from '../../src/transport/testing/children.js';
import { LEAF, ROOT } from '../rooted/testing/hosts.js';
import { given, startNode, until, type NodeProcess } from '../rooted/testing/processes.js';
import { standingHosts, type StandingHosts } from './testing/hosts.js';

const HOSTS = fileURLToPath(new URL('hosts.sh', import.meta.url));
/** For everything together: as a last resort, on a machine that is busy with other things. */
const MOST_MS = 400_000;
/** What hosts.sh exits with where there can be no hosts. */
const NONE = 77;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command beside hosts of its own. */
function beside(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile('sh', [HOSTS, ...args], { timeout: MOST_MS }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err });
    });
  });
}

describe('several hosts', { timeout: MOST_MS }, () => {
  let standing: StandingHosts = { refused: 'they have not been made' };
  beforeAll(async () => {
    standing = await standingHosts();
  }, MOST_MS);
  afterAll(async () => {
    if ('end' in standing) await standing.end();
  }, MOST_MS);

  /** The words before a command that runs beside the hosts that all of these tests share. */
  function words(context: TestContext): readonly string[] {
    if ('refused' in standing) return context.skip(standing.refused);
    return standing.beside;
  }
  function run(context: TestContext, ...more: readonly string[]): void {
    const [file = '', ...args] = [...words(context), ...more];
    execFileSync(file, args);
  }
  const on = (context: TestContext, host: string, script: string): void => {
    run(context, 'nsenter', `--net=/run/netns/${host}`, 'sh', '-c', script);
  };
  function serve(context: TestContext, provider: string): string {
    const options = ['--node', '{node}', '--interface', 'eth0', '--max-nodes', '5'];
    const line = nodeLine(MAIN, 'serve', '--provider', provider, ...options);
    return `${words(context).join(' ')} nsenter --net=/run/netns/{node} ${line}`;
  }

  describe('of a session with a root', () => {
    const NODES = ['root', 'leaf-1', 'leaf-2'] as const;
    let processes: Promise<readonly NodeProcess[]> | undefined;
    afterAll(async () => {
      await Promise.all(((await processes) ?? []).map((one) => one.end()));
    }, MOST_MS);

    /** A process on each, the same for all tests. */
    async function nodes(context: TestContext): Promise<Record<'root' | 'one' | 'two', NodeProcess>> {
      const commandLine = serve(context, 'reference:rooted');
      processes ??= Promise.all(NODES.map((node) => startNode(commandLine, node, NODES)));
      const [root, one, two] = await processes;
      if (root === undefined || one === undefined || two === undefined) throw new Error('three processes');
      return { root, one, two };
    }

    it('leaves come into it in both ways, and hear the root', async (context) => {
      const { root, one, two } = await nodes(context);
      const top = await root.make(ROOT, 5);
      const [listening, asker] = [await one.make(LEAF, 5), await two.make(LEAF)];
      expect(new Set([top, listening, asker].map(({ name }) => name.host)).size).toBe(3);
      await root.asks(top.socket, listening.name);
      const member = await one.accepts(listening.socket);
      expect(await root.outcome(top.socket)).toBe('FD_CONNECT');
      await two.asks(asker.socket, top.name);
      await root.accepts(top.socket);
      expect(await two.outcome(asker.socket)).toBe('FD_CONNECT');
      given(await root.call('send', { socket: top.socket, data: 'to all' }));
      for (const [node, socket] of [[one, member] as const, [two, asker.socket] as const]) {
        await until(() => node.told.includes(`${socket} FD_READ`));
        expect(given(await node.call('recv', { socket }))).toEqual({ data: 'to all' });
      }
    });

    it('joins fail with a documented error where the link is cut, and succeed when it is back', async (context) => {
      const { root, one, two } = await nodes(context);
      const top = await root.make(ROOT, 5);
      const [listening, asker, other] = [await one.make(LEAF, 5), await one.make(LEAF), await two.make(LEAF)];
      // What WSPJoinLeaf is documented to say where no way leads, or nothing comes back.
      const noWay = /^FD_CONNECT WSAE(?:NETUNREACH|TIMEDOUT)$/u;
      // Who still knows where a neighbour is goes on trying for longer, as long as the provider lets it.
      on(context, 'root', 'ip neighbour flush dev eth0');
      run(context, 'ip', 'link', 'set', 'jl-leaf-1', 'down');
      await root.asks(top.socket, listening.name);
      await one.asks(asker.socket, top.name);
      expect(await root.outcome(top.socket)).toMatch(noWay);
      expect(await one.outcome(asker.socket)).toMatch(noWay);
      // Whose link is whole is not concerned.
      await two.asks(other.socket, top.name);
      await root.accepts(top.socket);
      expect(await two.outcome(other.socket)).toBe('FD_CONNECT');
      run(context, 'ip', 'link', 'set', 'jl-leaf-1', 'up');
      await root.asks(top.socket, listening.name);
      await one.accepts(listening.socket);
      expect(await root.outcome(top.socket)).toBe('FD_CONNECT');
    });

    it('a firewall that answers nothing gives WSAETIMEDOUT', async (context) => {
      const { root, two } = await nodes(context);
      const top = await root.make(ROOT);
      const listening = await two.make(LEAF, 5);
      // The system's own patience is two minutes; here it gives up after a second try.
      on(context, 'root', 'echo 1 >/proc/sys/net/ipv4/tcp_syn_retries');
      on(context, 'leaf-2', 'ip route add blackhole 10.78.0.1/32');
      await root.asks(top.socket, listening.name);
      expect(await root.outcome(top.socket)).toBe('FD_CONNECT WSAETIMEDOUT');
      on(context, 'leaf-2', 'ip route del blackhole 10.78.0.1/32');
      on(context, 'root', 'echo 6 >/proc/sys/net/ipv4/tcp_syn_retries');
    });
  });

  // As far as a few clauses show it; `certify:real` looks at all.
  it.for<readonly [provider: string, clause: ClauseId]>([
    ['reference:rooted', 'JOIN-1.2'],
    ['reference:multicast', 'SCOPE-1'],
  ])('%s conforms across them in %s', async ([provider, clause], context) => {
    const { provider: there, dispose } = await loaded(`exec-per-node:${serve(context, provider)}`);
    const limits = { mustMs: 20_000, callMs: 20_000 };
    const { verdict, failures } = await certify({ provider: there, runs: 1, clauses: [clause], limits });
    await dispose();
    expect([verdict, failures]).toEqual(['conformant', []]);
  });

  it('end with the status of what ran beside them', async () => {
    const { code, out } = await beside('sh', '-c', 'exit 5');
    expect([code, out]).toEqual(['refused' in standing ? NONE : 5, '']);
  });

  it.each([[[]], [['--delay', 'soon', 'true']], [['--speed', '1', 'true']], [['--loss']]])(
    'are not made of %j',
    async (args) => {
      if ('refused' in standing) return;
      const { code, err } = await beside(...args);
      expect(code).toBe(64);
      expect(err).toMatch(/^usage: /u);
    },
  );

  it('take their time and lose frames, where they are told to', async (context) => {
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
        if (sent < 500) return;
        clearInterval(timer); socket.close();
        console.log(JSON.stringify({ back, first }));
      }, 5);`;
    const program = `nsenter --net=/run/netns/leaf-1 "$0" -e "$1" & echoing=$!
      nsenter --net=/run/netns/root "$0" -e "$2"; kill $echoing`;
    const args = ['--delay', '50', '--loss', '5', 'sh', '-c', program, process.execPath, script, asking];
    const { code, out, err } = await beside(...args);
    if (code === NONE) context.skip(err.trim());
    expect(err).toBe('');
    const { back, first } = JSON.parse(out) as { readonly back: number; readonly first: number };
    expect(first).toBeGreaterThanOrEqual(100);
    // Of 300 about 271 come back; that all do, or that fewer than 150 do, is as good as impossible.
    expect(back).toBeGreaterThan(150);
    expect(back).toBeLessThan(300);
  });
});

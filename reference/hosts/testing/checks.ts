import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { certify, type ClauseId } from '../../../src/index.js';
import { loaded, MAIN, nodeLine } from '../../../src/transport/testing/children.js';
import { LEAF, ROOT } from '../../rooted/testing/hosts.js';
import { given, startNode, until, type NodeProcess } from '../../rooted/testing/processes.js';

/** Something that holds of the providers on several hosts. */
export interface Check {
  readonly name: string;
  run(this: void): Promise<void>;
}

function serve(provider: string): string {
  const enter = 'nsenter --net=/run/netns/{node}';
  const options = ['--node', '{node}', '--interface', 'eth0', '--max-nodes', '5'];
  return `${enter} ${nodeLine(MAIN, 'serve', '--provider', provider, ...options)}`;
}

const NODES = ['root', 'leaf-1', 'leaf-2'] as const;
type Names = (typeof NODES)[number];

/** A check of sessions with a root, on three of the hosts. */
function check(name: string, run: (nodes: Readonly<Record<Names, NodeProcess>>) => Promise<void>): Check {
  return {
    name,
    async run() {
      const start = async (node: Names): Promise<NodeProcess> => startNode(serve('reference:rooted'), node, NODES);
      const [root, one, two] = await Promise.all([start('root'), start('leaf-1'), start('leaf-2')]);
      try {
        await run({ root, 'leaf-1': one, 'leaf-2': two });
      } finally {
        await Promise.all([root, one, two].map((it) => it.end()));
      }
    },
  };
}

/** That a provider conforms across the hosts, as far as a few clauses show it; `certify:real` looks at all. */
function conforms(provider: string, clauses: readonly ClauseId[]): Check {
  return {
    name: `${provider} conforms across hosts in ${clauses.join(', ')}`,
    async run() {
      const { provider: there, dispose } = await loaded(`exec-per-node:${serve(provider)}`);
      const limits = { mustMs: 20_000, callMs: 20_000 };
      const { verdict, failures } = await certify({ provider: there, runs: 1, clauses, limits });
      await dispose();
      assert.deepEqual([verdict, failures], ['conformant', []]);
    },
  };
}

function ip(command: string): void {
  execFileSync('ip', command.split(' '));
}

/** What WSPJoinLeaf is documented to say where no way leads, or nothing comes back. */
const NO_WAY = ['FD_CONNECT WSAENETUNREACH', 'FD_CONNECT WSAETIMEDOUT'];

/** All of them; they run beside the hosts of hosts.sh. */
export const CHECKS: readonly Check[] = [
  check('leaves on other hosts come into a session in both ways, and hear each other', async (on) => {
    const top = await on.root.make(ROOT, 5);
    const [listening, asker] = [await on['leaf-1'].make(LEAF, 5), await on['leaf-2'].make(LEAF)];
    assert.notEqual(listening.name.host, top.name.host);
    await on.root.asks(top.socket, listening.name);
    const member = await on['leaf-1'].accepts(listening.socket);
    assert.equal(await on.root.outcome(top.socket), 'FD_CONNECT');
    await on['leaf-2'].asks(asker.socket, top.name);
    await on.root.accepts(top.socket);
    assert.equal(await on['leaf-2'].outcome(asker.socket), 'FD_CONNECT');
    given(await on.root.call('send', { socket: top.socket, data: 'to all' }));
    for (const [node, socket] of [[on['leaf-1'], member] as const, [on['leaf-2'], asker.socket] as const]) {
      await until(() => node.told.includes(`${socket} FD_READ`));
      assert.deepEqual(given(await node.call('recv', { socket })), { data: 'to all' });
    }
  }),

  check('with the link cut, joins fail with a documented error, and succeed when it is back', async (on) => {
    const top = await on.root.make(ROOT, 5);
    const listening = await on['leaf-1'].make(LEAF, 5);
    const asker = await on['leaf-1'].make(LEAF);
    const other = await on['leaf-2'].make(LEAF);
    ip('link set jl-leaf-1 down');
    await on.root.asks(top.socket, listening.name);
    await on['leaf-1'].asks(asker.socket, top.name);
    assert.ok(NO_WAY.includes(await on.root.outcome(top.socket)));
    assert.ok(NO_WAY.includes(await on['leaf-1'].outcome(asker.socket)));
    // Whose link is whole is not concerned.
    await on['leaf-2'].asks(other.socket, top.name);
    await on.root.accepts(top.socket);
    assert.equal(await on['leaf-2'].outcome(other.socket), 'FD_CONNECT');
    ip('link set jl-leaf-1 up');
    await on.root.asks(top.socket, listening.name);
    await on['leaf-1'].accepts(listening.socket);
    assert.equal(await on.root.outcome(top.socket), 'FD_CONNECT');
  }),

  check('a firewall that answers nothing gives WSAETIMEDOUT', async (on) => {
    const top = await on.root.make(ROOT);
    const listening = await on['leaf-2'].make(LEAF, 5);
    // The system's own patience is two minutes; here it gives up after a second try.
    enter('root', 'echo 1 >/proc/sys/net/ipv4/tcp_syn_retries');
    enter('leaf-2', 'ip route add blackhole 10.78.0.1/32');
    await on.root.asks(top.socket, listening.name);
    assert.equal(await on.root.outcome(top.socket), 'FD_CONNECT WSAETIMEDOUT');
    enter('leaf-2', 'ip route del blackhole 10.78.0.1/32');
  }),

  conforms('reference:rooted', ['JOIN-3.6']),
  conforms('reference:multicast', ['SCOPE-1']),
];

function enter(host: string, script: string): void {
  execFileSync('nsenter', [`--net=/run/netns/${host}`, 'sh', '-c', script]);
}

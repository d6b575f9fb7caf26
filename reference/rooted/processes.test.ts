import { afterEach, describe, expect, it } from 'vitest';
import { FD_NAMES, flagsOf, JL, maskOf, type Address, type Roles } from '../../src/provider.js';
import { certify } from '../../src/index.js';
import { connect, type Connection } from '../../src/transport/index.js';
import { loaded, MAIN, nodeLine } from '../../src/transport/testing/children.js';
import { ENTRIES } from './index.js';
import { LEAF, ROOT } from './testing/hosts.js';

/** A node that is a process: what `joinleaf serve` makes of a command line, and what it has indicated. */
interface NodeProcess {
  readonly pid: number;
  readonly told: readonly string[];
  call(verb: string, args: object): Promise<unknown>;
  /** A socket that is told of everything, and its name; with a backlog, it listens. */
  make(roles: Roles, backlog?: number): Promise<{ readonly socket: number; readonly name: Address }>;
}

const SERVE = nodeLine(MAIN, 'serve', '--provider', 'reference:rooted', '--node', '{node}');
const NODES = ['root', 'leaf-1', 'leaf-2'];
const running: Connection[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.end()));
});

async function start(node: string): Promise<NodeProcess> {
  const told: string[] = [];
  const connection = await connect(SERVE, {
    node,
    notified(_method, params) {
      const { socket, event, error } = params as { readonly socket: number; readonly event: string; error: string };
      told.push([socket, event, ...(error === 'NO_ERROR' ? [] : [error])].join(' '));
    },
  });
  running.push(connection);
  await connection.request('initialize', { protocol: 1, kit: 'test', node, features: [] });
  const { addresses } = (await connection.request('reset', { nodes: NODES, seed: 1 })) as {
    readonly addresses: Readonly<Record<string, Address>>;
  };
  const call = (verb: string, args: object): Promise<unknown> => connection.request(verb, { node, ...args });
  return {
    pid: connection.pid,
    told,
    call,
    async make(roles, backlog) {
      const entry = ENTRIES.rootedData.id;
      const { socket } = given<{ readonly socket: number }>(
        await call('socket', { entry, flags: flagsOf(roles), blocking: false }),
      );
      given(await call('bind', { socket, name: addresses[node] }));
      given(await call('eventSelect', { socket, events: maskOf(FD_NAMES) }));
      if (backlog !== undefined) given(await call('listen', { socket, backlog }));
      return { socket, ...given<{ readonly name: Address }>(await call('getSockName', { socket })) };
    },
  };
}

function given<T>(answer: unknown): T {
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) return answer.ok as T;
  throw new Error(`expected success, got ${JSON.stringify(answer)}`);
}

/** Waits for something that has to happen. The test's own time-out is the last resort. */
async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A root with two leaves: one that it has invited, and one that has asked it. */
async function session() {
  const [root, invited, asking] = await Promise.all([start('root'), start('leaf-1'), start('leaf-2')]);
  const top = await root.make(ROOT, 5);
  const listening = await invited.make(LEAF, 5);
  const asker = await asking.make(LEAF);
  const { socket: link } = given<{ readonly socket: number }>(
    await root.call('joinLeaf', { socket: top.socket, name: listening.name, flags: JL.BOTH }),
  );
  await until(() => invited.told.length > 0);
  const { socket: member } = given<{ readonly socket: number }>(
    await invited.call('accept', { socket: listening.socket }),
  );
  await until(() => root.told.includes(`${top.socket} FD_CONNECT`));
  given(await asking.call('joinLeaf', { socket: asker.socket, name: top.name, flags: JL.BOTH }));
  await until(() => root.told.includes(`${top.socket} FD_ACCEPT`));
  given(await root.call('accept', { socket: top.socket }));
  await until(() => asking.told.includes(`${asker.socket} FD_CONNECT`));
  return { root, invited, asking, top, link, member, asker };
}

describe('sessions over TCP, a process for each node', { timeout: 240_000 }, () => {
  it('tell the root when a leaf is killed, and tell it alone', async () => {
    const { root, invited, asking, link, asker } = await session();
    process.kill(invited.pid, 'SIGKILL');
    await until(() => root.told.some((one) => one.includes('FD_CLOSE')));
    expect(root.told.filter((one) => one.includes('FD_CLOSE'))).toEqual([`${link} FD_CLOSE WSAECONNRESET`]);
    expect(asking.told).toEqual([`${asker.socket} FD_CONNECT`]);
  });

  it('tell every leaf when the root is killed', async () => {
    const { root, invited, asking, member, asker } = await session();
    process.kill(root.pid, 'SIGKILL');
    await until(() => [invited, asking].every(({ told }) => told.some((one) => one.includes('FD_CLOSE'))));
    expect(invited.told.at(-1)).toBe(`${member} FD_CLOSE WSAECONNRESET`);
    expect(asking.told.at(-1)).toBe(`${asker.socket} FD_CLOSE WSAECONNRESET`);
  });

  it('fail a join with WSAECONNREFUSED where the leaf has been killed', async () => {
    const { root, invited, top } = await session();
    const { name } = await invited.make(LEAF, 5);
    process.kill(invited.pid, 'SIGKILL');
    await until(() => root.told.some((one) => one.includes('FD_CLOSE')));
    given(await root.call('joinLeaf', { socket: top.socket, name, flags: JL.BOTH }));
    await until(() => root.told.includes(`${top.socket} FD_CONNECT WSAECONNREFUSED`));
  });

  it('conform, as far as a few clauses show it', async () => {
    const { provider, dispose } = await loaded(`exec-per-node:${SERVE}`);
    const { verdict, clauses } = await certify({
      provider,
      runs: 1,
      clauses: ['JOIN-3.6', 'ACCEPT-4'],
      limits: { mustMs: 20_000 },
    });
    await dispose();
    const wrong = Object.entries(clauses).filter(([, one]) => one.verdict === 'failed');
    expect([verdict, wrong]).toEqual(['conformant', []]);
  });
});

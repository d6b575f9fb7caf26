import { afterEach, describe, expect, it } from 'vitest';
import { certify } from '../../src/index.js';
import { loaded, MAIN, nodeLine } from '../../src/transport/testing/children.js';
import { LEAF, ROOT } from './testing/hosts.js';
import { startNode, until, type NodeProcess } from './testing/processes.js';

const SERVE = nodeLine(MAIN, 'serve', '--provider', 'reference:rooted', '--node', '{node}');
const running: NodeProcess[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.end()));
});

/** A root with two leaves: one that it has invited, and one that has asked it. */
async function session() {
  const nodes = ['root', 'leaf-1', 'leaf-2'] as const;
  const started = await Promise.all(nodes.map((node) => startNode(SERVE, node, nodes)));
  running.push(...started);
  const [root, invited, asking] = started;
  if (root === undefined || invited === undefined || asking === undefined) throw new Error('three processes');
  const top = await root.make(ROOT, 5);
  const listening = await invited.make(LEAF, 5);
  const asker = await asking.make(LEAF);
  const link = await root.asks(top.socket, listening.name);
  const member = await invited.accepts(listening.socket);
  expect(await root.outcome(top.socket)).toBe('FD_CONNECT');
  await asking.asks(asker.socket, top.name);
  await root.accepts(top.socket);
  expect(await asking.outcome(asker.socket)).toBe('FD_CONNECT');
  return { root, invited, asking, top, link, member, asker };
}

const closes = ({ told }: NodeProcess): readonly string[] => told.filter((one) => one.includes('FD_CLOSE'));

describe('sessions over TCP, a process for each node', { timeout: 240_000 }, () => {
  it('tell the root when a leaf is killed, and tell it alone', async () => {
    const { root, invited, asking, link } = await session();
    process.kill(invited.pid, 'SIGKILL');
    await until(() => closes(root).length > 0);
    expect(closes(root)).toEqual([`${link} FD_CLOSE WSAECONNRESET`]);
    expect(closes(asking)).toEqual([]);
  });

  it('tell every leaf when the root is killed', async () => {
    const { root, invited, asking, member, asker } = await session();
    process.kill(root.pid, 'SIGKILL');
    await until(() => [invited, asking].every((one) => closes(one).length > 0));
    expect(closes(invited)).toEqual([`${member} FD_CLOSE WSAECONNRESET`]);
    expect(closes(asking)).toEqual([`${asker.socket} FD_CLOSE WSAECONNRESET`]);
  });

  it('fail a join with WSAECONNREFUSED where the leaf has been killed', async () => {
    const { root, invited, top } = await session();
    const { name } = await invited.make(LEAF, 5);
    process.kill(invited.pid, 'SIGKILL');
    await until(() => closes(root).length > 0);
    await root.asks(top.socket, name);
    expect(await root.outcome(top.socket)).toBe('FD_CONNECT WSAECONNREFUSED');
  });

  it('conform, as far as a few clauses show it', async () => {
    const { provider, dispose } = await loaded(`exec-per-node:${SERVE}`);
    const { verdict, clauses } = await certify({
      provider,
      runs: 1,
      clauses: ['ACCEPT-4'],
      limits: { mustMs: 20_000 },
    });
    await dispose();
    const wrong = Object.entries(clauses).filter(([, one]) => one.verdict === 'failed');
    expect([verdict, wrong]).toEqual(['conformant', []]);
  });
});

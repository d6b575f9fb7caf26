import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certify } from '../../src/index.js';
import { loaded, MAIN, nodeLine } from '../../src/transport/testing/children.js';
import { LEAF, ROOT } from './testing/hosts.js';
import { startNode, until, type NodeProcess } from './testing/processes.js';

const SERVE = nodeLine(MAIN, 'serve', '--provider', 'reference:rooted', '--node', '{node}');
const NODES = ['root', 'leaf-1', 'leaf-2', 'leaf-3'] as const;

const closes = ({ told }: NodeProcess): readonly string[] => told.filter((one) => one.includes('FD_CLOSE'));

/** Whether a child of ours has ended altogether, and has been collected. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

/** A root with three leaves: one that it has invited, and two that have asked it. */
async function sessionOf([root, invited, ...asking]: readonly NodeProcess[]) {
  if (root === undefined || invited === undefined) throw new Error('four processes');
  const top = await root.make(ROOT, 5);
  const listening = await invited.make(LEAF, 5);
  const link = await root.asks(top.socket, listening.name);
  await invited.accepts(listening.socket);
  expect(await root.outcome(top.socket)).toBe('FD_CONNECT');
  const askers: { readonly leaf: NodeProcess; readonly socket: number }[] = [];
  for (const leaf of asking) {
    const { socket } = await leaf.make(LEAF);
    await leaf.asks(socket, top.name);
    await root.accepts(top.socket);
    expect(await leaf.outcome(socket)).toBe('FD_CONNECT');
    askers.push({ leaf, socket });
  }
  return { root, invited, askers, top, listening, link };
}

describe('sessions over TCP, a process for each node', () => {
  // One session for all, in which one process after the other goes: to start them is what takes time.
  const running: NodeProcess[] = [];
  let session: Awaited<ReturnType<typeof sessionOf>>;
  beforeAll(async () => {
    running.push(...(await Promise.all(NODES.map((node) => startNode(SERVE, node, NODES)))));
    session = await sessionOf(running);
  });
  afterAll(async () => {
    await Promise.all(running.map((one) => one.end()));
  });

  it('tell the root when a leaf is killed, and tell it alone', async () => {
    const { root, invited, askers, link } = session;
    process.kill(invited.pid, 'SIGKILL');
    await until(() => closes(root).length > 0);
    expect(closes(root)).toEqual([`${link} FD_CLOSE WSAECONNRESET`]);
    expect(askers.flatMap(({ leaf }) => closes(leaf))).toEqual([]);
  });

  it('fail a join with WSAECONNREFUSED where the leaf has been killed', async () => {
    const { root, invited, top, listening } = session;
    // The system takes a process's sockets away one after the other: one may be gone while another still listens.
    await until(() => isGone(invited.pid));
    await root.asks(top.socket, listening.name);
    expect(await root.outcome(top.socket)).toBe('FD_CONNECT WSAECONNREFUSED');
  });

  it('tell every leaf when the root is killed', async () => {
    const { root, askers } = session;
    process.kill(root.pid, 'SIGKILL');
    await until(() => askers.every(({ leaf }) => closes(leaf).length > 0));
    expect(askers.map(({ leaf }) => closes(leaf))).toEqual(
      askers.map(({ socket }) => [`${socket} FD_CLOSE WSAECONNRESET`]),
    );
  });

  it('conform, as far as a clause shows it', async () => {
    const { provider, dispose } = await loaded(`exec-per-node:${SERVE}`);
    const limits = { mustMs: 20_000 };
    const { verdict, failures } = await certify({ provider, runs: 1, clauses: ['USING-18'], limits });
    await dispose();
    expect([verdict, failures]).toEqual(['conformant', []]);
  });
});

import { connect, createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { certify } from '../../src/index.js';
import { createProvider, provider } from './index.js';
import { hosts, LEAF, ok, ROOT, type TestHost } from './testing/hosts.js';
import { encode } from './wire.js';

let end: () => void = () => undefined;
afterEach(() => {
  end();
});

function two(limits: Parameters<typeof hosts>[1] = {}) {
  const { all, traffic, end: ending } = hosts(2, limits);
  end = ending;
  const [here, there] = all;
  if (here === undefined || there === undefined) throw new Error('two hosts');
  return { here, there, traffic };
}

describe('sessions over TCP, in one process', () => {
  it('conform in all that is claimed', async () => {
    const { verdict, full, clauses } = await certify({ provider, runs: 3 });
    const wrong = Object.entries(clauses).filter(
      ([, one]) => one.verdict === 'failed' || one.verdict === 'inconclusive',
    );
    expect(wrong).toEqual([]);
    expect([verdict, full.verdict]).toEqual(['conformant', 'conformant']);
    expect(Object.values(clauses).filter((one) => one.verdict === 'passed').length).toBeGreaterThan(60);
  });

  it('say in words that an interface is not there', () => {
    const absent = createProvider({ interface: 'no-such-interface' });
    expect(() => absent.open({ nodes: ['root'], seed: 1, indicate: () => undefined })).toThrow(/no-such-interface/u);
  });
});

describe('a join over TCP', () => {
  it('is complete when WSPAccept has taken it, not when TCP has', async () => {
    const { here, there, traffic } = two();
    const listening = await there.make(LEAF, { backlog: 5 });
    const root = await here.make(ROOT);
    const link = await here.asks(root, await there.nameOf(listening));
    await traffic.quiet();
    expect(there.heard(listening)).toEqual(['FD_ACCEPT']);
    expect(here.heard(root)).toEqual([]);
    const { socket, peer } = ok(await there.accept({ socket: listening }));
    expect(peer).toEqual(await here.nameOf(root));
    await traffic.quiet();
    expect(here.heard(root)).toEqual(['FD_CONNECT']);
    ok(await here.send({ socket: root, data: 'welcome' }));
    await traffic.quiet();
    expect(ok(await there.recv({ socket })).data).toBe('welcome');
    ok(await here.closeSocket({ socket: link }));
    await traffic.quiet();
    expect(there.heard(socket)).toEqual(['FD_READ', 'FD_CLOSE']);
  });

  it('is refused by the system where nobody listens', async () => {
    const { here, there, traffic } = two();
    const deaf = await there.make(LEAF);
    const leaf = await here.make(LEAF);
    await here.asks(leaf, await there.nameOf(deaf));
    await traffic.quiet();
    expect(here.heard(leaf)).toEqual(['FD_CONNECT WSAECONNREFUSED']);
  });

  it('times out where somebody takes connections and never answers, but only until the request is out', async () => {
    // What TCP accepts and no program reads is a request that waits: no deadline is set for those who think it over.
    const { here, traffic } = two({ connectMs: 50 });
    const taken: Socket[] = [];
    const silent = createServer((one) => taken.push(one));
    await new Promise<void>((resolve) =>
      silent.listen(0, '127.0.0.1', () => {
        resolve();
      }),
    );
    const bound = silent.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const leaf = await here.make(LEAF);
    await here.asks(leaf, { family: 2, host: '127.0.0.1', port });
    await traffic.quiet();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(here.heard(leaf)).toEqual([]);
    silent.close();
    for (const one of taken) one.resetAndDestroy();
    await until(() => here.heard(leaf).length > 0);
    expect(here.heard(leaf)).toEqual(['FD_CONNECT WSAECONNRESET']);
  });

  it('has no frame for caller data that is too long, and none for such session data', async () => {
    const { here } = two();
    const root = await here.make(ROOT);
    const long = 'x'.repeat(70_000);
    const name = { family: 2, host: here.address, port: 9 };
    expect(await here.joinLeaf({ socket: root, name, flags: 4, callerData: long })).toEqual({ error: 'WSAENOBUFS' });
    expect(await here.send({ socket: root, data: long })).toEqual({ error: 'WSAEMSGSIZE' });
  });
});

describe('a lost connection', () => {
  it('gives FD_CLOSE with WSAECONNRESET, an orderly end gives it without', async () => {
    const { here, there, traffic } = two();
    const root = await there.make(ROOT, { backlog: 5 });
    const [one, other] = [await here.make(LEAF), await here.make(LEAF)];
    for (const leaf of [one, other]) {
      await here.asks(leaf, await there.nameOf(root));
      await traffic.quiet();
    }
    const links = [ok(await there.accept({ socket: root })).socket, ok(await there.accept({ socket: root })).socket];
    await traffic.quiet();
    ok(await here.closeSocket({ socket: one }));
    await traffic.quiet();
    here.close();
    await until(() => links.every((link) => there.heard(link).length > 0));
    expect(links.map((link) => there.heard(link))).toEqual([['FD_CLOSE'], ['FD_CLOSE WSAECONNRESET']]);
  });

  it('is noticed where the other end falls silent', async () => {
    const { here, there, traffic } = two({ aliveMs: 20 });
    const root = await there.make(ROOT, { backlog: 5 });
    const bytes = [...(encode(REQUEST) ?? [])];
    const tcp = await rawTo(there, root, Buffer.from(bytes));
    await until(() => there.heard(root).length > 0);
    const { socket } = ok(await there.accept({ socket: root }));
    await until(() => there.heard(socket).length > 0);
    expect(there.heard(socket)).toEqual(['FD_CLOSE WSAECONNABORTED']);
    tcp.destroy();
    // Two that are there stay together, however little they say.
    const leaf = await here.make(LEAF);
    await here.asks(leaf, await there.nameOf(root));
    await traffic.quiet();
    ok(await there.accept({ socket: root }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(here.heard(leaf)).toEqual(['FD_CONNECT']);
  });
});

describe('a host that is sent garbage', () => {
  it('tells nobody of it, drops the connection, and goes on', async () => {
    const { here, there, traffic } = two({ requestMs: 1000 });
    const root = await there.make(ROOT, { backlog: 5 });
    const garbage = fc.oneof(
      fc.uint8Array({ minLength: 4, maxLength: 200 }),
      // What begins well, and goes on badly.
      fc.uint8Array({ minLength: 5, maxLength: 50 }).map((rest) => Uint8Array.from([0, 0, 0, 200, 1, ...rest])),
      fc.constant(Buffer.from('GET / HTTP/1.1\r\n\r\n')),
      fc.constant(encode({ kind: 'data', data: 'too early' }) ?? Buffer.alloc(0)),
    );
    await fc.assert(
      fc.asyncProperty(garbage, async (bytes) => {
        const tcp = await rawTo(there, root, Buffer.from(bytes));
        tcp.end();
        await new Promise((resolve) => tcp.once('close', resolve));
        expect(there.heard(root)).toEqual([]);
      }),
      { numRuns: 50 },
    );
    const leaf = await here.make(LEAF);
    await here.asks(leaf, await there.nameOf(root));
    await traffic.quiet();
    expect(there.heard(root)).toEqual(['FD_ACCEPT']);
  });

  it('parts from a leaf that sends what has no place in a session', async () => {
    const { there } = two();
    const root = await there.make(ROOT, { backlog: 5 });
    const tcp = await rawTo(there, root, encode(REQUEST) ?? Buffer.alloc(0));
    await until(() => there.heard(root).length > 0);
    const { socket } = ok(await there.accept({ socket: root }));
    tcp.write(encode(REQUEST) ?? '');
    await until(() => there.heard(socket).length > 0);
    expect(there.heard(socket)).toEqual(['FD_CLOSE WSAECONNABORTED']);
  });

  it('does not wait for ever for a request', async () => {
    const { there } = two({ requestMs: 50 });
    const root = await there.make(ROOT, { backlog: 5 });
    const tcp = await rawTo(there, root, Buffer.from([0, 0]));
    await new Promise((resolve) => tcp.once('close', resolve));
    expect(there.heard(root)).toEqual([]);
  });

  it('parts from a leaf that reads nothing, and keeps the others', async () => {
    const { here, there, traffic } = two({ unreadBytes: 100_000 });
    const root = await there.make(ROOT, { backlog: 5 });
    const tcp = await rawTo(there, root, encode(REQUEST) ?? Buffer.alloc(0));
    await until(() => there.heard(root).length > 0);
    const deaf = ok(await there.accept({ socket: root })).socket;
    tcp.pause();
    const leaf = await here.make(LEAF);
    await here.asks(leaf, await there.nameOf(root));
    await traffic.quiet();
    ok(await there.accept({ socket: root }));
    await traffic.quiet();
    const chunk = 'x'.repeat(60_000);
    for (let sent = 0; there.heard(deaf).length === 0 && sent < 2000; sent += 1) {
      ok(await there.send({ socket: root, data: chunk }));
      await traffic.quiet();
      while ('ok' in (await here.recv({ socket: leaf })));
    }
    expect(there.heard(deaf)).toEqual(['FD_CLOSE WSAECONNABORTED']);
    ok(await there.send({ socket: root, data: 'still here' }));
    await traffic.quiet();
    expect(ok(await here.recv({ socket: leaf })).data).toBe('still here');
    tcp.destroy();
  });
});

const REQUEST = {
  kind: 'request',
  scheme: 'admit',
  plane: 'rooted',
  role: 'd_leaf',
  flags: 4,
  port: 7,
  callerData: '',
} as const;

/** A connection that does not know how to behave, and what it says first. */
async function rawTo(host: TestHost, socket: number, bytes: Buffer): Promise<Socket> {
  const { port } = await host.nameOf(socket);
  const tcp = connect({ host: host.address, port, localAddress: '127.0.0.1' });
  tcp.on('error', () => undefined);
  tcp.resume();
  await new Promise((resolve) => tcp.once('connect', resolve));
  tcp.write(bytes);
  return tcp;
}

/** Waits for something that has to happen. The test's own time-out is the last resort. */
async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 5));
}

import { describe, expect, it } from 'vitest';
import { PortFault } from '../port/index.js';
import { peerOf } from './peer.js';

/** A peer, and everything that happens to it in order. */
function wired() {
  const seen: string[] = [];
  const written: string[] = [];
  const peer = peerOf(
    {
      write: (line) => void written.push(line),
      notified: (method) => void seen.push(`notified ${method}`),
      failed: ({ what }) => void seen.push(`failed ${what}`),
    },
    { lineBytes: 1000, depth: 8 },
  );
  const say = (...messages: readonly object[]): void => {
    peer.take(Buffer.from(messages.map((it) => `${JSON.stringify({ jsonrpc: '2.0', ...it })}\n`).join('')));
  };
  const ask = (method: string, answered?: () => void): void => {
    peer.request(method, {}, answered).then(
      // A chain of promises, as there is in front of the trace.
      (result) => Promise.resolve().then(() => seen.push(`${method} gave ${JSON.stringify(result)}`)),
      (reason: unknown) => seen.push(`${method} failed: ${String(reason)}`),
    );
  };
  return { peer, seen, written, say, ask };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('a peer', () => {
  it('writes requests one a line, with ids of their own', () => {
    const { peer, written, ask } = wired();
    ask('a');
    peer.notify('b', { c: 1 });
    ask('d');
    expect(written).toEqual([
      '{"jsonrpc":"2.0","id":1,"method":"a","params":{}}\n',
      '{"jsonrpc":"2.0","method":"b","params":{"c":1}}\n',
      '{"jsonrpc":"2.0","id":2,"method":"d","params":{}}\n',
    ]);
    expect(peer.underWay()).toEqual(['a (id 1)', 'd (id 2)']);
  });

  it('is heard in the order in which things were said, also where they come all at once', async () => {
    const { seen, say, ask } = wired();
    ask('a');
    ask('b');
    say({ method: 'x' }, { id: 2, result: 2 }, { method: 'y' }, { id: 1, result: 1 }, { method: 'z' });
    await turn();
    await turn();
    expect(seen).toEqual(['notified x', 'b gave 2', 'notified y', 'a gave 1', 'notified z']);
  });

  it('tells the moment of an answer', async () => {
    const { seen, say, ask } = wired();
    ask('a', () => seen.push('answered'));
    say({ method: 'x' }, { id: 1, result: 1 }, { method: 'y' });
    await turn();
    expect(seen).toEqual(['notified x', 'answered', 'a gave 1', 'notified y']);
  });

  it('passes errors on to whoever asked', async () => {
    const { seen, say, ask } = wired();
    ask('a');
    say({ id: 1, error: { code: -32601, message: 'no\nsuch' } });
    await turn();
    expect(seen).toEqual(['a failed: RpcError: the adapter answered a with error -32601: "no\\nsuch"']);
  });

  it('hears what has arrived before it ends, and fails what is open, once', async () => {
    const { peer, seen, say, ask } = wired();
    ask('a');
    ask('b');
    say({ id: 1, result: 1 }, { method: 'x' });
    peer.ended(() => new PortFault('gone', 'over'));
    peer.ended(() => new PortFault('gone', 'over again'));
    await turn();
    say({ id: 2, result: 2 }, { method: 'y' });
    ask('c');
    await turn();
    expect(seen).toEqual([
      'a gave 1',
      'notified x',
      'failed gone',
      'b failed: PortFault: over',
      'c failed: PortFault: over',
    ]);
  });

  it('drops answers to what was abandoned, until that is forgotten', async () => {
    const { peer, seen, say, ask } = wired();
    ask('a');
    ask('b');
    peer.abandon();
    say({ id: 1, result: 1 });
    await turn();
    expect(seen).toEqual([]);
    peer.forget();
    say({ id: 2, result: 2 });
    expect(seen).toEqual(['failed rubbish']);
  });

  it.each([
    [
      'a second answer',
      [
        { id: 1, result: 1 },
        { id: 1, result: 1 },
      ],
      ['a gave 1'],
    ],
    [
      'an answer that nobody asked for',
      [{ id: 2, result: 1 }],
      ['a failed: PortFault: the adapter answered request 2, which was never made'],
    ],
    [
      'an answer to nothing',
      [{ id: 0, result: 1 }],
      ['a failed: PortFault: the adapter answered request 0, which was never made'],
    ],
  ])('does not stand %s', async (_name, messages, others) => {
    const { seen, say, ask } = wired();
    ask('a');
    say(...messages);
    await turn();
    expect(seen).toContain('failed rubbish');
    expect(seen.filter((it) => it !== 'failed rubbish')).toEqual(others);
  });
});

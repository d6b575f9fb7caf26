import { describe, expect, it } from 'vitest';
import type { Provider, Testbed } from '../port/index.js';
import { provider as memory } from '../../reference/memory/index.js';
import { serverOf, type ServeOptions } from './serve.js';

type Message = Readonly<Record<string, unknown>>;

function served(provider: Provider, options: ServeOptions = {}) {
  const said: Message[] = [];
  const server = serverOf(provider, (line) => said.push(JSON.parse(line) as Message), options);
  let id = 0;
  const raw = (text: string): void => {
    server.take(Buffer.from(`${text}\n`));
  };
  /** Sends requests at once, and gives everything that is said until nothing more is. */
  const ask = async (...requests: readonly (readonly [method: string, params?: object])[]) => {
    said.length = 0;
    for (const [method, params = {}] of requests)
      raw(JSON.stringify({ jsonrpc: '2.0', id: (id += 1), method, params }));
    for (let quiet = 0; quiet < 10; quiet += 1) await new Promise((resolve) => setImmediate(resolve));
    return said.map((it) => ({ ...it, jsonrpc: undefined }));
  };
  return { server, raw, ask, said };
}

const HELLO = ['initialize', { protocol: 1, kit: 'test', features: ['shutdown', 'no-such-feature-1'] }] as const;
const RESET = ['reset', { nodes: ['root'], seed: 1 }] as const;
const error = (code: number) => ({ error: expect.objectContaining({ code }) as unknown });

describe('serving a provider', () => {
  it('says what it is, and claims no more than it is offered', async () => {
    const { ask } = served(memory);
    const [hello] = await ask(HELLO);
    expect(hello).toMatchObject({ id: 1, result: { protocol: 1, name: 'memory', settles: true, steps: true } });
    expect(hello).toHaveProperty('result.capabilities.features', ['shutdown']);
  });

  it.each([
    ['on the command line', { node: 'leaf-1' }, {}],
    ['in initialize', {}, { node: 'leaf-1' }],
  ])('is one node alone where that is said %s', async (_where, options, named) => {
    const { ask } = served(memory, options);
    const reset = (...nodes: readonly string[]) => ['reset', { nodes, seed: 1 }] as const;
    const socket = (node: string) => ['socket', { node, entry: 1, flags: 0, blocking: false }] as const;
    await ask([HELLO[0], { ...HELLO[1], ...named }]);
    const [both] = await ask(reset('root', 'leaf-1'));
    expect(both).toHaveProperty('result.addresses', { 'leaf-1': expect.anything() as unknown });
    expect(await ask(socket('leaf-1'))).toMatchObject([{ result: {} }]);
    expect(await ask(socket('root'))).toMatchObject([error(-32_602)]);
    expect(await ask(reset('root'))).toMatchObject([{ result: { addresses: {} } }]);
    expect(await ask(socket('leaf-1'))).toMatchObject([error(-32_600)]);
  });

  it('is not another node than the one that it was started as', async () => {
    const { ask } = served(memory, { node: 'leaf-1' });
    expect(await ask([HELLO[0], { ...HELLO[1], node: 'root' }])).toMatchObject([error(-32_602)]);
  });

  it('claims no more nodes than it is told', async () => {
    const { ask } = served(memory, { maxNodes: 5 });
    expect((await ask(HELLO))[0]).toHaveProperty('result.capabilities.maxNodes', 5);
  });

  it('answers everything that is asked at once, in turn', async () => {
    const { ask } = served(memory);
    const socket = ['socket', { node: 'root', entry: 1, flags: 0, blocking: false }] as const;
    const all = await ask(HELLO, RESET, socket, ['settle'], ['step'], ['exit']);
    // What may take its time may be answered later than what was asked after it.
    expect(all.map((it) => Reflect.get(it, 'id') as number).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(all.every((it) => 'result' in it)).toBe(true);
  });

  it.each([
    ['before initialize', [RESET], error(-32_600)],
    ['before reset', [HELLO, ['settle']], error(-32_600)],
    ['an unknown method', [HELLO, RESET, ['dance']], error(-32_601)],
    ['a method of objects', [HELLO, RESET, ['constructor']], error(-32_601)],
    ['wrong parameters', [HELLO, RESET, ['bind', { node: 'root', socket: '1' }]], error(-32_602)],
    ['an unknown node', [HELLO, RESET, ['bind', { node: 'toString', socket: 1, name: null }]], error(-32_602)],
    ['no node', [HELLO, RESET, ['bind', { socket: 1, name: null }]], error(-32_602)],
    ['reset without nodes', [HELLO, ['reset', { seed: 1 }]], error(-32_602)],
  ] as const)('refuses %s', async (_name, requests, expected) => {
    const { ask } = served(memory);
    expect((await ask(...requests)).at(-1)).toMatchObject(expected);
  });

  it.each([
    ['what is not JSON', 'what?', { id: null, ...error(-32_700) }],
    ['what is no request', '[1]', { id: null, ...error(-32_600) }],
    ['null', 'null', { id: null, ...error(-32_600) }],
  ])('refuses %s', (_name, text, expected) => {
    const { raw, said } = served(memory);
    raw(text);
    expect(said).toEqual([{ jsonrpc: '2.0', ...expected }]);
  });

  it('tells what a provider throws, and a verb that it lacks', async () => {
    const broken: Provider = {
      ...memory,
      open: (setup) => {
        const testbed = memory.open(setup) as Testbed;
        return {
          ...testbed,
          accept: undefined as never,
          bind: () => {
            throw new Error('broken\non purpose');
          },
        };
      },
    };
    const { ask } = served(broken);
    const answers = await ask(
      HELLO,
      RESET,
      ['bind', { node: 'root', socket: 1, name: null }],
      ['accept', { node: 'root', socket: 1 }],
    );
    expect(answers.slice(-2)).toMatchObject([
      { error: { code: -32_603, message: 'broken' } },
      { error: { code: -32_601 } },
    ]);
  });

  it('holds back what is indicated too early, and drops what is too late', async () => {
    let late: (() => void) | undefined;
    const hasty: Provider = {
      ...memory,
      open: (setup) => {
        const tell = (error: 'NO_ERROR' | 'WSAENETDOWN'): void => {
          setup.indicate({ node: 'root', socket: 1, event: 'FD_READ', error });
        };
        tell('NO_ERROR');
        late ??= () => {
          tell('WSAENETDOWN');
        };
        return memory.open(setup);
      },
    };
    const { ask } = served(hasty);
    await ask(HELLO);
    const first = await ask(RESET);
    expect(first.map((it) => Object.keys(it).includes('result'))).toEqual([true, false]);
    const second = await ask(RESET);
    late?.();
    expect(second).toHaveLength(2);
    expect(await ask(['settle'])).toHaveLength(1);
  });

  it('ends when it is told to, and when there is nothing more to hear', async () => {
    const told = served(memory);
    await told.ask(HELLO, ['exit']);
    await told.server.done;
    const deaf = served(memory);
    deaf.server.end();
    await deaf.server.done;
  });
});

import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { serve } from './joinleaf-adapter.js';
import { myProvider } from './my-provider.js';

// Tests of your own, which need no kit.

await test('it has an address for each node', async () => {
  const { addresses } = await myProvider.open(['root', 'leaf-1'], 1, () => undefined);
  assert.deepEqual(Object.keys(addresses), ['root', 'leaf-1']);
});

await test('it makes no sockets yet', async () => {
  const { verbs } = await myProvider.open(['root'], 1, () => undefined);
  const result = await verbs.socket('root', { entry: 1, flags: 0x0a, blocking: false });
  assert.deepEqual(result, { error: 'WSAEOPNOTSUPP' });
});

await test('the adapter answers for it', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const served = serve(myProvider, input, output);
  const id = (n: number, method: string, params: object): string =>
    `${JSON.stringify({ jsonrpc: '2.0', id: n, method, params })}\n`;
  input.write(id(1, 'reset', { nodes: ['root'], seed: 1 }));
  input.write(id(2, 'exit', {}));
  await served;
  const lines = String(output.read()).trim().split('\n');
  assert.equal(lines.length, 2);
});

import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { provider } from '../../reference/memory/index.js';
import { protocolSchema } from './published.js';
import { serverOf } from './serve.js';

const FILE = new URL('../../schemas/adapter-protocol.schema.json', import.meta.url);

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
ajv.addSchema(protocolSchema(), 'protocol');

function fits(def: string, value: unknown): boolean {
  const valid = ajv.getSchema(def === '' ? 'protocol' : `protocol#/$defs/${def}`);
  if (valid === undefined) throw new Error(`no ${def}`);
  return valid(value) === true;
}

describe('schemas/adapter-protocol.schema.json', () => {
  it('says what the code checks', async () => {
    const pretty = await format(JSON.stringify(protocolSchema()), { ...(await resolveConfig(FILE)), parser: 'json' });
    await expect(pretty).toMatchFileSnapshot(fileURLToPath(FILE));
  });

  it('fits a session, in both directions', async () => {
    const asked = new Map<unknown, string>();
    const wrong: unknown[] = [];
    const hear = (line: string): void => {
      const message = JSON.parse(line) as { readonly id?: number; readonly result?: unknown };
      const method = asked.get(message.id);
      const good = fits('', message) && (method === undefined || fits(`result.${method}`, message.result));
      if (!good) wrong.push(message);
    };
    const server = serverOf(provider, hear);
    const root = { node: 'root' };
    const requests: readonly (readonly [string, object])[] = [
      ['initialize', { protocol: 1, kit: '0.1.0', features: ['blocking', 'no-such-feature-1'] }],
      ['reset', { nodes: ['root', 'leaf-1'], seed: 1 }],
      ['socket', { ...root, entry: 1, flags: 3, blocking: false }],
      ['bind', { ...root, socket: 1, name: null }],
      ['getSockName', { ...root, socket: 1 }],
      ['eventSelect', { ...root, socket: 1, events: 31 }],
      ['joinLeaf', { ...root, socket: 1, name: null, flags: 4 }],
      ['memberships', root],
      ['settle', {}],
      ['step', {}],
      ['exit', {}],
    ];
    for (const [at, [method, params]] of requests.entries()) {
      const request = { jsonrpc: '2.0', id: at + 1, method, params };
      asked.set(at + 1, method);
      expect(fits(`request.${method}`, request), method).toBe(true);
      server.take(Buffer.from(`${JSON.stringify(request)}\n`));
      for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    await server.done;
    expect(wrong).toEqual([]);
  });

  it('does not fit what is wrong', () => {
    const indication = { node: 'root', socket: 1, event: 'FD_READ', error: 'NO_ERROR' };
    expect(fits('message.indication', { jsonrpc: '2.0', method: 'indication', params: indication })).toBe(true);
    for (const change of [{ socket: -1 }, { event: 'FD_NONE' }, { error: 0 }, { node: '' }]) {
      expect(fits('', { jsonrpc: '2.0', method: 'indication', params: { ...indication, ...change } })).toBe(false);
    }
    expect(fits('result.bind', { ok: true })).toBe(false);
    expect(fits('result.initialize', { protocol: 2 })).toBe(false);
    expect(fits('', { jsonrpc: '2.0', id: 1, error: 'no' })).toBe(false);
  });
});

import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { provider as memory } from '../../reference/memory/index.js';
import { certify } from '../certify/index.js';
import { REQUESTS } from './protocol.js';
import { protocolSchema } from './published.js';
import { wired } from './testing/wire.js';

// A whole certification over the wire, in our own process.

describe('a certification over the wire', () => {
  it('sends nothing, and hears nothing, that the published schema does not allow', async () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    ajv.addSchema(protocolSchema(), 'protocol');
    const wrong: unknown[] = [];
    const asked = new Map<unknown, string>();
    const methods = new Set<string>();
    const check = (definition: string, value: unknown): void => {
      const valid = ajv.getSchema(`protocol#/$defs/${definition}`);
      if (valid === undefined) throw new Error(`the schema has no ${definition}`);
      if (valid(value) !== true) wrong.push([definition, value, valid.errors]);
    };
    const { provider, dispose } = await wired(memory, {
      asked(line) {
        const message = JSON.parse(line) as { readonly id: number; readonly method: string };
        asked.set(message.id, message.method);
        methods.add(message.method);
        check(`request.${message.method}`, message);
      },
      told: () => (line) => {
        const message = JSON.parse(line) as object;
        if ('method' in message) check('message.indication', message);
        else if ('error' in message) check('message.error', message);
        else {
          check('message.result', message);
          if ('id' in message && 'result' in message) check(`result.${asked.get(message.id) ?? ''}`, message.result);
        }
        return [Buffer.from(line)];
      },
    });
    const { verdict } = await certify({ provider, runs: 1 });
    await dispose();
    expect(verdict).toBe('conformant');
    expect(wrong).toEqual([]);
    expect([...methods].sort()).toEqual(Object.keys(REQUESTS).sort());
  });
});

import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { provider as memory } from '../../reference/memory/index.js';
import { onItsOwn } from '../../reference/odd/on-its-own.js';
import { certify } from '../certify/index.js';
import { REQUESTS } from './protocol.js';
import { protocolSchema } from './published.js';
import { sharedBy } from './testing/shared-world.js';
import { wired } from './testing/wire.js';

// Whole certifications over the wire, in our own process.
const SLOW = { timeout: 240_000 };

describe('a certification over the wire', SLOW, () => {
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

  it('gives the same verdicts with an adapter for each node', async () => {
    const clauses = ['JOIN-2.6', 'JOIN-3.6', 'JOIN-4.3', 'USING-5', 'USING-17', 'ACCEPT-4'] as const;
    const limits = { mustMs: 5000, mustNotMs: 10 };
    const options = { clauses, limits, runs: 2 };
    const { provider, dispose } = await wired(sharedBy(onItsOwn.provider));
    const there = await certify({ provider, ...options });
    await dispose();
    const here = await certify({ provider: onItsOwn.provider, ...options });
    const outcomes = ({ cases }: typeof here): unknown => cases.map(({ id, outcome }) => [id, outcome]);
    expect(here.verdict).toBe('conformant');
    expect(there.clauses).toEqual(here.clauses);
    expect(outcomes(there)).toEqual(outcomes(here));
  });
});

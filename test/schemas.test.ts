import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { format, resolveConfig } from 'prettier';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { certify, reportOf, reportShape, type Certification } from '../src/index.js';
import { configShape } from '../src/config/index.js';
import { knownFailuresShape } from '../src/report/index.js';
import { traceEvent } from '../src/trace/index.js';
import { provider } from '../reference/memory/index.js';

// What the package publishes is made from the shapes that the code checks with. After a change of those, write the
// files anew: npx vitest run test/schemas.test.ts -u
const SCHEMAS = [
  ['report', 'The report of joinleaf certify', reportShape],
  ['config', 'A joinleaf.config.json', configShape],
  ['trace', 'One line of a joinleaf trace', traceEvent],
  ['known-failures', 'What a provider is known to get wrong', knownFailuresShape],
] as const;

function fileOf(name: string): URL {
  return new URL(`../schemas/${name}.schema.json`, import.meta.url);
}

describe.each(SCHEMAS)('schemas/%s.schema.json', (name, title, shape) => {
  it('says what the code checks', async () => {
    const { $schema, ...rest } = z.toJSONSchema(shape, { reused: 'ref' });
    const file = fileOf(name);
    const text = JSON.stringify({ $schema, $id: `urn:joinleaf:${name}:1`, title, ...rest });
    const pretty = await format(text, { ...(await resolveConfig(file)), parser: 'json' });
    await expect(pretty).toMatchFileSnapshot(fileURLToPath(file));
  });
});

describe('a run', () => {
  let certification: Certification | undefined;
  beforeAll(async () => {
    certification = await certify({ provider, clauses: ['JOIN-2.6', 'USING-18', 'USING-21'], runs: 2 });
  });

  const validator = (name: string) => {
    const schema: unknown = JSON.parse(readFileSync(fileOf(name), 'utf8'));
    return new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema as object);
  };

  it('gives a report as published', () => {
    if (certification === undefined) throw new Error('nothing was certified');
    const valid = validator('report');
    valid(JSON.parse(JSON.stringify(reportOf(certification))));
    expect(valid.errors ?? []).toEqual([]);
    expect(valid({ verdict: 'conformant' })).toBe(false);
  });

  it('gives traces as published', () => {
    const valid = validator('trace');
    const events = certification?.cases.flatMap(({ trace }) => trace) ?? [];
    expect(events.length).toBeGreaterThan(100);
    for (const event of events) {
      valid(JSON.parse(JSON.stringify(event)));
      expect(valid.errors ?? [], JSON.stringify(event)).toEqual([]);
    }
    expect(valid({ kind: 'note' })).toBe(false);
  });
});

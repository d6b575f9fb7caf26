import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FD_NAMES } from '../spi/index.js';
import type { Verb } from '../trace/index.js';
import { failed, GIVES } from '../trace/shapes.js';
import { indicationShape } from './answers.js';
import { plainAnswer, plainIndication } from './plain-answers.js';

const odd = fc.constantFrom<unknown>(
  null,
  undefined,
  -1,
  0,
  4,
  1.5,
  70_000,
  2 ** 60,
  Number.NaN,
  '',
  '10.0.0.1',
  [],
  {},
);
const address = fc.record(
  { family: fc.oneof(odd, fc.constant(2)), host: fc.oneof(odd, fc.string()), port: fc.oneof(odd, fc.nat(65_535)) },
  { requiredKeys: [] },
);
const condition = fc.oneof(
  odd,
  fc.record(
    { caller: fc.oneof(odd, address), callerData: fc.oneof(odd, fc.string()), extra: odd },
    { requiredKeys: [] },
  ),
);
const ok = fc.oneof(
  odd,
  fc.record(
    {
      socket: fc.oneof(odd, fc.nat()),
      peer: fc.oneof(odd, address),
      name: fc.oneof(odd, address),
      extra: odd,
      condition,
    },
    { requiredKeys: [] },
  ),
);
const error = fc.oneof(odd, fc.constantFrom('WSAEWOULDBLOCK', 'NO_ERROR', 'WSAENOSUCH', 'toString'));
const answer = fc.oneof(fc.record({ ok }), fc.record({ error, condition }, { requiredKeys: [] }));
const verb: fc.Arbitrary<Verb> = fc.constantFrom(...(Object.keys(GIVES) as readonly Verb[]));

describe('plain answers', () => {
  it('says yes only where the schema does, and gives the same', () => {
    let told = 0;
    fc.assert(
      fc.property(verb, answer, (of, given) => {
        const plain = plainAnswer(of, given);
        if (plain === undefined) return;
        told += 1;
        const schema = 'ok' in given ? { ok: GIVES[of].parse(given.ok) } : failed.parse(given);
        expect(plain).toEqual(schema);
        expect(plain).not.toBe(given);
      }),
      { numRuns: 5000 },
    );
    expect(told).toBeGreaterThan(100);
  });

  it('does the same for indications', () => {
    const event = fc.oneof(odd, fc.constantFrom(...FD_NAMES, 'FD_NONE', 'toString'));
    fc.assert(
      fc.property(fc.record({ node: fc.oneof(odd, fc.string()), socket: odd, event, error }), (given) => {
        const plain = plainIndication(given);
        if (plain !== undefined) expect(plain).toEqual(indicationShape.parse(given));
      }),
      { numRuns: 5000 },
    );
    expect(plainIndication({ node: 'root', socket: 4, event: 'FD_CLOSE', error: 'NO_ERROR' })).toBeDefined();
    expect(plainIndication({ node: 'x'.repeat(201), socket: 4, event: 'FD_CLOSE', error: 'NO_ERROR' })).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JL, isErrorName, ERRORS } from '../../src/provider.js';
import { encode, framesOf, MOST_BYTES, type Frame } from './wire.js';

const text = fc.string({ unit: 'binary', maxLength: 200 });
const port = fc.nat(65_535);
const role = fc.constantFrom('none', 'd_root', 'd_leaf');
const error = fc.constantFrom(...Object.keys(ERRORS).filter(isErrorName)).filter((name) => name !== 'NO_ERROR');

const frame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({
    kind: fc.constant('request'),
    scheme: fc.constantFrom('invite', 'admit', 'plain'),
    plane: fc.constantFrom('none', 'rooted', 'nonrooted'),
    role,
    flags: fc.constantFrom(JL.SENDER_ONLY, JL.RECEIVER_ONLY, JL.BOTH),
    port,
    callerData: text,
  }),
  fc.record({ kind: fc.constant('acceptance'), role, calleeData: text }),
  fc.record({ kind: fc.constant('refusal'), error }),
  fc.record({ kind: fc.constant('data'), data: text }),
  fc.record({ kind: fc.constantFrom('goodbye', 'alive') }),
);

/** Everything that can be read from chunks, up to what is wrong with them. */
function read(chunks: readonly Uint8Array[]): { readonly frames: readonly Frame[]; readonly wrong?: string } {
  const stream = framesOf();
  const frames: Frame[] = [];
  for (const chunk of chunks) {
    stream.push(chunk);
    for (let next = stream.next(); next !== undefined; next = stream.next()) {
      if ('wrong' in next) return { frames, wrong: next.wrong };
      frames.push(next.frame);
    }
  }
  return { frames };
}

const bytesOf = (one: Frame): Buffer => encode(one) ?? Buffer.alloc(0);

/** A byte stream, cut anywhere. */
function cut(bytes: Buffer, cuts: readonly number[]): readonly Uint8Array[] {
  const at = [...new Set(cuts.map((it) => it % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...at, bytes.length].map((end, n) => bytes.subarray(at[n - 1] ?? 0, end));
}

describe('the wire format', () => {
  it('gives back what was put in, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 20 }), (frames, cuts) => {
        expect(read(cut(Buffer.concat(frames.map(bytesOf)), cuts))).toEqual({ frames });
      }),
    );
  });

  it('reads garbage to its end or to what is wrong, and nothing that was not written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(), { maxLength: 5 }), (garbage, cuts) => {
        const { frames, wrong } = read(cut(Buffer.from(garbage), cuts));
        const understood = Buffer.concat(frames.map(bytesOf));
        expect(Buffer.from(garbage).subarray(0, understood.length)).toEqual(understood);
        if (wrong !== undefined) expect(wrong).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it('survives any byte that changes on the way, and keeps the frames before it', () => {
    fc.assert(
      fc.property(frame, frame, fc.nat(), fc.integer({ min: 1, max: 255 }), (first, second, where, change) => {
        const [before, bytes] = [bytesOf(first), bytesOf(second)];
        const at = where % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(at) ^ change, at);
        const { frames, wrong } = read([Buffer.concat([before, bytes])]);
        expect(frames[0]).toEqual(first);
        // Read as something else, found wrong, or waited for: a longer frame may be on its way.
        expect(frames.length + (wrong === undefined ? 0 : 1)).toBeLessThanOrEqual(3);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['no length', '00000000'],
    ['more bytes than a frame may have', '00010001'],
    ['the most bytes that can be said', 'ffffffff'],
    ['an unknown kind', '0000000109'],
    ['a goodbye with something after it', '000000020500'],
    ['data that is not UTF-8', '0000000204ff'],
    ['a request without its magic', `0000000c01${Buffer.from('HTTP').toString('hex')}01000102040001`],
    ['a request of another version', `0000000c01${Buffer.from('JLRS').toString('hex')}02000102040001`],
    ['a request with flags that are none', `0000000c01${Buffer.from('JLRS').toString('hex')}01000102070001`],
    ['a refusal with an unknown error', '00000003030001'],
    ['a refusal that refuses nothing', '00000003030000'],
    ['an acceptance without a role', '0000000102'],
  ])('finds %s wrong', (_what, hex) => {
    expect(read([Buffer.from(hex, 'hex')])).toHaveProperty('wrong');
  });

  it('says nothing more once something was wrong', () => {
    const stream = framesOf();
    stream.push(Buffer.from('00000000', 'hex'));
    stream.push(bytesOf({ kind: 'goodbye' }));
    expect([stream.next(), stream.next()]).toEqual([{ wrong: 'a frame of 0 bytes' }, { wrong: 'a frame of 0 bytes' }]);
  });

  it('has no frame for what is too long for one', () => {
    expect(encode({ kind: 'data', data: 'x'.repeat(MOST_BYTES - 1) })).toHaveLength(MOST_BYTES + 4);
    expect(encode({ kind: 'data', data: 'x'.repeat(MOST_BYTES) })).toBeUndefined();
    expect(encode({ kind: 'data', data: 'ö'.repeat(MOST_BYTES / 2) })).toBeUndefined();
  });
});

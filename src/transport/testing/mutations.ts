import fc from 'fast-check';

// What an adapter might send, from good to hopeless: messages that fit the protocol, with something about them changed.

const id = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom(null, 0, -1, 1.5, '1', 1e300, {}, []) },
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('\u001B[2J', '__proto__', 'constructor', '\u202E', '\uD800', 'x'.repeat(300), '\u0000', '\r\n'),
);
const params = fc.record(
  {
    node: fc.oneof(fc.constantFrom('root', 'leaf-1'), text),
    socket: fc.oneof(fc.nat({ max: 5 }), fc.constantFrom(-1, 1e300, -0, '1', null)),
    event: fc.constantFrom('FD_READ', 'FD_ACCEPT', 'FD_CONNECT', 'FD_NONE', 1),
    error: fc.constantFrom('NO_ERROR', 'WSAEALREADY', 'EAGAIN', 0),
  },
  { requiredKeys: ['node'] },
);
const result = fc.oneof(
  fc.constant({ ok: {} }),
  fc.constantFrom({ ok: { socket: 1 } }, { error: 'WSAEALREADY' }, { moved: true }, { addresses: {} }),
  fc.jsonValue({ maxDepth: 4 }),
);
const failure = fc.oneof(
  fc.record({ code: fc.integer(), message: text }),
  fc.constantFrom({ code: -32_601, message: 'no' }, {}, null, 1),
);
const message = fc.oneof(
  { weight: 4, arbitrary: fc.record({ jsonrpc: fc.constant('2.0'), id, result }) },
  { weight: 2, arbitrary: fc.record({ jsonrpc: fc.constant('2.0'), id, error: failure }) },
  { weight: 4, arbitrary: fc.record({ jsonrpc: fc.constant('2.0'), method: fc.constant('indication'), params }) },
  { weight: 1, arbitrary: fc.record({ jsonrpc: fc.constantFrom('2.0', '1.0', 2), id, method: text, result, params }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 12 }) },
);

/** What is done to a line. */
export type Change = (line: Buffer) => Buffer;
const at = (line: Buffer, where: number): number => Math.floor(where * line.length);
const UNCHANGED: Change = (line) => line;

/** Damage to the bytes of a line. */
export const DAMAGE: fc.Arbitrary<Change> = fc.oneof(
  // A byte changed, bytes lost, bytes doubled, bytes put in, the end lost.
  fc
    .tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat({ max: 255 }))
    .map(([where, byte]): Change => (line) => {
      const copy = Buffer.from(line);
      copy[at(line, where)] = byte;
      return copy;
    }),
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 9 })).map(
    ([where, count]): Change =>
      (line) =>
        Buffer.concat([line.subarray(0, at(line, where)), line.subarray(at(line, where) + count)]),
  ),
  fc.constant<Change>((line) => Buffer.concat([line, line])),
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.uint8Array({ maxLength: 12 })).map(
    ([where, bytes]): Change =>
      (line) =>
        Buffer.concat([line.subarray(0, at(line, where)), bytes, line.subarray(at(line, where))]),
  ),
  fc.constant<Change>((line) => line.subarray(0, -1)),
  fc.nat({ max: 200 }).map(
    (depth): Change =>
      () =>
        Buffer.from(`{"jsonrpc":"2.0","id":1,"result":${'['.repeat(depth)}${']'.repeat(depth)}}\n`),
  ),
);

/** Whatever stands somewhere in a message, in the place of what stood there. */
const SURPRISES = fc.oneof(
  text,
  fc.constantFrom<unknown>(null, true, -1, 0.5, 1e300, 2 ** 53, 70_000, [], {}, 'NO_ERROR', 'WSAEALREADY', 'FD_CLOSE'),
  fc.nat({ max: 5 }),
);

/** A line of JSON in which one value is another, or is not there at all, or stands under another name. */
export const DISTORTION: fc.Arbitrary<Change> = fc
  .tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(2), SURPRISES)
  .map(([where, how, surprise]): Change => (line) => {
    const whole: unknown = JSON.parse(line.toString());
    const places = placesIn(whole);
    const place = places[Math.floor(where * places.length)];
    if (place === undefined) return line;
    const { holder, key } = place;
    const value: unknown = Reflect.get(holder, key);
    if (how === 0) Reflect.set(holder, key, surprise);
    else {
      Reflect.deleteProperty(holder, key);
      if (how === 1) Reflect.set(holder, typeof surprise === 'string' ? surprise : 'other', value);
    }
    return Buffer.from(`${JSON.stringify(whole)}\n`);
  });

interface Place {
  readonly holder: object;
  readonly key: string;
}

/** Every place in a value at which another value stands. */
function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ holder: value, key }, ...placesIn(inner)]);
}

const change = fc.oneof({ weight: 8, arbitrary: fc.constant(UNCHANGED) }, { weight: 6, arbitrary: DAMAGE });

/** A line as bytes, perhaps a damaged one. */
export interface Sent {
  readonly line: Buffer;
  readonly damaged: boolean;
}

/** What an adapter might send, line by line. */
export const MESSAGES: fc.Arbitrary<readonly Sent[]> = fc.array(
  fc.tuple(message, change).map(([one, spoil]) => {
    const good = Buffer.from(`${JSON.stringify(one)}\n`);
    const line = spoil(good);
    return { line, damaged: !line.equals(good) };
  }),
  { minLength: 1, maxLength: 12 },
);

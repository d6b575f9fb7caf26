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

type Change = (line: Buffer) => Buffer;
const at = (line: Buffer, where: number): number => Math.floor(where * line.length);
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Change>((line) => line) },
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

/** Lines as bytes, each of them perhaps spoilt. */
export const MESSAGES: fc.Arbitrary<readonly Buffer[]> = fc.array(
  fc.tuple(message, change).map(([one, spoil]) => spoil(Buffer.from(`${JSON.stringify(one)}\n`))),
  { minLength: 1, maxLength: 12 },
);

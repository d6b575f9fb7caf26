import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FD_NAMES, type Address } from '../spi/index.js';
import { parseTrace, stringifyTrace } from './codec.js';
import type { CallEvent, Header, ReturnEvent, Trace, TraceEvent } from './events.js';

const HEADER: Header = {
  kind: 'header',
  format: 'joinleaf-trace',
  version: 1,
  kit: '0.1.0',
  spec: '2018-05-31/1',
  provider: { name: 'p', version: '1' },
  capabilities: { schemes: ['admit'], dataPlanes: ['rooted-data'], entries: [], features: ['backlog'] },
  seed: 1,
  case: { id: 'x', name: 'X', clauses: ['JOIN-3.4'] },
  nodes: { root: { family: 2, host: '10.0.0.1', port: 0 } },
};
const NOTE: TraceEvent = { kind: 'note', text: 'a remark' };

const address: fc.Arbitrary<Address> = fc.record({
  family: fc.constantFrom(2, 23),
  host: fc.string(),
  port: fc.integer({ min: 0, max: 65_535 }),
});
const node = fc.constantFrom('root', 'leaf-1');
const socket = fc.nat(1000);
const error = fc.constantFrom('WSAEINVAL', 'WSAECONNREFUSED', 'NO_ERROR');
const failure = fc.record({ error });

type Pair = readonly [CallEvent, ReturnEvent];

/** A call and its return, for the verbs whose shapes differ most. */
const pair = (id: number): fc.Arbitrary<Pair> =>
  fc.oneof(
    fc
      .tuple(node, socket, fc.option(address), fc.oneof(failure, fc.record({ ok: fc.record({ socket }) })))
      .map(([at, on, name, result]): Pair => [
        { kind: 'call', id, node: at, verb: 'joinLeaf', args: { socket: on, name, flags: 4 } },
        { kind: 'return', id, verb: 'joinLeaf', result },
      ]),
    fc.tuple(node, socket, fc.string(), address).map(([at, on, text, peer]): Pair => [
      {
        kind: 'call',
        id,
        node: at,
        verb: 'accept',
        args: { socket: on, condition: { answer: 'CF_DEFER', calleeData: text } },
      },
      {
        kind: 'return',
        id,
        verb: 'accept',
        result: { error: 'WSATRY_AGAIN', condition: { caller: peer, callerData: text } },
      },
    ]),
    fc.tuple(node, socket, fc.string({ unit: 'binary' })).map(([at, on, data]): Pair => [
      { kind: 'call', id, node: at, verb: 'recv', args: { socket: on } },
      { kind: 'return', id, verb: 'recv', result: { ok: { data } } },
    ]),
    fc.tuple(node, socket).map(([at, on]): Pair => [
      { kind: 'call', id, node: at, verb: 'enumNetworkEvents', args: { socket: on } },
      {
        kind: 'return',
        id,
        verb: 'enumNetworkEvents',
        result: { ok: { events: 16, errors: { FD_CONNECT: 'NO_ERROR' } } },
      },
    ]),
  );

const single: fc.Arbitrary<TraceEvent> = fc.oneof(
  fc.record({ kind: fc.constant('indication' as const), node, socket, event: fc.constantFrom(...FD_NAMES), error }),
  fc.record({ kind: fc.constant('settled' as const), by: fc.constant('deadline' as const), waited: fc.nat() }),
  fc.record({ kind: fc.constant('note' as const), text: fc.string({ unit: 'binary' }) }),
  fc.record({ kind: fc.constant('fault' as const), what: fc.constant('rubbish' as const), detail: fc.string() }),
  fc.record({
    kind: fc.constant('expect' as const),
    clauses: fc.constant(['JOIN-2.6']),
    says: fc.string(),
    expectation: fc.oneof(
      fc.record({ see: fc.constant('no-return' as const), call: fc.nat() }),
      fc.record({
        see: fc.constant('value' as const),
        call: fc.nat(),
        path: fc.array(fc.string()),
        is: fc.jsonValue({ noUnicodeString: false }),
      }),
      fc.record({ see: fc.constant('members' as const), sockets: fc.array(fc.record({ node, socket })) }),
      fc.record({
        see: fc.constant('indication' as const),
        node,
        socket,
        event: fc.constant('FD_CONNECT' as const),
        error: fc.constant('any-error' as const),
        since: fc.nat(),
      }),
    ),
  }),
);

const trace: fc.Arbitrary<Trace> = fc
  .tuple(
    fc.array(single),
    fc
      .integer({ min: 0, max: 5 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, id) => pair(id + 1)))),
  )
  .map(([singles, pairs]) => [
    HEADER,
    ...pairs.flatMap(([call, back], at) => [call, ...singles.slice(at, at + 1), back]),
    ...singles,
  ]);

describe('the codec', () => {
  it('reads what it has written', () => {
    fc.assert(
      fc.property(trace, (events) => {
        // What cannot be told apart in JSON is the same: -0 and 0.
        const same: unknown = JSON.parse(JSON.stringify(events));
        expect(parseTrace(stringifyTrace(events))).toEqual({ trace: same });
      }),
    );
  });

  it('writes an event a line', () => {
    expect(stringifyTrace([HEADER, NOTE]).split('\n')).toEqual([
      JSON.stringify(HEADER),
      '{"kind":"note","text":"a remark"}',
      '',
    ]);
  });

  it('reads lines that Windows has ended', () => {
    expect(parseTrace(stringifyTrace([HEADER, NOTE]).replaceAll('\n', '\r\n'))).toEqual({ trace: [HEADER, NOTE] });
  });

  it('notices every cut', () => {
    const text = stringifyTrace([HEADER, NOTE]);
    for (let end = 0; end < text.length; end += 1) {
      const parsed = parseTrace(text.slice(0, end));
      const whole = text[end - 1] === '\n';
      expect('wrong' in parsed, `cut at ${end}`).toBe(!whole);
    }
  });
});

describe('a trace that is wrong', () => {
  const call: TraceEvent = { kind: 'call', id: 1, node: 'root', verb: 'recv', args: { socket: 1 } };
  const back: TraceEvent = { kind: 'return', id: 1, verb: 'recv', result: { error: 'WSAEWOULDBLOCK' } };
  const lines = (...events: readonly unknown[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');

  it.each<readonly [name: string, text: string, line: number, reason: string]>([
    ['nothing', '', 1, 'the trace is empty'],
    ['no JSON', 'oops\n', 1, 'not a JSON text'],
    ['an empty line', `${lines(HEADER)}\n`, 2, 'not a JSON text'],
    ['no header', lines(NOTE), 1, 'a trace begins with a header, not with note'],
    ['two headers', lines(HEADER, HEADER), 2, 'a second header'],
    ['another version', lines({ ...HEADER, version: 2 }), 1, 'format version 2; this kit reads version 1'],
    ['an unknown kind', lines(HEADER, { kind: 'note2' }), 2, 'kind: '],
    ['an unknown verb', lines(HEADER, { ...call, verb: 'connnect' }), 2, 'verb: '],
    ['an unknown error', lines(HEADER, call, { ...back, result: { error: 'WSAEODD' } }), 3, 'result'],
    ['an argument of the wrong type', lines(HEADER, { ...call, args: { socket: '1' } }), 2, 'args.socket: '],
    ['a return without its call', lines(HEADER, back), 2, 'call 1 returns without having been issued'],
    ['a second return', lines(HEADER, call, back, back), 4, 'or for a second time'],
    [
      'another verb returning',
      lines(HEADER, call, { ...back, verb: 'listen' }),
      3,
      'call 1 was recv and returns as listen',
    ],
    ['a call that is issued twice', lines(HEADER, call, call), 3, 'call 1 is issued a second time'],
    ['a cut line', lines(HEADER, NOTE).slice(0, -2), 2, 'the trace is cut off here'],
  ])('%s', (_name, text, line, reason) => {
    const parsed = parseTrace(text);
    expect(parsed).toEqual({ wrong: { line, reason: expect.stringContaining(reason) as string } });
  });

  it('may not outgrow the limits', () => {
    const text = lines(HEADER, NOTE, NOTE);
    expect(parseTrace(text, { line: 100, events: 9 })).toEqual({
      wrong: { line: 1, reason: 'the line has more than 100 characters' },
    });
    expect(parseTrace(text, { line: 9999, events: 2 })).toEqual({
      wrong: { line: 3, reason: 'the trace has more than 2 events' },
    });
  });
});

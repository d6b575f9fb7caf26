import { describe, expect, it } from 'vitest';
import type { Header, TraceEvent } from '../trace/index.js';
import { sameHeader, sameStep } from './same-step.js';
import { NOBODY, traceOf } from './testing/story.js';

const told = { kind: 'indication', node: 'root', socket: 3, event: 'FD_ACCEPT', error: 'NO_ERROR' } as const;
const call = { kind: 'call', id: 1, node: 'root', verb: 'accept', args: { socket: 3 } } as const;
const answer = { kind: 'return', id: 1, verb: 'accept', result: { ok: { socket: 4, peer: NOBODY } } } as const;

/** Events of which no two mean the same. */
const DIFFERENT: readonly TraceEvent[] = [
  told,
  { ...told, node: 'leaf-1' },
  { ...told, socket: 4 },
  { ...told, event: 'FD_CONNECT' },
  { ...told, error: 'WSAECONNREFUSED' },
  call,
  { ...call, node: 'leaf-1' },
  { ...call, verb: 'recv' },
  { ...call, args: { socket: 4 } },
  { ...call, args: { socket: 3, condition: { answer: 'CF_REJECT' } } },
  { ...call, args: { socket: 3, condition: { answer: 'CF_DEFER' } } },
  answer,
  { ...answer, result: { ok: { socket: 5, peer: NOBODY } } },
  { ...answer, result: { ok: { socket: 4, peer: { ...NOBODY, port: 1 } } } },
  { ...answer, result: { error: 'WSAEWOULDBLOCK' } },
  { ...answer, result: { error: 'WSAEINVAL' } },
  { kind: 'return', id: 1, verb: 'bind', result: { ok: {} } },
  { kind: 'return', id: 1, verb: 'listen', result: { ok: {} } },
  { kind: 'settled', by: 'provider' },
  { kind: 'note', text: 'a' },
];

describe('two steps', () => {
  it('are the same if they say the same, whatever the ids of their calls', () => {
    for (const event of DIFFERENT) expect(sameStep(event, structuredClone(event))).toBe(true);
    expect(sameStep(call, { ...call, id: 2 })).toBe(true);
    expect(sameStep(answer, { ...answer, id: 2 })).toBe(true);
    expect(sameStep({ kind: 'note', text: 'a' }, { kind: 'note', text: 'b' })).toBe(true);
    expect(sameStep({ kind: 'settled', by: 'provider' }, { kind: 'settled', by: 'deadline', waited: 3 })).toBe(true);
  });

  it('are not where anything differs', () => {
    for (const [at, one] of DIFFERENT.entries()) {
      for (const [place, other] of DIFFERENT.entries()) if (at !== place) expect(sameStep(one, other)).toBe(false);
    }
  });

  it('are not where one leaves out what the other has', () => {
    const bare = { ...call, args: { socket: 3, condition: undefined } };
    const other = { ...call, args: { socket: 3, conditions: 1 } };
    expect(sameStep(bare as unknown as TraceEvent, other as unknown as TraceEvent)).toBe(false);
  });

  it('are never the same where only the oracle can judge', () => {
    const fault = { kind: 'fault', what: 'threw', detail: 'it broke' } as const;
    const [header] = traceOf(() => undefined);
    expect(sameStep(fault, fault)).toBe(false);
    expect(header !== undefined && sameStep(header, header)).toBe(false);
  });
});

describe('two headers', () => {
  const [first] = traceOf(() => undefined);
  if (first?.kind !== 'header') throw new Error('a story begins with its header');
  const header: Header = first;

  it('promise the same whoever is driven, for which case and by which seed', () => {
    const other = structuredClone(header);
    expect(sameHeader(header, { ...other, seed: 7, kit: '9', provider: { name: 'x', version: '1' } })).toBe(true);
    expect(sameHeader(header, { ...other, case: { id: 'x', name: 'X', clauses: [] } })).toBe(true);
  });

  it('do not where anything else differs', () => {
    const { capabilities } = header;
    const others: readonly Partial<Header>[] = [
      { capabilities: { ...capabilities, schemes: ['invite'] } },
      { capabilities: { ...capabilities, features: [] } },
      { spec: '1999-12-31/1' },
      { nodes: {} },
      { session: NOBODY },
      { noSession: NOBODY },
      { unreachable: NOBODY },
    ];
    for (const other of others) expect(sameHeader(header, { ...header, ...other })).toBe(false);
    expect(sameHeader(told, header)).toBe(false);
  });
});

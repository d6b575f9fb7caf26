import { describe, expect, it } from 'vitest';
import type { TraceEvent } from './events.js';
import { heldCalls, lateCalls } from './held-calls.js';

const call = (id: number, socket = id, node = `leaf-${id}`): TraceEvent => ({
  ...{ kind: 'call', id, node, verb: 'listen' },
  args: { socket, backlog: 8 },
});
const back = (id: number): TraceEvent => ({ kind: 'return', id, verb: 'listen', result: { ok: {} } });
const quiet: TraceEvent = { kind: 'settled', by: 'provider' };
const note = (text: string): TraceEvent => ({ kind: 'note', text });

const held = (...events: readonly TraceEvent[]): readonly number[] => [...heldCalls(events).keys()];

describe('the calls that were kept in flight', () => {
  it('are those during which something else was done', () => {
    expect(held(call(1), back(1), call(2), back(2), quiet)).toEqual([]);
    expect(held(call(1), call(2), back(2), back(1))).toEqual([1]);
    expect(held(call(1), note('one message arrives'), back(1))).toEqual([1]);
    expect(held(call(1), note('leaf-1 thinks'), back(1))).toEqual([]);
    expect(heldCalls([call(1), quiet]).get(1)).toBeUndefined();
    expect(heldCalls([call(1), quiet, back(1)]).get(1)).toEqual(back(1));
  });

  it('are those, too, that return after another one that was let return', () => {
    expect(held(call(1), call(2), back(1), back(2))).toEqual([1, 2]);
  });

  it('are not those on blocking sockets, where the provider takes its time', () => {
    const making: TraceEvent = {
      ...{ kind: 'call', id: 7, node: 'leaf-7', verb: 'socket' },
      args: { entry: 1, flags: 1, blocking: true },
    };
    const made: TraceEvent = { kind: 'return', id: 7, verb: 'socket', result: { ok: { socket: 5 } } };
    const events = [making, made, call(8, 5, 'leaf-7'), call(1), back(1), back(8)];
    expect(held(...events)).toEqual([]);
    expect([...lateCalls(events).keys()]).toEqual([8]);
  });
});

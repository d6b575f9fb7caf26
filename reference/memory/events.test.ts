import { describe, expect, it } from 'vitest';
import { FD } from '../../src/provider.js';
import { Case, ok, type Handle } from './testing.js';

function record(the: Case, { node, socket }: Handle): unknown {
  return ok(the.call('enumNetworkEvents')(node, { socket }));
}

describe('network events', () => {
  it('are indicated only where nominated (EVENTS-4)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root', { events: ['FD_CLOSE'] });
    the.joins(root, the.make('leaf-1', 'c_leaf', { events: [], backlog: 1 }));
    the.settle();
    expect(the.log).toEqual([]);
  });

  it('are recorded with their errors until they are enumerated (EVENTS-2)', () => {
    const the = new Case();
    const root = the.make('root', 'c_root');
    the.joins(root, the.make('leaf-1', 'c_leaf'));
    the.settle();
    expect(record(the, root)).toEqual({ events: FD.FD_CONNECT, errors: { FD_CONNECT: 'WSAECONNREFUSED' } });
    expect(record(the, root)).toEqual({ events: 0, errors: {} });
  });

  it('are cleared by a new registration, which learns of requests that still wait (EVENTS-1)', () => {
    const the = new Case();
    const listening = the.make('leaf-1', 'c_leaf', { backlog: 1 });
    the.joins(the.make('root', 'c_root'), listening);
    the.settle();
    ok(the.bed.eventSelect('leaf-1', { socket: listening.socket, events: FD.FD_CLOSE }));
    expect(record(the, listening)).toEqual({ events: 0, errors: {} });
    ok(the.bed.eventSelect('leaf-1', { socket: listening.socket, events: FD.FD_ACCEPT }));
    expect(the.told(listening)).toEqual(['FD_ACCEPT', 'FD_ACCEPT']);
  });

  it('tell of data once, until it is read', () => {
    const the = new Case();
    const root = the.make('root', 'c_root');
    const { leaf } = the.invited(root, the.make('leaf-1', 'c_leaf', { backlog: 1 }));
    the.send(root, 'one');
    the.send(root, 'two');
    the.settle();
    expect(the.told(leaf)).toEqual(['FD_READ']);
    expect(the.received(leaf)).toEqual(['one', 'two']);
    expect(the.told(leaf)).toEqual(['FD_READ', 'FD_READ']);
  });
});

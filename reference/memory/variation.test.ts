import { describe, expect, it } from 'vitest';
import { RULES, createProvider, provider } from './index.js';
import { PLACES, ENTRIES } from './capabilities.js';
import { Case } from './testing.js';

describe('a variation', () => {
  it('takes a decision differently, and all others alike', () => {
    const the = new Case(['root', 'leaf-1'], 1, { rules: { hasRoom: (queue, backlog) => queue.length < backlog - 1 } });
    const root = the.make('root', 'c_root');
    the.joins(root, the.make('leaf-1', 'c_leaf', { backlog: 1 }));
    the.settle();
    expect(the.told(root)).toEqual(['FD_CONNECT WSAECONNREFUSED']);
  });

  it('replaces one check of a table by its name', () => {
    const joinChecks = { ...RULES.joinChecks, oneOutstanding: () => undefined };
    const the = new Case(['root', 'leaf-1'], 1, { rules: { joinChecks } });
    const root = the.make('root', 'c_root');
    const listening = the.make('leaf-1', 'c_leaf', { backlog: 2 });
    the.joins(root, listening);
    expect(() => the.joins(root, listening)).not.toThrow();
  });

  it('completes a nonrooted join within the call, where messages take no time', () => {
    const the = new Case(['member-1'], 1, { rules: { passage: () => 'at-once' } });
    const one = the.make('member-1', 'c_leaf', { entry: ENTRIES.nonrooted });
    the.joins(one, PLACES.session);
    expect(the.told(one)).toEqual(['FD_CONNECT']);
  });

  it('tells of events later, and not of what has been dealt with since', () => {
    const the = new Case(['root', 'leaf-1'], 1, {
      rules: { indicatesLater: (_socket, event) => event === 'FD_ACCEPT' },
    });
    const root = the.make('root', 'c_root', { backlog: 1 });
    the.joins(the.make('leaf-1', 'c_leaf'), root);
    the.step();
    expect(the.told(root)).toEqual([]);
    the.accepts(root);
    the.settle();
    expect(the.told(root)).toEqual([]);
    the.joins(the.make('leaf-1', 'c_leaf'), root);
    the.settle();
    expect(the.told(root)).toEqual(['FD_ACCEPT']);
  });

  it('stands around the whole testbed', () => {
    const twice = createProvider({
      name: 'twice',
      around: (open, setup) => {
        const bed = open({
          ...setup,
          indicate: (indication) => {
            setup.indicate(indication);
            setup.indicate(indication);
          },
        });
        return { ...bed, send: () => ({ error: 'WSAENOBUFS' }) };
      },
    });
    expect([twice.name, provider.name]).toEqual(['twice', 'memory']);
    const the = new Case(['root', 'leaf-1'], 1, {
      around: (open, setup) => open({ ...setup, indicate: () => undefined }),
    });
    const root = the.make('root', 'c_root');
    the.joins(root, PLACES.unreachable);
    the.settle();
    expect(the.log).toEqual([]);
  });
});

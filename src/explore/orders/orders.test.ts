import { describe, expect, it } from 'vitest';
import { byPromise, provider as reference } from '../../../reference/memory/index.js';
import { MUTANTS } from '../../../reference/mutants/all.js';
import { DEFAULT_LIMITS, type CaseSetup, type Provider, type Testbed } from '../../port/index.js';
import { scopeOf } from '../graph/index.js';
import { stringifyScript, tour } from '../tour/index.js';
import { everyOrder, type OrdersOptions } from './orders.js';

const info = { id: 'orders', name: 'All orders', clauses: [] };
const options: OrdersOptions = { provider: reference, seed: 1, limits: DEFAULT_LIMITS, info, depth: 'quick' };

function opened(setup: CaseSetup): Testbed {
  const bed = reference.open(setup);
  if (bed instanceof Promise) throw new Error('the reference opens at once');
  return bed;
}

/** The reference, with a testbed that is changed. */
function changed(change: (bed: Testbed) => void): Provider {
  return {
    ...reference,
    open(setup) {
      const bed = opened(setup);
      change(bed);
      return bed;
    },
  };
}

describe('all orders', () => {
  it('are as many as can be counted by hand', async () => {
    // Each of two joins, its request and the answer arrive one after the other, and it leaves at any time after it has
    // joined: three ways for each, and any four of eight moments are those of the first.
    const done = await everyOrder(scopeOf('nonrooted', 2), options);
    expect(done).toMatchObject({ ended: 'complete', arrivals: 'each', progress: { orders: 70 * 3 * 3, share: 1 } });
  });

  const PROVIDERS: readonly (readonly [string, Provider])[] = [
    ['has checkpoints', reference],
    ['has none', changed((bed) => delete bed.checkpoint)],
    ['cannot tell what is under way', changed((bed) => delete bed.underWay)],
    [
      'has neither',
      changed((bed) => {
        delete bed.checkpoint;
        delete bed.underWay;
      }),
    ],
    ['answers by promise', byPromise(reference)],
  ];

  it.each(PROVIDERS)('are the same where a provider %s', async (_which, provider) => {
    for (const [scheme, leaves, orders] of [
      ['admit', 1, 9],
      ['invite', 2, 140],
      ['nonrooted', 2, 630],
    ] as const) {
      const done = await everyOrder(scopeOf(scheme, leaves), { ...options, provider });
      expect([done.ended, done.progress.orders]).toEqual(['complete', orders]);
    }
  });

  it('are orders of calls alone where nobody can choose what arrives', async () => {
    const chance = changed((bed) => delete bed.deliver);
    expect(await everyOrder(scopeOf('nonrooted', 1), { ...options, provider: chance })).toMatchObject({
      ended: 'complete',
      arrivals: 'by chance',
    });
    const own = changed((bed) => {
      delete bed.deliver;
      delete bed.step;
    });
    const done = await everyOrder(scopeOf('nonrooted', 1), { ...options, provider: own });
    expect(done).toMatchObject({ ended: 'complete', arrivals: 'on their own', progress: { orders: 3 } });
  });

  it('can be driven in pieces', async () => {
    const scope = scopeOf('invite', 2);
    let done = await everyOrder(scope, { ...options, most: 1 });
    expect(done).toMatchObject({ ended: 'budget', progress: { orders: 1 } });
    let share = 0;
    while (done.ended === 'budget') {
      done = await everyOrder(scope, { ...options, most: 17, earlier: done.progress });
      expect(done.progress.share).toBeGreaterThan(share);
      ({ share } = done.progress);
    }
    expect(done).toMatchObject({ ended: 'complete', progress: { orders: 140, share: 1 } });
    const over = await everyOrder(scope, { ...options, earlier: done.progress });
    expect(over).toMatchObject({ ended: 'complete', progress: { orders: 140 } });
  });

  it('are more where people may do more', async () => {
    const quick = await everyOrder(scopeOf('admit', 1), options);
    const standard = await everyOrder(scopeOf('admit', 1), { ...options, depth: 'standard' });
    const thorough = await everyOrder(scopeOf('admit', 1), { ...options, depth: 'thorough' });
    expect([quick, standard, thorough].map(({ ended }) => ended)).toEqual(['complete', 'complete', 'complete']);
    expect(standard.progress.orders).toBeGreaterThan(quick.progress.orders);
    expect(thorough.progress.orders).toBeGreaterThan(standard.progress.orders);
  });

  it('show a fault, with the shortest story of it', async () => {
    const provider = MUTANTS.find(({ name }) => name === 'request-completes-as-tcp')?.provider ?? reference;
    const { ended, found } = await everyOrder(scopeOf('admit', 2), { ...options, provider });
    expect(ended).toBe('violation');
    expect([found?.clause, stringifyScript(found?.story.script ?? [])]).toEqual(['JOIN-3.6', 'a1']);
    expect(found?.violations[0]?.clause).toBe('JOIN-3.6');
  });

  it('begin again with the one that broke a clause', async () => {
    const provider = MUTANTS.find(({ name }) => name === 'rejected-not-told')?.provider ?? reference;
    const scope = scopeOf('admit', 1);
    const first = await everyOrder(scope, { ...options, provider, depth: 'standard' });
    expect(first.ended).toBe('violation');
    const again = await everyOrder(scope, { ...options, provider, depth: 'standard', earlier: first.progress });
    expect([again.ended, again.progress]).toEqual(['violation', first.progress]);
  });
});

describe('a provider that changes between two runs', () => {
  it('is found out, where it does not do the same after the same beginning', async () => {
    const scope = scopeOf('admit', 2);
    const { progress } = await everyOrder(scope, { ...options, most: 5000 });
    const provider = changed((bed) => (bed.underWay = () => []));
    const rest = await everyOrder(scope, { ...options, provider, earlier: progress });
    expect([rest.ended, rest.obstacle]).toEqual([
      'obstacle',
      expect.stringContaining('does not do the same each time'),
    ]);
  });
});

describe('a fault that only a certain history brings about', () => {
  // The second one to ask comes first, both are let in before either knows, and then they hear of it in that order.
  const HISTORY = 'leaf-2>root leaf-1>root accept accept root>leaf-2 root>leaf-1';
  const forgetful: Provider = {
    ...reference,
    open(setup) {
      let history: readonly string[] = [];
      const bed = opened({
        ...setup,
        indicate(event) {
          const lost = event.event === 'FD_CONNECT' && event.node === 'leaf-1' && history.join(' ') === HISTORY;
          if (!lost) setup.indicate(event);
        },
      });
      const inner = { ...bed };
      bed.deliver = (from, to) => {
        history = [...history, `${from}>${to}`];
        return inner.deliver?.(from, to) ?? false;
      };
      bed.accept = (node, args) => {
        history = [...history, 'accept'];
        return inner.accept?.(node, args) ?? { error: 'WSAEOPNOTSUPP' };
      };
      bed.closeSocket = (node, args) => {
        history = [...history, 'close'];
        return inner.closeSocket(node, args);
      };
      bed.checkpoint = () => {
        const then = history;
        const back = inner.checkpoint?.();
        return () => {
          history = then;
          return back instanceof Promise ? undefined : back?.();
        };
      };
      return bed;
    },
  };

  it('is found by all orders, and not by a tour, which drives each transition after one history', async () => {
    const scope = scopeOf('admit', 2);
    const toured = await tour(scope, { provider: forgetful, seed: 1, limits: DEFAULT_LIMITS, info });
    expect(toured.ended).toBe('complete');
    const { ended, found } = await everyOrder(scope, { ...options, provider: forgetful });
    expect([ended, found?.clause]).toEqual(['violation', 'JOIN-3.6']);
  });
});

describe('checkpoints that do not bring everything back', () => {
  it.each([
    ['nothing', () => () => undefined],
    ['nothing, by promise', () => Promise.resolve(() => Promise.resolve())],
  ])('are found out where they bring back %s', async (_what, checkpoint) => {
    const provider = changed((bed) => (bed.checkpoint = checkpoint));
    const { ended, obstacle } = await everyOrder(scopeOf('admit', 2), { ...options, provider });
    expect([ended, obstacle]).toEqual([
      'obstacle',
      expect.stringMatching(/checkpoint\(\) .* not bring everything back/u),
    ]);
  });

  it('are found out where something small is forgotten', async () => {
    const provider = changed((bed) => {
      const inner = { ...bed };
      let closed = 0;
      bed.closeSocket = (node, args) => {
        closed += 1;
        return closed === 40 ? { error: 'WSAENETDOWN' } : inner.closeSocket(node, args);
      };
    });
    const { ended, obstacle } = await everyOrder(scopeOf('admit', 2), { ...options, provider });
    expect([ended, obstacle]).toEqual(['obstacle', expect.stringContaining('does not bring everything back')]);
  });

  it.each([
    ['gives nothing to call', () => 7, 'gave nothing that could be called'],
    [
      'throws',
      (): never => {
        throw new Error('no room');
      },
      'no room',
    ],
    ['never answers', () => new Promise<() => void>(() => undefined), 'did not answer within 50 ms'],
  ])('are a fault of the provider where it %s', async (_what, checkpoint, says) => {
    const provider = changed((bed) => Object.assign(bed, { checkpoint }));
    const limits = { ...DEFAULT_LIMITS, callMs: 50 };
    const done = await everyOrder(scopeOf('admit', 1), { ...options, provider, limits });
    expect([done.ended, done.obstacle]).toEqual(['obstacle', expect.stringContaining(says)]);
  });

  it('come with an answer, or it is a fault', async () => {
    const provider = changed((bed) => (bed.underWay = () => new Promise(() => undefined)));
    const limits = { ...DEFAULT_LIMITS, callMs: 50 };
    const done = await everyOrder(scopeOf('admit', 1), { ...options, provider, limits });
    expect([done.ended, done.obstacle]).toEqual(['obstacle', 'underWay() did not answer within 50 ms']);
  });

  it('come with a list of lines, or it is a fault', async () => {
    const provider = changed((bed) => Object.assign(bed, { underWay: () => 'all of them' }));
    const done = await everyOrder(scopeOf('admit', 1), { ...options, provider });
    expect([done.ended, done.obstacle]).toEqual(['obstacle', expect.stringContaining('list of { from, to }')]);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { answeringLater, byPromise, createProvider } from '../../reference/memory/index.js';
import { DEFAULT_LIMITS, run, wait, type Flow, type Provider } from '../port/index.js';
import { castOf, entryFor } from './cast.js';
import { launch } from './flight.js';
import { openCase } from './live-case.js';

const reference = createProvider();

/** A root that listens, and a leaf. */
async function twoOn(provider: Provider) {
  const info = { id: 'x', name: 'x', clauses: [] };
  const live = await run(openCase({ provider, nodes: ['root', 'leaf-1'], seed: 1, info, limits: DEFAULT_LIMITS }));
  const cast = castOf(live);
  const entry = entryFor(provider.capabilities.entries, 'rooted', 'rooted');
  if (entry === undefined) throw new Error('there is no such entry');
  await run(cast.make('root', { roles: { control: 'c_root', data: 'd_root' }, entry }));
  await run(cast.make('leaf-1', { roles: { control: 'c_leaf', data: 'd_leaf' }, entry }));
  await run(cast.listen('root'));
  return { live, cast };
}

describe('a call that is kept in flight', () => {
  it('returns when it is let, after what others have done', async () => {
    const { live, cast } = await twoOn(byPromise(reference));
    const from = live.trace().length;
    const begun = launch(live, cast.join('leaf-1', { actor: 'root' }));
    if (!('flight' in begun)) throw new Error('it was not kept in flight');
    await run(cast.accept('root'));
    expect(live.kept()).toBe(1);
    await run(begun.flight.land());
    const kinds = live.trace().slice(from);
    expect(kinds.map((it) => ('verb' in it ? `${it.kind} ${it.verb}` : it.kind))).toEqual([
      'call joinLeaf',
      'call accept',
      'return accept',
      'return joinLeaf',
    ]);
    expect([live.kept(), live.judgement().violations]).toEqual([0, []]);
  });

  it('is not there at all where the provider answers at once', async () => {
    const { live, cast } = await twoOn(reference);
    const begun = launch(live, cast.join('leaf-1', { actor: 'root' }));
    expect(begun).toHaveProperty('done.ok');
    expect([live.kept(), live.answersLater(), live.trace().at(-1)?.kind]).toEqual([0, false, 'return']);
  });

  it('is not there where it is answered at once and something else is waited for: then nobody else is kept waiting', async () => {
    const { live } = await twoOn({
      ...reference,
      open(setup) {
        const bed = reference.open(setup);
        if (bed instanceof Promise) throw new Error('it opens at once');
        return { ...answeringLater(bed), ...(bed.recv === undefined ? {} : { recv: bed.recv }) };
      },
    });
    const hears = function* (): Flow<string> {
      yield* live.call('leaf-1', 'recv', { socket: 0 });
      yield* wait(Promise.resolve());
      return 'heard';
    };
    const begun = launch(live, hears());
    await run(live.call('root', 'getSockName', { socket: 0 }));
    expect(live.kept()).toBe(0);
    expect('rest' in begun && (await run(begun.rest))).toBe('heard');
  });

  it('keeps all from being quiet', async () => {
    const { live, cast } = await twoOn(byPromise(reference));
    const begun = launch(live, cast.listen('leaf-1'));
    await run(live.quiet());
    expect(live.trace().at(-1)?.kind).toBe('call');
    if ('flight' in begun) await run(begun.flight.land());
    await run(live.quiet());
    expect(live.trace().at(-1)?.kind).toBe('settled');
  });

  it('does not use up the time of the provider', async () => {
    const { live, cast } = await twoOn(byPromise(reference));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const begun = launch(live, cast.listen('leaf-1'));
    vi.advanceTimersByTime(10 * DEFAULT_LIMITS.callMs);
    vi.useRealTimers();
    if ('flight' in begun) await run(begun.flight.land());
    expect(live.trace().some(({ kind }) => kind === 'fault')).toBe(false);
  });
});

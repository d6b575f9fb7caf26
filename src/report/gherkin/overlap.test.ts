import { describe, expect, it } from 'vitest';
import { byPromise, createProvider } from '../../../reference/memory/index.js';
import { DEFAULT_LIMITS, run } from '../../port/index.js';
import { castOf, flightsIn, openCase } from '../../run/index.js';
import type { Trace, TraceEvent } from '../../trace/index.js';
import { scenarioOf } from './index.js';

/** A leaf asks, then the other one, whose call returns; the first one's returns; and the first one leaves. */
async function overlapped(): Promise<Trace> {
  const options = { nodes: ['root', 'leaf-1', 'leaf-2'], seed: 1, limits: DEFAULT_LIMITS };
  const info = { id: 'x', name: 'x', clauses: [] };
  const live = await run(openCase({ ...options, provider: byPromise(createProvider()), info }));
  const cast = castOf(live);
  await run(cast.make('root', { roles: { control: 'c_root', data: 'd_root' } }));
  for (const leaf of ['leaf-1', 'leaf-2']) await run(cast.make(leaf, { roles: { control: 'c_leaf', data: 'd_leaf' } }));
  await run(cast.listen('root'));
  await run(live.quiet());
  const flights = flightsIn<string>(live);
  await run(flights.begin('leaf-1', cast.join('leaf-1', { actor: 'root' })));
  await run(cast.join('leaf-2', { actor: 'root' }));
  await run(flights.landAll());
  await run(cast.close('leaf-1', cast.actor('leaf-1').own));
  return live.trace();
}

const trace = overlapped();

/** What is said after the Givens, without keywords. */
function said(it: Trace): readonly string[] {
  const lines = scenarioOf(it)
    .text.split('\n')
    .map((line) => line.trim());
  const first = lines.findIndex((line) => line.startsWith('When'));
  return lines.slice(first, -1).map((line) => line.replace(/^(?:When|And|Then) /u, ''));
}

/** The trace with the return of the call that was kept in flight put behind another event. */
function returning(it: Trace, before: (event: TraceEvent, place: number) => boolean): Trace {
  const held = it.find((event) => event.kind === 'call' && event.verb === 'joinLeaf');
  const back = it.find((event) => event.kind === 'return' && held?.kind === 'call' && event.id === held.id);
  const others = it.filter((event) => event !== back);
  const place = others.findLastIndex(before);
  return back === undefined ? it : [...others.slice(0, place + 1), back, ...others.slice(place + 1)];
}

describe('a scenario of calls that overlap', () => {
  it('says whose call is kept in flight, and when it returns', async () => {
    expect(said(await trace)).toEqual([
      'the next call of leaf-1 is kept in flight',
      'leaf-1 requests admittance',
      'leaf-2 requests admittance',
      'the call of leaf-1 returns',
      'leaf-1 closes its socket',
      'all is as it should be',
    ]);
  });

  it('leaves out a return that does not come in it', async () => {
    const whole = await trace;
    const until = whole.findIndex((event) => event.kind === 'return' && event.verb === 'joinLeaf');
    expect(said(whole.slice(0, until + 1))).toEqual([
      'the next call of leaf-1 is kept in flight',
      'leaf-1 requests admittance',
      'leaf-2 requests admittance',
      'all is as it should be',
    ]);
  });

  it('has no words for a call during which its own caller does something else, or all is quiet', async () => {
    const unsaid = ['WSPJoinLeaf of leaf-1 returns only after what is done next'];
    const busy = returning(await trace, (event) => event.kind === 'return');
    expect(scenarioOf(busy).unsaid).toEqual(unsaid);
    expect(said(busy)).not.toContain('the call of leaf-1 returns');
    const quiet: Trace = [...(await trace).slice(0, -2), { kind: 'settled', by: 'provider' }];
    expect(scenarioOf(returning(quiet, ({ kind }) => kind === 'settled')).unsaid).toEqual(unsaid);
  });
});

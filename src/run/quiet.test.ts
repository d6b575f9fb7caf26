import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createProvider } from '../../reference/memory/index.js';
import { run, type Flow, type Testbed } from '../port/index.js';
import type { Expectation } from '../trace/index.js';
import { castOf, entryFor } from './cast.js';
import { openCase } from './live-case.js';

/** Longer than silence has to last, many times over, in milliseconds. */
const LONG = 60;
const LIMITS = { callMs: 20_000, mustMs: 20_000, mustNotMs: 2, eventsPerCase: 1000 };

/** A case whose provider cannot say when it is settled; what is under way arrives when the test lets it. */
async function unsettled(limits: Partial<typeof LIMITS> = {}) {
  const worlds: Testbed[] = [];
  const provider = createProvider({
    name: 'unsettled',
    around(open, setup) {
      const world = open(setup);
      worlds.push(world);
      const bed: Testbed = { ...world };
      for (const left of ['settle', 'step', 'deliver'] as const) delete bed[left];
      return bed;
    },
  });
  const info = { id: 'x', name: 'x', clauses: ['JOIN-5.4'] };
  const nodes = ['root', 'leaf-1', 'leaf-2'];
  const live = await run(openCase({ provider, nodes, seed: 1, info, limits: { ...LIMITS, ...limits } }));
  const cast = castOf(live);
  const entry = entryFor(provider.capabilities.entries, 'rooted', 'rooted');
  if (entry === undefined) throw new Error('there is no such entry');
  const make = (name: string, control: 'c_root' | 'c_leaf') =>
    run(cast.make(name, { roles: { control, data: control === 'c_root' ? 'd_root' : 'd_leaf' }, entry }));
  const arrive = async (): Promise<void> => worlds[0]?.settle?.();
  /** Everything arrives while this goes on. */
  const meanwhile = async (flow: Flow<unknown>): Promise<void> => {
    const timer = setInterval(() => void arrive(), 1);
    await run(flow);
    clearInterval(timer);
  };
  const settled = (): number => live.trace().filter(({ kind }) => kind === 'settled').length;
  return { live, cast, make, arrive, meanwhile, settled };
}

/** The outcome of a join that none of the three uses of WSPJoinLeaf is, so that nobody owes it. */
async function unowed(limits: Partial<typeof LIMITS> = {}) {
  const it = await unsettled(limits);
  await it.make('leaf-1', 'c_leaf');
  await it.make('leaf-2', 'c_leaf');
  await run(it.cast.join('leaf-1', { actor: 'leaf-2' }));
  const { node, own: socket } = it.cast.actor('leaf-1');
  const expected: Expectation = { see: 'indication', node, socket, event: 'FD_CONNECT', error: 'any-error', since: 0 };
  return { ...it, expected };
}

/** Whether it has come to its end after a long time; if so, what happens then shows nothing. */
async function endsSoon(flow: Promise<unknown>): Promise<boolean> {
  return Promise.race([flow.then(() => true), pause(LONG, false)]);
}

describe('a provider that cannot say when it is settled', () => {
  it('is given time for what it owes', async () => {
    const { live, cast, make, arrive } = await unsettled();
    await make('root', 'c_root');
    await run(cast.listen('root'));
    await make('leaf-1', 'c_leaf');
    await run(cast.join('leaf-1', { actor: 'root' }));
    const quiet = Promise.resolve(run(live.quiet()));
    expect(await endsSoon(quiet)).toBe(false);
    await arrive();
    await quiet;
    expect(live.judgement().violations).toEqual([]);
  });

  it('is given time for what is expected of it, owed or not', async () => {
    const { live, arrive, expected } = await unowed();
    const quiet = Promise.resolve(run(live.quiet([expected])));
    expect(await endsSoon(quiet)).toBe(false);
    await arrive();
    await quiet;
    expect(live.trace().at(-1)).toMatchObject({ kind: 'settled', by: 'deadline' });
    expect(live.expect('the join fails', expected)).toEqual([]);
  });

  it('has had its time when the deadline has passed', async () => {
    const { live, expected } = await unowed({ mustMs: LONG });
    await run(live.quiet([expected]));
    const settled = live.trace().at(-1);
    expect(settled?.kind === 'settled' && settled.by === 'deadline' && settled.waited).toBeGreaterThanOrEqual(LONG);
    expect(live.expect('the join fails', expected)).toMatchObject([{ clause: 'JOIN-5.4', saw: 'no FD_CONNECT' }]);
  });

  it('is still quiet where nothing has been done since', async () => {
    const { live, arrive, expected, settled } = await unowed();
    await arrive();
    await run(live.quiet());
    live.expect('the join fails', expected);
    await run(live.quiet([expected]));
    expect(settled()).toBe(1);
    await run(live.call('leaf-1', 'closeSocket', { socket: expected.see === 'indication' ? expected.socket : 0 }));
    await run(live.quiet());
    expect(settled()).toBe(2);
  });

  it('is given time for each text, for the first FD_READ says nothing of those to come', async () => {
    const { live, cast, make, arrive, meanwhile } = await unsettled();
    await make('root', 'c_root');
    await run(cast.listen('root'));
    for (const leaf of ['leaf-1', 'leaf-2']) {
      await make(leaf, 'c_leaf');
      await run(cast.join(leaf, { actor: 'root' }));
      await meanwhile(live.quiet());
      await run(cast.accept('root'));
      await meanwhile(live.quiet());
    }
    await run(cast.send('leaf-1', 'one'));
    await arrive();
    await run(cast.send('leaf-2', 'two'));
    await run(live.quiet());
    const received = Promise.resolve(run(cast.receiveAll('root')));
    expect(await endsSoon(received)).toBe(false);
    await arrive();
    expect(await received).toEqual(['one', 'two']);
    expect(live.judgement().violations).toEqual([]);
  });
});

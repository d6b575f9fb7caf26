import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProvider } from '../../reference/memory/index.js';
import { DEFAULT_LIMITS, run, wait, type Flow, type Provider, type Testbed } from '../port/index.js';
import { openCase, type LiveCase } from './live-case.js';

const { callMs } = DEFAULT_LIMITS;
const never = (): Promise<never> => new Promise(() => undefined);

/** A case of a provider that does this. */
async function caseOf(changed: Partial<Testbed>, renews = false): Promise<LiveCase> {
  const memory = createProvider({ around: (open, setup) => ({ ...open(setup), ...changed }) });
  const provider: Provider = { ...memory, renews };
  const info = { id: 'x', name: 'x', clauses: [] };
  return run(openCase({ provider, nodes: ['root', 'leaf-1'], seed: 1, info, limits: DEFAULT_LIMITS }));
}

const ASKS: readonly [keyof Testbed, (live: LiveCase) => Flow<unknown>][] = [
  ['step', (live) => live.step()],
  ['deliver', (live) => wait(live.deliver('root', 'leaf-1'))],
  ['underWay', (live) => wait(live.underWay())],
  ['checkpoint', (live) => wait(live.checkpoint())],
  ['settle', (live) => live.quiet()],
];

describe('a testbed that is asked for what is not a verb', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(ASKS)('has as long for %s() as for a call, and then the case is over', async (silent, ask) => {
    const live = await caseOf({ [silent]: never });
    const going = expect(run(ask(live))).rejects.toThrow(`${silent}() did not answer within ${callMs} ms`);
    await vi.advanceTimersByTimeAsync(callMs);
    await going;
    expect(live.judgement().fault?.what).toBe('no-answer');
    expect(live.trace().at(-1)?.kind).toBe('fault');
  });

  it('has as long for close(), too: nothing is a pass whose end nobody has seen', async () => {
    const live = await caseOf({ close: never });
    const going = run(live.end());
    await vi.advanceTimersByTimeAsync(callMs);
    expect((await going).fault?.detail).toBe(`close() did not answer within ${callMs} ms`);
  });

  it.each([
    ['no more time than that after a fault', false],
    ['more time after a fault where it is a process that is begun anew', true],
  ])('has for close() %s', async (_time, renews) => {
    const broken = (): never => {
      throw new Error('broken');
    };
    const live = await caseOf({ step: broken, close: never }, renews);
    expect(() => run(live.step())).toThrow('broken');
    const ended = vi.fn();
    void Promise.resolve(run(live.end())).then(ended);
    await vi.advanceTimersByTimeAsync(callMs);
    expect(ended).toHaveBeenCalledTimes(renews ? 0 : 1);
  });
});

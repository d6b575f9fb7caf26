import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Provider } from '../port/index.js';
import { loadProvider } from '../transport/index.js';
import { certify } from './certify.js';
import type { CertifyEvent } from './events.js';
import { currentStage } from './stage.js';

// The steps are those that have been compiled: npm run build.

async function memory(): Promise<Provider> {
  const loaded = await loadProvider('reference:memory');
  if ('wrong' in loaded) throw new Error(loaded.wrong);
  return loaded.provider;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('certify', () => {
  it('gives a value and prints nothing', async () => {
    const out = vi.spyOn(process.stdout, 'write');
    const err = vi.spyOn(process.stderr, 'write');
    const events: CertifyEvent[] = [];
    const { verdict, clauses, cases } = await certify({
      provider: await memory(),
      clauses: ['JOIN-2.6'],
      runs: 3,
      onEvent: (event) => events.push(event),
    });
    expect([out.mock.calls, err.mock.calls]).toEqual([[], []]);
    expect(verdict).toBe('conformant');
    expect(clauses['JOIN-2.6'].cases.length).toBeGreaterThan(3);
    expect(events.filter(({ kind }) => kind === 'case')).toHaveLength(cases.length);
    expect(events.find(({ kind }) => kind !== 'begun')).toMatchObject({ kind: 'planned' });
    expect(currentStage()).toBeUndefined();
  });

  it('does the same with the same seed', async () => {
    const provider = await memory();
    const run = () => certify({ provider, clauses: ['JOIN-3.6', 'USING-9'], runs: 5, seed: 77 });
    const [first, second] = [await run(), await run()];
    const but = (key: string, value: unknown): unknown => (key === 'ms' ? undefined : value);
    expect(JSON.stringify(second.cases, but)).toBe(JSON.stringify(first.cases, but));
  });

  it('keeps runs apart that are asked for at once', async () => {
    const good = await memory();
    const bad: Provider = {
      ...good,
      name: 'bad',
      open: () => {
        throw new Error('no room');
      },
    };
    const [one, two] = await Promise.all([
      certify({ provider: good, clauses: ['JOIN-2.6'], runs: 1 }),
      certify({ provider: bad, clauses: ['JOIN-2.6'], runs: 1 }),
    ]);
    expect([one.verdict, two.verdict]).toEqual(['conformant', 'inconclusive']);
    expect(two.clauses['JOIN-2.6'].reason).toBe('the provider could not open a case: Error: no room');
    expect(two.cases.flatMap(({ trace }) => trace)).toEqual([]);
  });

  it('can be stopped, and certifies what it has seen as inconclusive', async () => {
    const controller = new AbortController();
    const { verdict, stopped, clauses } = await certify({
      provider: await memory(),
      signal: controller.signal,
      onEvent: ({ kind }) => {
        if (kind === 'case') controller.abort(new Error('enough'));
      },
    });
    expect([verdict, stopped]).toEqual(['inconclusive', 'enough']);
    expect(clauses['USING-9'].verdict).toBe('inconclusive');
  });

  it('gives deadlines more room for a provider that answers slowly', async () => {
    const good = await memory();
    const slow: Provider = {
      ...good,
      async open(setup) {
        const testbed = await good.open(setup);
        return {
          ...testbed,
          getSockName: (node, args) =>
            new Promise((resolve) => {
              setTimeout(() => {
                resolve(testbed.getSockName(node, args));
              }, 5);
            }),
        };
      },
    };
    const limits = { callMs: 100, mustMs: 50, mustNotMs: 10 };
    const certification = await certify({ provider: slow, clauses: ['JOIN-3.4'], runs: 1, limits });
    expect(certification.limits.mustMs).toBeGreaterThan(150);
    expect(certification.verdict).toBe('conformant');
  });
});

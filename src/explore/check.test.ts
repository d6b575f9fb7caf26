import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClauseId } from '../clauses/index.js';
import { DEFAULT_LIMITS, type Provider } from '../port/index.js';
import { parseReplay } from '../run/index.js';
import { propertyOf } from './check.js';
import type { CheckOptions } from './property.js';
import type { Execution } from './run-plan.js';

const nobody: Provider = {
  name: 'nobody',
  version: '0',
  capabilities: { schemes: [], dataPlanes: [], entries: [], features: [] },
  open: () => {
    throw new Error('nothing is opened here');
  },
};
const options: CheckOptions = { provider: nobody, seed: 7, runs: 50, limits: DEFAULT_LIMITS };
const fine: Execution = { trace: [], judgement: { violations: [] }, performed: ['quiet'], members: [] };

function breaking(clause: ClauseId, at = 3): Execution {
  const violation = { clause, expected: 'less', saw: 'more', at, against: [] };
  return { ...fine, judgement: { violations: [violation] } };
}

/** A property of numbers up to 1000, with an execution made up for each. */
function numbers(executionOf: (n: number) => Execution, seen: number[] = []) {
  return propertyOf<number>({
    id: 'numbers',
    name: 'Numbers are fine',
    clauses: ['JOIN-2.6'],
    applies: () => true,
    inputs: () => fc.nat(1000),
    *execute(n) {
      seen.push(n);
      return { ...executionOf(n), trace: [{ kind: 'note', text: String(n) }] };
    },
  });
}

/** There is always something smaller. */
class Endless extends fc.Arbitrary<number> {
  override generate(): fc.Value<number> {
    return new fc.Value(1, undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is number {
    return false;
  }

  override shrink(value: number): fc.Stream<fc.Value<number>> {
    return fc.Stream.of(new fc.Value(value / 2, undefined));
  }
}

describe('check', () => {
  it('passes after all its runs, and tells of each', async () => {
    const done: number[] = [];
    const record = await numbers(() => fine).check({ ...options, onRun: (n) => done.push(n) });
    expect(record).toMatchObject({ kind: 'property', outcome: 'passed', executions: 50, seed: 7, violations: [] });
    expect(done).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
  });

  it('gives the shortest counterexample with its own trace', async () => {
    const record = await numbers((n) => (n >= 10 ? breaking('JOIN-2.6') : fine)).check(options);
    expect(record.outcome).toBe('violated');
    expect(record.trace).toEqual([{ kind: 'note', text: '10' }]);
    expect(record.violations.map(({ clause }) => clause)).toEqual(['JOIN-2.6']);
  });

  it('reproduces it from the replay token, in one execution', async () => {
    const executionOf = (n: number) => (n >= 10 ? breaking('JOIN-2.6') : fine);
    const first = await numbers(executionOf).check(options);
    const token = parseReplay(first.replay);
    const path = 'replay' in token ? token.replay.path : undefined;
    const seen: number[] = [];
    const second = await numbers(executionOf, seen).check({ ...options, ...(path === undefined ? {} : { path }) });
    expect(path).toBeDefined();
    expect(second.trace).toEqual(first.trace);
    expect(second.replay).toBe(first.replay);
    expect(seen).toEqual([10]);
  });

  it('does not shrink into another clause', async () => {
    const record = await numbers((n) => (n >= 100 ? breaking('JOIN-2.6') : n >= 10 ? breaking('USING-5') : fine)).check(
      options,
    );
    expect(record.violations.map(({ clause }) => clause)).toEqual(['JOIN-2.6']);
    expect(record.trace).toEqual([{ kind: 'note', text: '100' }]);
  });

  it('does not try to make it smaller for ever', async () => {
    const endless = propertyOf<number>({
      ...{ id: 'endless', name: 'Endless', clauses: [], applies: () => true },
      inputs: () => new Endless(),
      *execute() {
        return breaking('JOIN-2.6');
      },
    });
    const { outcome, executions } = await endless.check(options);
    expect([outcome, executions]).toEqual(['violated', 502]);
  });

  it('takes what the header shows for no counterexample', async () => {
    const record = await numbers(() => breaking('INFO-1', 0)).check(options);
    expect(record.outcome).toBe('passed');
  });

  it('is inconclusive after an obstacle, with the reason, and stops', async () => {
    const seen: number[] = [];
    const record = await numbers(() => ({ ...fine, obstacle: 'the adapter is gone' }), seen).check(options);
    expect(record).toMatchObject({ outcome: 'inconclusive', reason: 'the adapter is gone', executions: 1 });
    expect(seen).toHaveLength(1);
  });

  it('is inconclusive where no run made a move', async () => {
    const record = await numbers(() => ({ ...fine, performed: [] })).check(options);
    expect(record).toMatchObject({ outcome: 'inconclusive', reason: 'no run made a single move' });
  });

  it('is inconclusive where the kit itself fails', async () => {
    const record = await numbers(() => {
      throw new Error('a slip of ours');
    }).check(options);
    expect(record.outcome).toBe('inconclusive');
    expect(record.reason).toContain('a slip of ours');
  });

  it('keeps its counterexample where smaller inputs make the kit fail, or the provider changes its ways', async () => {
    let found = false;
    const shaky = await numbers((n) => {
      if (n < 10 && !found) return fine;
      found = true;
      if (n < 10) throw new Error('a slip of ours');
      return breaking('JOIN-2.6');
    }).check(options);
    expect(shaky.trace).toEqual([{ kind: 'note', text: '10' }]);
    const seen: number[] = [];
    const fickle = await numbers(() => (seen.length === 1 ? breaking('JOIN-2.6') : fine), seen).check(options);
    expect(fickle.outcome).toBe('violated');
    expect(fickle.violations).toHaveLength(1);
    expect(fickle.trace).toEqual([{ kind: 'note', text: String(seen[0]) }]);
  });

  it('does not take an interruption for a pass', async () => {
    const before = fc.readConfigureGlobal();
    fc.configureGlobal({ interruptAfterTimeLimit: 0 });
    try {
      const record = await numbers(() => fine).check(options);
      expect(record.outcome).toBe('inconclusive');
    } finally {
      fc.configureGlobal(before);
    }
  });

  it('is not applicable where its claims are missing', async () => {
    const property = propertyOf<number>({
      id: 'never',
      name: 'Never',
      clauses: [],
      applies: () => false,
      inputs: () => fc.nat(),
      *execute() {
        return fine;
      },
    });
    expect(await property.check(options)).toMatchObject({ outcome: 'not-applicable', executions: 0 });
  });
});

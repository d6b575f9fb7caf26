import { describe, expect, it } from 'vitest';
import { CLAUSE_IDS } from '../clauses/index.js';
import type { Report } from '../report/index.js';
import { certificationOf } from '../certify/index.js';
import { reportOf } from '../report/index.js';
import { compared, pairsOf } from './compare.js';
import { deviationOf } from './deviation.js';
import type { Run } from './data.js';

function report(name: string, verdicts: Report['clauses']): Report {
  const certification = certificationOf(
    {
      provider: { name, version: '1' },
      capabilities: { schemes: ['admit'], dataPlanes: [], entries: [], features: [] },
      selection: { level: 'full' },
      seed: 1,
      runs: 1,
      limits: { callMs: 1, mustMs: 1, mustNotMs: 1, eventsPerCase: 1 },
    },
    [],
  );
  const all = Object.fromEntries(CLAUSE_IDS.map((id) => [id, 'passed' as const]));
  return { ...reportOf(certification), clauses: { ...all, ...verdicts } };
}

const run = (it: Report): Run => ({ report: it, traceOf: () => undefined });

describe('two reports on one provider', () => {
  it('say what was fixed, what broke, and what else is not as it was', () => {
    const before = report('p', { 'JOIN-2.4': 'failed', 'JOIN-2.6': 'inconclusive', 'USING-3': 'passed' });
    const after = report('p', { 'JOIN-2.5': 'failed', 'JOIN-2.6': 'failed', 'USING-3': 'not-applicable' });
    const { fixed, broke, other, same } = compared(before, after);
    expect(fixed.map(({ id }) => id)).toEqual(['JOIN-2.4']);
    expect(broke.map(({ id }) => id)).toEqual(['JOIN-2.5', 'JOIN-2.6']);
    expect(other.map(({ id }) => id)).toEqual(['USING-3']);
    expect(same).toBe(CLAUSE_IDS.length - 4);
  });

  it('are found among those on others, each with the one before', () => {
    const runs = ['a', 'b', 'a', 'a'].map((name) => run(report(name, {})));
    expect(pairsOf(runs).map(({ places }) => places)).toEqual([
      [0, 2],
      [2, 3],
    ]);
  });
});

describe('two traces of one case', () => {
  const note = (text: string) => ({ kind: 'note', text }) as const;

  it('part at the first event that is not the same, the headers aside', () => {
    expect(deviationOf([note('h1'), note('a'), note('b')], [note('h2'), note('a'), note('c')]).at).toBe(2);
    expect(deviationOf([note('h1'), note('a'), note('b')], [note('h2'), note('a')]).at).toBe(2);
    expect(deviationOf([note('h1'), note('a')], [note('h2'), note('a')]).at).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import type { Violation } from '../oracle/index.js';
import type { CaseRecord } from '../run/index.js';
import { certificationOf } from './certification.js';
import { rejudged } from './recheck.js';
import { combined } from './repetition.js';

const record = (outcome: CaseRecord['outcome'], more: Partial<CaseRecord> = {}): CaseRecord => ({
  kind: 'scenario',
  id: 'a#b',
  name: 'b',
  clauses: ['JOIN-3.4'],
  outcome,
  violations: [],
  trace: [],
  seed: 1,
  executions: 1,
  replay: 'jl2.x',
  ms: 2,
  ...more,
});
const violation: Violation = { clause: 'JOIN-3.4', expected: 'a', saw: 'b', at: 3, against: [] };
const violated = record('violated', { violations: [violation], replay: 'jl2.this' });
const verdictOn = (one: CaseRecord) =>
  certificationOf(
    {
      provider: { name: 'p', version: '1' },
      capabilities: { schemes: ['admit'], dataPlanes: [], entries: [], features: [] },
      selection: { level: 'full', clauses: ['JOIN-3.4'] },
      seed: 1,
      runs: 1,
      limits: { callMs: 1, mustMs: 1, mustNotMs: 1, eventsPerCase: 1 },
    },
    [one],
  );

describe('a case that is run several times', () => {
  it('has the verdict that it has each time', () => {
    expect(combined([record('passed'), record('passed')])).toEqual(record('passed', { executions: 2, ms: 4 }));
    expect(combined([violated, violated])).toMatchObject({ outcome: 'violated', violations: [violation] });
  });

  it('is unstable if its verdicts differ, and keeps what shows the failure', () => {
    const found = combined([record('passed'), violated, record('passed')]);
    expect(found).toMatchObject({
      outcome: 'unstable',
      reason: 'run 3 times, its verdicts differ: 2 times passed, once violated (JOIN-3.4)',
      violations: [violation],
      replay: 'jl2.this',
      executions: 3,
    });
    const { verdict, clauses } = verdictOn(found);
    expect([verdict, clauses['JOIN-3.4'].verdict]).toEqual(['nonconformant', 'failed']);
  });

  it('is unstable if it fails otherwise another time', () => {
    const other = record('violated', { violations: [{ ...violation, clause: 'JOIN-3.6' }] });
    expect(combined([violated, other]).outcome).toBe('unstable');
  });

  it('never passes once it is unstable', () => {
    const found = combined([record('passed'), record('inconclusive', { reason: 'it hung' })]);
    expect(found.outcome).toBe('unstable');
    const { verdict, reason, clauses } = verdictOn(found);
    expect([verdict, clauses['JOIN-3.4'].verdict]).toEqual(['inconclusive', 'inconclusive']);
    expect(reason).toContain('once passed, once inconclusive');
    expect(rejudged(found).outcome).toBe('unstable');
  });
});

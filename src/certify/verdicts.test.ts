import { describe, expect, it } from 'vitest';
import { CLAUSE_IDS, type ClauseId } from '../clauses/index.js';
import type { CaseRecord } from '../run/index.js';
import type { Capabilities } from '../trace/index.js';
import { certificationOf, type RunFacts } from './certification.js';
import { verdictsOf, type Selection } from './verdicts.js';

const ADMIT: Capabilities = { schemes: ['admit'], dataPlanes: ['nonrooted-data'], entries: [], features: [] };
const FULL: Selection = { level: 'full' };

function record(clauses: readonly ClauseId[], changes: Partial<CaseRecord> = {}): CaseRecord {
  return {
    kind: 'scenario',
    id: `a case for ${clauses.join(' ')}`,
    name: 'A case',
    clauses,
    outcome: 'passed',
    violations: [],
    trace: [],
    seed: 1,
    executions: 1,
    replay: 'jl2.x',
    ...changes,
  };
}

function violated(shown: readonly ClauseId[], clause: ClauseId, at = 3): CaseRecord {
  return record(shown, { outcome: 'violated', violations: [{ clause, expected: 'a', saw: 'b', at, against: [] }] });
}

function facts(changes: Partial<RunFacts> = {}): RunFacts {
  return {
    provider: { name: 'p', version: '1' },
    capabilities: ADMIT,
    selection: FULL,
    seed: 1,
    runs: 1,
    limits: { callMs: 1, mustMs: 1, mustNotMs: 1, eventsPerCase: 1 },
    ...changes,
  };
}

/** One case that has passed for every clause that there is. */
const EVERYTHING = [record(CLAUSE_IDS)];

describe('the verdict on a clause', () => {
  const verdict = (id: ClauseId, records: readonly CaseRecord[], selection = FULL) =>
    verdictsOf(records, ADMIT, selection)[id];

  it('is passed if a case that shows it has passed', () => {
    const one = record(['JOIN-3.4']);
    expect(verdict('JOIN-3.4', [one])).toEqual({ verdict: 'passed', cases: [one.id] });
  });

  it('is failed if any case found it violated, whatever that case was for', () => {
    const records = [record(['JOIN-3.4']), violated(['JOIN-3.5'], 'JOIN-3.4')];
    expect(verdict('JOIN-3.4', records)).toEqual({ verdict: 'failed', cases: ['a case for JOIN-3.5'] });
  });

  it('is failed if the claims violate it', () => {
    expect(verdict('JOIN-2.1', [violated(['JOIN-2.1'], 'JOIN-2.1', 0)])).toMatchObject({ verdict: 'failed' });
  });

  it('is failed if it was violated although it is not applicable', () => {
    expect(verdict('JOIN-2.6', [violated(['JOIN-3.6'], 'JOIN-2.6')])).toMatchObject({ verdict: 'failed' });
    expect(verdict('JOIN-2.6', [])).toMatchObject({ verdict: 'not-applicable' });
  });

  it('is inconclusive if one of its cases was not seen to its end, whatever the others showed', () => {
    const records = [record(['JOIN-3.4']), record(['JOIN-3.4'], { outcome: 'inconclusive', reason: 'it hung' })];
    expect(verdict('JOIN-3.4', records)).toMatchObject({ verdict: 'inconclusive', reason: 'it hung' });
  });

  it('is inconclusive if its only cases ended at the failure of another', () => {
    const found = verdict('JOIN-3.4', [violated(['JOIN-3.4'], 'USING-4')]);
    expect(found).toMatchObject({
      verdict: 'inconclusive',
      reason: 'the cases that show it ended at a failure of USING-4',
    });
  });

  it('is inconclusive if no case could run, or there is none, or none was selected', () => {
    const skipped = record(['JOIN-3.4'], { outcome: 'not-applicable', reason: 'too many nodes' });
    expect(verdict('JOIN-3.4', [skipped]).reason).toBe('no case that shows it could run: too many nodes');
    expect(verdict('JOIN-3.4', []).reason).toBe('no case shows it');
    const other = verdict('JOIN-3.4', [record(['JOIN-3.4'])], { level: 'full', clauses: ['JOIN-3.5'] });
    expect(other).toEqual({ verdict: 'inconclusive', reason: 'not selected', cases: [] });
  });

  it('says why there is none', () => {
    expect(verdict('JOIN-1.1', EVERYTHING).verdict).toBe('definition');
    expect(verdict('USING-22', EVERYTHING)).toMatchObject({
      verdict: 'untested',
      reason: expect.any(String) as string,
    });
  });
});

describe('the verdict on a provider', () => {
  const verdicts = (records: readonly CaseRecord[], changes: Partial<RunFacts> = {}) => {
    const { verdict, core, full, reason } = certificationOf(facts(changes), records);
    return { verdict, core: core.verdict, full: full.verdict, reason };
  };

  it('is conformant if every clause that can be tested has passed', () => {
    expect(verdicts(EVERYTHING)).toEqual({
      verdict: 'conformant',
      core: 'conformant',
      full: 'conformant',
      reason: undefined,
    });
  });

  it('rests on the source article alone at level core', () => {
    const records = [...EVERYTHING, violated(['USING-4'], 'USING-4')];
    expect(verdicts(records)).toMatchObject({ verdict: 'nonconformant', core: 'conformant', full: 'nonconformant' });
    const core = verdicts(records, { selection: { level: 'core' } });
    expect(core).toMatchObject({ verdict: 'conformant', core: 'conformant', full: 'nonconformant' });
    expect(verdicts(EVERYTHING, { selection: { level: 'core' } }).full).toBe('inconclusive');
  });

  it('is inconclusive if nothing ran, nothing was claimed or nothing was selected', () => {
    expect(verdicts([]).verdict).toBe('inconclusive');
    const nobody = verdicts(EVERYTHING, { capabilities: { ...ADMIT, schemes: [] } });
    expect(nobody).toMatchObject({ verdict: 'inconclusive', reason: 'the provider claims no scheme of joining' });
    const nothing = verdicts(EVERYTHING, { selection: { level: 'full', clauses: [] } });
    expect(nothing).toMatchObject({ verdict: 'inconclusive', reason: 'no clause of this level was selected' });
    const unclaimed = verdicts(EVERYTHING, { selection: { level: 'full', clauses: ['JOIN-2.6'] } });
    expect(unclaimed).toMatchObject({ verdict: 'inconclusive', reason: 'no selected clause could be tested' });
  });

  it('concerns the selected clauses alone if there is a filter', () => {
    const selection: Selection = { level: 'full', clauses: ['JOIN-3.4'] };
    const records = [record(['JOIN-3.4']), violated(['JOIN-3.4'], 'USING-4')];
    expect(verdicts(records, { selection })).toMatchObject({ verdict: 'conformant', core: 'conformant' });
  });

  it('is not conformant if the run was cut short, and withdraws what had passed', () => {
    const cut = certificationOf(facts({ stopped: 'the plug was pulled', unfinished: true }), EVERYTHING);
    expect(cut).toMatchObject({ verdict: 'inconclusive', reason: 'the plug was pulled' });
    expect(Object.values(cut.clauses).some(({ verdict }) => verdict === 'passed')).toBe(false);
    const failed = certificationOf(facts({ stopped: 'x', unfinished: true }), [violated(['JOIN-3.4'], 'JOIN-3.4')]);
    expect(failed.verdict).toBe('nonconformant');
  });

  it('lists failures by clause, the shortest first', () => {
    const records = [violated([], 'USING-4', 9), violated([], 'JOIN-3.4', 8), violated([], 'USING-4', 2)];
    const { failures } = certificationOf(facts(), records);
    expect(failures.map(({ clause, at }) => [clause, at])).toEqual([
      ['JOIN-3.4', 8],
      ['USING-4', 2],
      ['USING-4', 9],
    ]);
  });
});

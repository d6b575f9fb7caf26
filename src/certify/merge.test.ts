import { describe, expect, it } from 'vitest';
import { CLAUSE_IDS } from '../clauses/index.js';
import { KIT_VERSION, type CaseRecord } from '../run/index.js';
import type { RunFacts } from './certification.js';
import { merged, type PartOfRun } from './merge.js';

const record = (place: number, more: Partial<CaseRecord> = {}): CaseRecord => ({
  kind: 'scenario',
  id: `case ${place}`,
  name: `case ${place}`,
  clauses: place === 0 ? CLAUSE_IDS : [],
  outcome: 'passed',
  violations: [],
  trace: [],
  seed: 1,
  executions: 1,
  replay: 'jl2.x',
  place,
  ...more,
});
const FACTS: RunFacts = {
  provider: { name: 'p', version: '1' },
  capabilities: { schemes: ['admit'], dataPlanes: ['nonrooted-data'], entries: [], features: [] },
  selection: { level: 'full' },
  seed: 1,
  runs: 1,
  limits: { callMs: 1, mustMs: 1, mustNotMs: 1, eventsPerCase: 1 },
};
const shard = (index: number, facts: Partial<RunFacts> = {}, more: Partial<PartOfRun> = {}): PartOfRun => {
  const places = index === 1 ? [0, 3] : [1, 2];
  return {
    name: `s${index}`,
    kit: KIT_VERSION,
    facts: { ...FACTS, part: { shard: { index, of: 2 }, schedule: 'abc', total: 4, places }, ...facts },
    cases: places.map((place) => record(place)),
    ...more,
  };
};

describe('shards', () => {
  it('make the whole run, in its order', () => {
    const whole = merged([shard(2), shard(1)]);
    expect(whole.verdict).toBe('conformant');
    expect(whole.cases.map(({ place }) => place)).toEqual([0, 1, 2, 3]);
    expect(whole.part).toBeUndefined();
  });

  it('have met the provider once', () => {
    const met = (index: number): PartOfRun => {
      const { kind, id, name, clauses, violations, trace, seed, executions, replay } = record(9, {
        id: 'first meeting',
      });
      const meeting: CaseRecord = {
        kind,
        id,
        name,
        clauses,
        outcome: 'inconclusive',
        violations,
        trace,
        seed,
        executions,
        replay,
      };
      return { ...shard(index), cases: [meeting, ...shard(index).cases] };
    };
    expect(merged([met(1), met(2)]).cases.map(({ id }) => id)).toEqual([
      'first meeting',
      ...[0, 1, 2, 3].map((place) => `case ${place}`),
    ]);
  });

  it.each<[string, readonly [PartOfRun, ...PartOfRun[]], string]>([
    ['one is missing', [shard(1)], 'shard 2 of 2 is missing'],
    ['one is given twice', [shard(1), shard(1)], 'shard 1 of 2 was given more than once'],
    ['one was cut short', [shard(1), shard(2, { stopped: 'it was interrupted', unfinished: true })], 's2: it was'],
    ['one lacks a case', [shard(1), shard(2, {}, { cases: [record(1)] })], '1 cases are in no shard'],
    [
      'the providers differ',
      [shard(1), shard(2, { provider: { name: 'p', version: '2' } })],
      'the provider: p 1 in s1',
    ],
    [
      'the claims differ',
      [shard(1), shard(2, { capabilities: { ...FACTS.capabilities, features: ['loopback'] } })],
      'claims',
    ],
    ['the seeds differ', [shard(1), shard(2, { seed: 2 })], 'the shards disagree on the seed: 1 in s1, 2 in s2'],
    ['the kits differ', [shard(1), shard(2, {}, { kit: '9' })], 'the version of the kit'],
    ['all are of another kit', [shard(1, {}, { kit: '9' }), shard(2, {}, { kit: '9' })], '9 in s1, '],
    [
      'the specifications differ',
      [shard(1), shard(2, { selection: { level: 'full', spec: '2018-05-31/1' } })],
      'the revision of the specification',
    ],
    ['the levels differ', [shard(1), shard(2, { selection: { level: 'core' } })], 'the level: full in s1, core in s2'],
    ['the clauses differ', [shard(1), shard(2, { selection: { level: 'full', clauses: [] } })], 'the clauses selected'],
    ['the orderings differ', [shard(1), shard(2, { runs: 2 })], 'the number of orderings'],
    ['the repetitions differ', [shard(1), shard(2, { repeat: 2 })], 'the number of repetitions'],
    [
      'the schedules differ',
      [shard(1), shard(2, { part: { shard: { index: 2, of: 2 }, schedule: 'x', total: 4, places: [] } })],
      'the schedule',
    ],
    [
      'they are of other numbers',
      [shard(1), shard(2, { part: { shard: { index: 2, of: 3 }, schedule: 'abc', total: 4, places: [] } })],
      'the number of shards',
    ],
  ])('are inconclusive if %s', (_name, shards, reason) => {
    const { verdict, core, full, reason: said } = merged(shards);
    expect([verdict, core.verdict, full.verdict]).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
    expect(said).toContain(reason);
  });

  it('say nothing at all, also of a failure, if two are not of one run', () => {
    const violation = { clause: 'JOIN-3.4', expected: 'a', saw: 'b', at: 3, against: [] } as const;
    const failed = shard(1, {}, { cases: [record(0, { outcome: 'violated', violations: [violation] }), record(3)] });
    expect(merged([failed, shard(2)]).verdict).toBe('nonconformant');
    expect(merged([failed, shard(2, { seed: 2 })])).toMatchObject({ verdict: 'inconclusive', cases: [], failures: [] });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provider as reference } from '../../../reference/memory/index.js';
import { MUTANTS, showsInTurn, type Mutant } from '../../../reference/mutants/all.js';
import { runFeatures, type Choice } from '../../certify/features.js';
import { CLAUSE_IDS, isClauseId, type ClauseId } from '../../clauses/index.js';
import { PROPERTIES, walks, type Property } from '../../explore/index.js';
import { DEFAULT_LIMITS, type Provider } from '../../port/index.js';
import type { CaseRecord } from '../../run/index.js';
import { scenarioOf } from './index.js';

const limits = DEFAULT_LIMITS;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-gherkin-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function play(provider: Provider, choice: Choice): Promise<readonly CaseRecord[]> {
  const records: CaseRecord[] = [];
  const lost: string[] = [];
  const trouble = await runFeatures({ provider, seed: 1, limits, record: (it) => void records.push(it) }, choice, {
    planned: () => undefined,
    lost: ({ reason }) => void lost.push(reason),
  });
  expect([trouble, lost]).toEqual([undefined, []]);
  return records;
}

/** A counterexample to the clause that a mutant breaks. */
async function counterexample({ provider, breaks }: Mutant, shrink: boolean): Promise<CaseRecord | undefined> {
  const possible = PROPERTIES.filter((it) => it.applies(provider.capabilities));
  const about = (it: Property): boolean => it.clauses.some((clause) => clause === breaks);
  const properties = [...possible.filter(about), ...possible.filter((it) => !about(it))];
  for (const seed of [1, 2, 3, 4]) {
    for (const property of properties) {
      const record = await property.check({ provider, seed, runs: 150, limits, shrink });
      if (record.violations[0]?.clause === breaks) return record;
    }
  }
  return undefined;
}

/** Prints the violations of records, and plays what was printed; what came of it, in the same order. */
async function replayed(name: string, records: readonly CaseRecord[], provider: Provider) {
  const files = records.map(({ trace, violations }, place) => {
    const { text, unsaid } = scenarioOf(trace, violations[0]);
    expect(unsaid).toEqual([]);
    const file = path.join(folder, `${name}-${String(place).padStart(4, '0')}.feature`);
    writeFileSync(file, text);
    return file;
  });
  const same = await play(provider, { files });
  const sound = await play(reference, { files });
  return { same: same.map(({ violations: [first] }) => first?.clause), sound: sound.map(({ outcome }) => outcome) };
}

const byProperty = MUTANTS.filter(({ by }) => by === 'property');
const others = MUTANTS.filter(showsInTurn)
  .filter(({ by }) => by !== 'property')
  .filter((_mutant, place) => place % 8 === 0);

describe('a scenario that is told of a counterexample', () => {
  it('is tried on mutants enough', () => {
    expect(byProperty.length).toBeGreaterThanOrEqual(20);
    expect(others.length).toBeGreaterThanOrEqual(10);
  });

  it.each(byProperty.map((mutant) => [mutant.name, mutant] as const))(
    'of %s fails for the same clause, and passes where nothing is wrong',
    async (name, mutant) => {
      const found = [await counterexample(mutant, false), await counterexample(mutant, true)];
      const records = found.flatMap((record) => record ?? []);
      expect(records).toHaveLength(2);
      const { same, sound } = await replayed(name, records, mutant.provider);
      expect(same).toEqual([mutant.breaks, mutant.breaks]);
      expect(sound).toEqual(['passed', 'passed']);
    },
  );

  it.each(others.map((mutant) => [mutant.name, mutant] as const))(
    'of %s, found by scenarios, fails for the same clause too',
    async (name, { provider }) => {
      const all = await play(provider, { clauses: CLAUSE_IDS });
      const records = all.filter(({ outcome }) => outcome === 'violated');
      const clauses = records.map(({ violations: [first] }) => first?.clause);
      const { same, sound } = await replayed(name, records, provider);
      expect(same).toEqual(clauses);
      expect(new Set(sound)).toEqual(new Set(records.length === 0 ? [] : ['passed']));
    },
  );
});

describe('a scenario that is told of a case without a fault', () => {
  it('does what was done, and passes', async () => {
    const [property] = PROPERTIES;
    const record = await property?.check({ provider: reference, seed: 7, runs: 3, limits });
    const { text, unsaid } = scenarioOf(record?.trace ?? []);
    expect(unsaid).toEqual([]);
    const file = path.join(folder, 'fine.feature');
    writeFileSync(file, text);
    const [again] = await play(reference, { files: [file] });
    expect([again?.outcome, story(again)]).toEqual(['passed', story(record)]);
  });
});

describe('a scenario of several sessions', () => {
  it('has words for all that is done in them, and names everybody in its own way', async () => {
    const property = walks({ id: 'walk', name: 'A walk', clauses: [], scheme: 'invite+admit', leaves: 3, sessions: 2 });
    const record = await property.check({ provider: reference, seed: 20, runs: 1, limits });
    const { text, unsaid } = scenarioOf(record.trace);
    expect(unsaid).toEqual([]);
    expect(text).not.toContain('on the node of');
    const file = path.join(folder, 'sessions.feature');
    writeFileSync(file, text);
    const [again] = await play(reference, { files: [file] });
    expect([again?.outcome, again?.reason]).toEqual(['passed', undefined]);
  });
});

describe('the tags of a scenario', () => {
  it('name the clause, the claims and the seed', async () => {
    const mutant = MUTANTS.find(({ name }) => name === 'crowd-hears-early');
    const record = mutant === undefined ? undefined : await counterexample(mutant, false);
    const header = record?.trace[0];
    const clause: ClauseId | undefined = record?.violations[0]?.clause;
    expect(clause !== undefined && isClauseId(clause)).toBe(true);
    const seed = header?.kind === 'header' ? header.seed : -1;
    expect(scenarioOf(record?.trace ?? [], record?.violations[0]).text).toMatch(
      new RegExp(String.raw`^ {2}@${clause} @(?:non)?rooted-data .*@seed:${seed}$`, 'mu'),
    );
  });
});

/** What was done and seen from the first join on. */
function story(record: CaseRecord | undefined): readonly string[] {
  const trace = record?.trace ?? [];
  const first = trace.findIndex((event) => event.kind === 'call' && event.verb === 'joinLeaf');
  return trace.slice(first).flatMap((event) => {
    if (event.kind === 'call') return `${event.node} ${event.verb} ${JSON.stringify(event.args)}`;
    return event.kind === 'indication' ? `${event.node} ${event.event} ${event.socket} ${event.error}` : [];
  });
}

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MUTANTS } from '../../reference/mutants/all.js';
import { readRun } from '../cli/run-folder.js';
import { prepare, writeOut } from '../cli/output.js';
import { minimised } from '../explore/index.js';
import { DEFAULT_LIMITS, type Provider } from '../port/index.js';
import { reportOf } from '../report/index.js';
import { stringifyTrace } from '../trace/index.js';
import { certify } from './certify.js';
import { certificationOf, type Certification } from './certification.js';
import { shortening } from './shortest.js';

const mutant = MUTANTS.find(({ name }) => name === 'forgets-the-admitted');
if (mutant === undefined) throw new Error('the mutant is gone');
const { provider } = mutant;
const CLAUSE = 'USING-17';

let whole: Certification;
let folder: string;
beforeAll(async () => {
  whole = await certify({ provider, clauses: [CLAUSE], runs: 1 });
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-stories-'));
  prepare(folder);
  writeOut(folder, whole);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a failure of a scenario', () => {
  it('is told by its shortest story, and says what the scenario was', () => {
    const told = reportOf(whole).failures.filter(({ clause, step }) => clause === CLAUSE && step !== undefined);
    expect(told).not.toEqual([]);
    for (const { case: id, events, at, replay, scenario, excerpt } of told) {
      const record = whole.cases.find((it) => it.id === id);
      expect(scenario).toMatchObject({ events: record?.trace.length, replay: record?.replay });
      expect(at).toBeLessThan(scenario?.at ?? 0);
      expect(events).toBeLessThan(scenario?.events ?? 0);
      expect(excerpt.find(({ here }) => here)?.index).toBe(at);
      expect(replay).not.toBe(record?.replay);
    }
  });

  it('is still what it was in the scenario, as known failures name it', () => {
    for (const failure of whole.failures)
      expect(failure.case.violations).toContainEqual(expect.objectContaining({ at: failure.at }));
    expect(new Set(whole.failures.map(({ kind }) => kind))).toEqual(new Set(['FD_CLOSE that is owed does not come']));
  });

  it('is the same each time', async () => {
    const again = await certify({ provider, clauses: [CLAUSE], runs: 1 });
    expect(again.cases.map(({ shortest }) => shortest)).toEqual(whole.cases.map(({ shortest }) => shortest));
  });
});

describe('a folder with short stories', () => {
  it('is read back with them, and they come into what is made of it', () => {
    const { facts, cases, differences } = readRun(folder);
    expect(differences).toEqual([]);
    expect(cases.map(({ shortest }) => shortest)).toEqual(whole.cases.map(({ shortest }) => shortest));
    const { failures } = certificationOf(facts, cases);
    expect(failures.map(({ story }) => story.replay)).toEqual(whole.failures.map(({ story }) => story.replay));
  });

  it('differs where a story does not break its clause', () => {
    const [file = ''] = readdirSync(path.join(folder, 'traces')).filter((name) => name.includes('-shortest-using-17'));
    const passed = whole.cases.find(({ outcome }) => outcome === 'passed')?.trace ?? [];
    writeFileSync(path.join(folder, 'traces', file), gzipSync(stringifyTrace(passed)));
    const { differences } = readRun(folder);
    expect(differences).toContainEqual(expect.stringContaining(`the shortest story of ${CLAUSE} does not break it`));
    expect(differences).toContainEqual(expect.stringContaining('its trace is that of'));
  });
});

describe('making scenarios short', () => {
  const failed = (): Certification['cases'] =>
    whole.cases.filter(({ kind, outcome }) => kind === 'scenario' && outcome === 'violated');

  it('takes only the first of each clause where a provider does not answer at once', async () => {
    const slow: Provider = { ...provider, open: (setup) => Promise.resolve(provider.open(setup)) };
    const shorten = shortening({ provider: slow, seed: 1, limits: DEFAULT_LIMITS });
    const clauses: (readonly string[])[] = [];
    for (const record of failed()) {
      clauses.push(
        (await shorten({ ...record, shortest: [] })).shortest?.map(({ violation }) => violation.clause) ?? [],
      );
    }
    expect(clauses.length).toBeGreaterThan(1);
    expect(clauses.flat().sort()).toEqual([...new Set(clauses.flat())].sort());
    expect(clauses.flat()).toContain(CLAUSE);
  });

  it('ends where it has taken as many executions as it may, and says so', async () => {
    const [record] = failed();
    const violation = record?.violations.find(({ clause }) => clause === CLAUSE);
    if (record === undefined || violation === undefined) throw new Error('nothing has failed');
    const options = { provider, limits: DEFAULT_LIMITS, info: record };
    const few = () => ({ executions: 3 });
    const story = await minimised(record.trace, violation, options, few);
    expect(story).toMatchObject({ executions: 3, isLeast: false, violation: { clause: CLAUSE } });
    expect(await minimised(record.trace, violation, options)).toMatchObject({ isLeast: true });
  });
});

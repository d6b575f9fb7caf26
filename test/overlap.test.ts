import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byPromise, createProvider } from '../reference/memory/index.js';
import { runFeatures } from '../src/certify/features.js';
import { inOverlaps } from '../src/certify/self-test-examine.js';
import { loadSpecimens, type FaultySpecimen } from '../src/certify/self-test-specimens.js';
import { replayWalk } from '../src/certify/walking.js';
import { retrace } from '../src/explore/index.js';
import { parseWalk, stringifyWalk } from '../src/explore/walk/token.js';
import type { Step } from '../src/explore/walk/walk.js';
import { DEFAULT_LIMITS, type Provider } from '../src/port/index.js';
import { scenarioOf } from '../src/report/index.js';
import { parseReplay, type CaseRecord } from '../src/run/index.js';
import { heldCalls } from '../src/trace/index.js';
import { snippet } from './pages.js';

const limits = DEFAULT_LIMITS;
const reference = createProvider();
const specimens = await loadSpecimens();
const OVERLAPPING = specimens.filter((it): it is FaultySpecimen => it.kind === 'mutant' && it.by === 'overlap');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-overlap-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(name: string, text: string): string {
  const file = path.join(folder, `${name}.feature`);
  writeFileSync(file, text);
  return file;
}

async function inCucumber(provider: Provider, files: readonly string[]): Promise<readonly CaseRecord[]> {
  const records: CaseRecord[] = [];
  const record = (it: CaseRecord): void => void records.push(it);
  const trouble = await runFeatures(
    { provider, seed: 1, limits, record },
    { files },
    { planned: () => undefined, lost: () => undefined },
  );
  expect(trouble).toBeUndefined();
  return records;
}

/** What walks find of each, made small: by name. */
const found = new Map(
  OVERLAPPING.map((mutant) => [mutant.name, once(async () => (await inOverlaps(mutant, { shrink: true })).at(-1))]),
);

function once<T>(give: () => Promise<T>): () => Promise<T> {
  let given: Promise<T> | undefined;
  return () => (given ??= give());
}

async function walkOf(name: string): Promise<CaseRecord> {
  const record = await found.get(name)?.();
  if (record === undefined) throw new Error('there are no walks');
  return record;
}

/** The steps of a walk, with each call waited for. */
function inTurn(path: string): string {
  const made = parseWalk(path);
  if (made === undefined) throw new Error('the token holds no walk');
  const steps = made.steps.flatMap((step): readonly Step[] => {
    if ('returns' in step) return [];
    return 'move' in step ? [{ session: step.session, move: step.move }] : [step];
  });
  return stringifyWalk({ ...made, steps });
}

describe('what only overlapping calls reveal', () => {
  it('is said of a few', () => {
    expect(OVERLAPPING.length).toBeGreaterThanOrEqual(3);
  });

  describe.each(OVERLAPPING.map((mutant) => [mutant.name, mutant] as const))('%s', (name, { provider, breaks }) => {
    it('shows on a walk that keeps calls in flight, and not where the same is done and each is waited for', async () => {
      const record = await walkOf(name);
      expect(record.violations.map(({ clause }) => clause)).toEqual([breaks]);
      expect(heldCalls(record.trace).size).toBeGreaterThan(0);
      const parsed = parseReplay(record.replay);
      const path = 'replay' in parsed ? (parsed.replay.path ?? '') : '';
      const again = async (on: Provider, along: string): Promise<string | undefined> =>
        (await replayWalk(record.id, along, { provider: on, seed: 1, limits, runs: 1 }))?.outcome;
      expect(await again(provider, path)).toBe('violated');
      expect(await again(provider, inTurn(path))).toBe('passed');
      expect(await again(byPromise(reference), path)).toBe('passed');
    });

    it('is told so that Cucumber comes to the same, and gone through again to the same', async () => {
      const { trace, violations } = await walkOf(name);
      const { text, unsaid } = scenarioOf(trace, violations[0]);
      expect(unsaid).toEqual([]);
      const files = [fileOf(name, text)];
      const [told] = await inCucumber(provider, files);
      expect(told?.violations[0]?.clause).toBe(breaks);
      for (const sound of [byPromise(reference), reference]) {
        const [passed] = await inCucumber(sound, files);
        expect(passed?.outcome).toBe('passed');
      }
      const again = await retrace(trace, { provider, limits });
      expect([again?.done?.astray, again?.judgement.violations]).toEqual([undefined, violations]);
    });
  });
});

const TOLD = `
Feature: Calls that overlap

  Background:
    Given a root that is listening and two leaves
    When the next call of leaf-1 is kept in flight
    And leaf-1 requests admittance
    And leaf-2 requests admittance

  Scenario: The call returns
    When the call of leaf-1 returns
    And the root accepts twice
    Then leaf-1 and leaf-2 have joined, and nobody else

  Scenario: A Then does not wait for it to be said
    Then leaf-2's call succeeds
    And leaf-1's call succeeds

  Scenario: Nor does quiet
    When it is quiet
    And the root accepts twice
    Then FD_CONNECT without error, once comes to leaf-1 and leaf-2

  Scenario: Whoever acts again has waited before
    When leaf-1 closes its socket
    And it is quiet
    Then leaf-2's call succeeds

  Scenario: It is over before the call returns
    When the root accepts
`;

const WRONG = `
Feature: What cannot be

  Scenario: A call returns that was waited for
    Given a root that is listening and a leaf
    When leaf-1 requests admittance
    And the call of leaf-1 returns

  Scenario: Nobody of that name acts while a call is in flight
    Given a root that is listening and a leaf
    When the next call of leaf-1 is kept in flight
    And leaf-1 requests admittance
    And leaf-2 requests admittance
`;

describe('the sentences for calls that overlap', () => {
  const answering = [byPromise(reference), reference] as const;

  it.each(answering)('hang nowhere, and blame nobody', async (provider) => {
    const records = await inCucumber(provider, [fileOf('told', TOLD)]);
    expect(records.map(({ outcome, reason }) => [outcome, reason])).toEqual(Array(5).fill(['passed', undefined]));
    for (const { trace } of records) {
      expect(trace.filter(({ kind }) => kind === 'call').length).toBe(
        trace.filter(({ kind }) => kind === 'return').length,
      );
    }
  });

  it('keep the call in flight where the provider answers by promise, as docs/steps.md has it', async () => {
    const example = fileOf(
      'example',
      `Feature: Overlap\n\n  Scenario: Overlap\n${snippet('docs/steps.md', 'gherkin')}`,
    );
    for (const [place, provider] of answering.entries()) {
      const [record] = await inCucumber(provider, [example]);
      const held = [...heldCalls(record?.trace ?? []).values()];
      expect([record?.outcome, held.map((it) => it?.verb)]).toEqual(['passed', place === 0 ? ['joinLeaf'] : []]);
    }
  });

  it.each(answering)('say what cannot be', async (provider) => {
    const records = await inCucumber(provider, [fileOf('wrong', WRONG)]);
    expect(records.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['inconclusive', 'Error: no call of leaf-1 is kept in flight'],
      ['inconclusive', 'there is no leaf-2 in this case; there are: root, leaf-1'],
    ]);
  });
});

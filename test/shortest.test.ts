import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provider as reference } from '../reference/memory/index.js';
import { MUTANTS, showsInTurn } from '../reference/mutants/all.js';
import { replay, shortening } from '../src/certify/index.js';
import { runFeatures } from '../src/certify/features.js';
import { isClauseId } from '../src/clauses/index.js';
import { DOINGS, doingsIn, plainness, playDoings } from '../src/explore/deeds/index.js';
import { judge } from '../src/oracle/index.js';
import { DEFAULT_LIMITS, type Provider } from '../src/port/index.js';
import { scenarioOf } from '../src/report/index.js';
import type { CaseRecord } from '../src/run/index.js';

/** Each shown by another kind of event: a return, silence, an indication, and blocking sockets. All with `selftest:explore`. */
const ALL = process.env['JOINLEAF_ALL_MUTANTS'] === '1';
const SAMPLE = ['error-not-set', 'forgets-the-admitted', 'told-after-close', 'request-completes-as-tcp'];

const CHOSEN = MUTANTS.filter(showsInTurn).flatMap(({ by, name, breaks: clause, provider }) =>
  by !== 'property' && isClauseId(clause) && (ALL || SAMPLE.includes(name)) ? { name, clause, provider } : [],
);

let folder: string;
const features: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-shortest-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const STAGE = { seed: 1, limits: DEFAULT_LIMITS };

async function inCucumber(
  provider: Provider,
  choice: Parameters<typeof runFeatures>[1],
): Promise<readonly CaseRecord[]> {
  const records: CaseRecord[] = [];
  const record = (it: CaseRecord): void => void records.push(it);
  const shorten = 'clauses' in choice ? { shorten: shortening({ ...STAGE, provider }) } : {};
  const events = { planned: () => undefined, lost: () => undefined };
  expect(await runFeatures({ ...STAGE, provider, record, ...shorten }, choice, events)).toBeUndefined();
  return records;
}

describe('the shortest story of a scenario', () => {
  it.each(CHOSEN.map((mutant) => [mutant.name, mutant] as const))(
    'that shows %s has nothing to spare, and Cucumber can tell it',
    async (name, { provider, clause }) => {
      const records = await inCucumber(provider, { clauses: [clause] });
      const failed = records.filter(({ violations }) => violations.some((it) => it.clause === clause));
      // Where either may show it, it may take an ordering.
      if (!ALL) expect(failed).not.toEqual([]);
      for (const { trace, violations, shortest = [] } of failed) {
        for (const { violation, trace: story, isLeast } of shortest) {
          expect(isLeast).toBe(true);
          const was = violations.find((it) => it.clause === violation.clause)?.at ?? 0;
          expect(violation.at).toBeLessThan(was);
          expect(judge(story).violations).toContainEqual(violation);
          expect(story.length).toBeLessThan(trace.length);
        }
      }

      const told = failed.find(({ shortest = [] }) => shortest.some(({ violation }) => violation.clause === clause));
      const story = told?.shortest?.find(({ violation }) => violation.clause === clause);
      // What a claim, or a sentence alone, shows cannot be made shorter; nor what is as short as it can be.
      if (told === undefined || story === undefined) return void expect(ALL).toBe(true);
      const doings = doingsIn(story.trace.slice(0, story.violation.at + 1));
      if (doings === undefined) throw new Error('a story has a header');
      const options = { provider, limits: DEFAULT_LIMITS, info: told };
      const plain = plainness(await playDoings(doings, options), clause);
      for (const simpler of DOINGS.simpler(doings)) {
        const played = await playDoings(simpler, options, plain > 1 ? undefined : (it) => it.clause === clause);
        expect(plainness(played, clause), JSON.stringify(simpler.deeds)).toBeLessThan(plain);
      }

      const again = await replay({ provider, token: story.replay });
      expect(again).toMatchObject({ record: { trace: story.trace, violations: [story.violation] } });
      expect(await replay({ provider, token: told.replay })).toMatchObject({ record: { trace: told.trace } });

      const { text, unsaid } = scenarioOf(story.trace, story.violation);
      expect(unsaid).toEqual([]);
      const file = path.join(folder, `${name}.feature`);
      writeFileSync(file, text);
      features.push(file);
      const [pasted] = await inCucumber(provider, { files: [file] });
      expect(pasted?.violations.map((it) => it.clause)).toContain(clause);
    },
  );

  it('is one that the reference provider passes', async () => {
    const records = await inCucumber(reference, { files: features });
    expect(records.map(({ id, outcome }) => [id, outcome])).toEqual(records.map(({ id }) => [id, 'passed']));
    expect(records.length).toBe(features.length);
    if (!ALL) expect(records.length).toBe(SAMPLE.length);
  });
});

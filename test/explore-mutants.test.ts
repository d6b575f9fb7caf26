import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provider as reference } from '../reference/memory/index.js';
import { MUTANTS, type Mutant } from '../reference/mutants/all.js';
import { WORLDS } from '../reference/mutants/worlds.js';
import { explore, EXPLORED_SCHEMES, replayTour, voyagesIn, type Voyaged } from '../src/certify/index.js';
import { runFeatures } from '../src/certify/features.js';
import {
  parseScript,
  replayScript,
  scopeOf,
  scopeOfTheme,
  stringifyScript,
  THEMES,
  type Scope,
} from '../src/explore/index.js';
import { simplerThan, type Story } from '../src/explore/tour/shrink.js';

import { DEFAULT_LIMITS, type Provider } from '../src/port/index.js';
import { scenarioOf } from '../src/report/index.js';
import { parseReplay, type CaseRecord } from '../src/run/index.js';

/** A few here, one of each world; `npm run selftest:explore` takes all. */
const ALL = process.env['JOINLEAF_ALL_MUTANTS'] === '1';
const SAMPLE = ['three-at-once', 'no-try-in-a-crowd', 'crossed-acceptances', 'fourth-request-lost'];

const HIDDEN = MUTANTS.filter(({ by }) => by === 'property');
const CHOSEN = HIDDEN.filter(({ name }) => ALL || SAMPLE.includes(name));

let folder: string;
const features: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-mutants-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const VOYAGES = EXPLORED_SCHEMES.flatMap((scheme) =>
  voyagesIn({ scheme, leaves: 2, depth: 'standard' }, reference.capabilities),
);

function voyageOf(name: string): Voyaged | undefined {
  return VOYAGES.find(({ scheme, theme = scheme }) => theme === WORLDS[name]);
}

async function found({ provider, breaks }: Mutant, what: Voyaged): Promise<CaseRecord | undefined> {
  const { record, others } = await explore({ ...what, provider, seed: 1, limits: DEFAULT_LIMITS, clauses: 4 });
  return [record, ...others].find(({ violations }) => violations[0]?.clause === breaks);
}

async function inCucumber(provider: Provider, files: readonly string[]): Promise<readonly CaseRecord[]> {
  const records: CaseRecord[] = [];
  const record = (it: CaseRecord): void => void records.push(it);
  const events = { planned: () => undefined, lost: () => undefined };
  const trouble = await runFeatures({ provider, seed: 1, limits: DEFAULT_LIMITS, record }, { files }, events);
  expect(trouble).toBeUndefined();
  return records;
}

function pathOf(token: string): string | undefined {
  const parsed = parseReplay(token);
  return 'replay' in parsed ? parsed.replay.path : undefined;
}

/** What a replay token of a tour plays: who takes part, and what is done. */
function storyIn({ replay }: CaseRecord, { scheme, theme, leaves }: Voyaged): Story {
  const [ways = '', text = ''] = pathOf(replay)?.split('-') ?? [];
  const from = THEMES.find(({ name }) => name === theme);
  const scope: Scope = from === undefined ? scopeOf(scheme, leaves, 'standard') : scopeOfTheme(from);
  const all = { i: 'invited', a: 'asking', j: 'joining' } as const;
  const script = parseScript(text) ?? [];
  return { scope: { ...scope, ways: [...ways].map((way) => all[way as keyof typeof all]) }, script };
}

describe('exploring at depth standard', () => {
  it('is said of every mutant that only an ordering reveals', () => {
    expect(Object.keys(WORLDS).sort()).toEqual(HIDDEN.map(({ name }) => name).sort());
    for (const { name } of HIDDEN) expect(voyageOf(name), name).toBeDefined();
  });

  it.each(CHOSEN.map((mutant) => [mutant.name, mutant] as const))(
    'finds %s, in a story from which nothing can be left out, and which Cucumber can tell',
    async (name, mutant) => {
      const { provider, breaks } = mutant;
      const what = voyageOf(name);
      if (what === undefined) throw new Error(`it is not said where ${name} is found`);
      const record = await found(mutant, what);
      if (record === undefined) throw new Error(`${name} is not found for ${breaks}`);

      const { seed, clauses } = record;
      const info = { id: record.id, name: record.name, clauses };
      const story = storyIn(record, what);
      const shows = async ({ scope, script }: Story): Promise<boolean> => {
        const { judgement } = await replayScript(scope, script, { provider, seed, limits: DEFAULT_LIMITS, info });
        const violations = judgement.violations.filter(({ at }) => at > 0);
        return violations.some(({ clause, at }) => clause === breaks && at === violations[0]?.at);
      };
      expect(await shows(story)).toBe(true);
      for (const simpler of simplerThan(story))
        expect(await shows(simpler), stringifyScript(simpler.script)).toBe(false);
      const again = await replayTour(record.id, pathOf(record.replay), {
        ...{ provider: reference, seed, limits: DEFAULT_LIMITS },
      });
      expect(again?.outcome).toBe('passed');

      const [violation] = record.violations;
      const { text, unsaid } = scenarioOf(record.trace, violation);
      expect(unsaid).toEqual([]);
      const file = path.join(folder, `${name}.feature`);
      writeFileSync(file, text);
      features.push(file);
      const [told] = await inCucumber(provider, [file]);
      expect(told).toMatchObject({ outcome: 'violated' });
      expect(told?.violations.map(({ clause }) => clause)).toContain(breaks);
    },
  );

  it('finds what the reference provider passes', async () => {
    const records = await inCucumber(reference, features);
    expect(records.map(({ outcome }) => outcome)).toEqual(features.map(() => 'passed'));
    expect(features.length).toBe(CHOSEN.length);
  });
});

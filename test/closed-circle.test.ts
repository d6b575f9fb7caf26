import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MUTANTS } from '../reference/mutants/all.js';
import { ODD } from '../reference/odd/all.js';
import { CAPABILITIES } from '../reference/memory/index.js';
import { CLAUSES, CLAUSE_IDS, isClauseId, isRevision, isTestable } from '../src/clauses/index.js';

// Every clause is shown by a scenario, and every scenario by a mutant to show something: none of the three stands alone.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TESTABLE = CLAUSE_IDS.filter(isTestable);
const CONDITIONS = ['two-hosts', 'receiver-loopback'];

/** The tags of each feature file, without the `@`. */
const tagsOf: ReadonlyMap<string, readonly string[]> = new Map(
  readdirSync(path.join(ROOT, 'features'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.feature'))
    .map((file) => {
      const lines = readFileSync(path.join(ROOT, 'features', file), 'utf8').split(/\r?\n/u);
      const tags = lines.filter((line) => line.trim().startsWith('@')).flatMap((line) => line.trim().split(/\s+/u));
      return [`features/${file.replaceAll('\\', '/')}`, tags.map((tag) => tag.slice(1))];
    }),
);
const allTags = [...tagsOf.values()].flat();

describe('clauses', () => {
  it('are tested, or say why not', () => {
    const silent = CLAUSE_IDS.filter((id) => {
      const { verified } = CLAUSES[id];
      return !isTestable(id) && (verified.by !== 'nothing' || verified.why === '');
    });
    expect(silent).toEqual([]);
  });

  it('have a scenario each', () => {
    expect(TESTABLE.filter((id) => !allTags.includes(id))).toEqual([]);
  });

  it('have a mutant each', () => {
    expect(TESTABLE.filter((id) => !MUTANTS.some(({ breaks }) => breaks === id))).toEqual([]);
  });
});

describe('tags', () => {
  it('name clauses that can be tested, and claims', () => {
    const { schemes, dataPlanes, features } = CAPABILITIES;
    const claims: readonly string[] = [...schemes, ...dataPlanes, ...features];
    const unknown = allTags.filter((tag) => {
      if (isClauseId(tag)) return !isTestable(tag);
      if (tag.startsWith('since:')) return !isRevision(tag.slice('since:'.length));
      return !claims.includes(tag.replace(/^no-/u, '')) && !CONDITIONS.includes(tag);
    });
    expect(unknown).toEqual([]);
  });

  it('are such that no feature file can go unnoticed', () => {
    // A mutant that scenarios have to catch is caught by one that bears its clause's tag, and only this file has that.
    const noticed = MUTANTS.filter(({ by }) => by === 'scenario').map(({ breaks }) => breaks);
    const superfluous = [...tagsOf].filter(([file, tags]) => {
      const elsewhere = [...tagsOf].filter(([other]) => other !== file).flatMap(([, others]) => others);
      return !tags.some((tag) => noticed.includes(tag) && !elsewhere.includes(tag));
    });
    expect(superfluous.map(([file]) => file)).toEqual([]);
  });
});

describe('mutants', () => {
  it('are many, and many of them show in orderings alone', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(60);
    expect(MUTANTS.filter(({ by }) => by === 'property').length).toBeGreaterThanOrEqual(15);
  });

  it('name clauses that can be tested, and explain every other one', () => {
    for (const { name, breaks, fault, alsoReported = {} } of MUTANTS) {
      expect(isClauseId(breaks) && isTestable(breaks), `${name} breaks ${breaks}`).toBe(true);
      expect(fault, name).toMatch(/^[A-Z].*\.$/u);
      for (const [id, why] of Object.entries(alsoReported)) {
        expect(isClauseId(id) && id !== breaks, `${name} explains ${id}`).toBe(true);
        expect(why, `${name} explains ${id}`).toMatch(/^[A-Z].*\.$/u);
      }
    }
  });

  it.each([
    ['mutants', MUTANTS],
    ['odd', ODD],
  ])('have a file each in reference/%s, and a name of their own', (folder, listed) => {
    const files = readdirSync(path.join(ROOT, 'reference', folder)).filter((file) => !file.endsWith('.test.ts'));
    const named = files.map((file) => file.replace(/\.ts$/u, '')).filter((name) => !LISTS.includes(name));
    expect(listed.map(({ name }) => name).sort()).toEqual(named.sort());
    expect(listed.filter(({ name, provider }) => provider.name !== name)).toEqual([]);
  });
});

const LISTS = ['all', 'mutant', 'odd', 'worlds'];

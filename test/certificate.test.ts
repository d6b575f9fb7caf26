import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sealed, type Envelope } from '../src/certificate/envelope.js';
import { sha256 } from '../src/certificate/index.js';
import { conformanceShape, testResultOf, type Conformance } from '../src/certificate/statement.js';
import { joinleafHere as joinleaf } from './here.js';

/** Few cases, and a whole run all the same. */
const RUN = ['certify', '--provider', 'reference:memory', '--level', 'core', '--runs', '2', '--no-config'];

let base = '';
let folder = '';
let others: KeyObject | undefined;
const at = (...names: readonly string[]): string => path.join(folder, ...names);

function keys(name: string): KeyObject {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(path.join(base, `${name}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(path.join(base, `${name}.pub`), publicKey.export({ type: 'spki', format: 'pem' }));
  return privateKey;
}

beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), 'joinleaf-certificate-'));
  folder = base;
  keys('mine');
  others = keys('others');
  writeFileSync(at('provider.bin'), 'the provider');
  writeFileSync(at('other.bin'), 'another one');
  const ends = ['--out', at('out'), '--certificate', at('c.jsonl'), '--sign', at('mine.pem')];
  const { code, err } = await joinleaf(...RUN, ...ends, '--subject', at('provider.bin'));
  expect([code, err]).toEqual([0, expect.not.stringContaining('joinleaf:')]);
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-tampering-'));
  cpSync(base, folder, { recursive: true });
});
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

const lines = (): Envelope[] =>
  readFileSync(at('c.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Envelope);
const write = (envelopes: readonly unknown[]): void => {
  writeFileSync(at('c.jsonl'), envelopes.map((one) => `${JSON.stringify(one)}\n`).join(''));
};
const says = (): Conformance =>
  conformanceShape.parse(JSON.parse(Buffer.from(lines()[1]?.payload ?? '', 'base64').toString('utf8')));

/** Changes an envelope, and leaves the other as it is. */
function envelope(change: (one: Envelope) => unknown): void {
  const [first, second] = lines();
  if (first !== undefined && second !== undefined) write([first, change(second)]);
}

/** Changes what the certificate says, in both of its statements, and signs them anew with another key. */
function statement(change: (predicate: Conformance['predicate'], all: Conformance) => object): void {
  const before = says();
  const after = { ...before, predicate: { ...before.predicate, ...change(before.predicate, before) } } as Conformance;
  write([sealed(testResultOf(after), others), sealed(after, others)]);
}

/** Changes a trace; whoever does that has all digests made anew, in a certificate of his own. */
function trace(change: (text: string) => string, having: RegExp): void {
  const textOf = (name: string): string => gunzipSync(readFileSync(at('out', 'traces', name))).toString('utf8');
  const name = readdirSync(at('out', 'traces')).find((it) => having.test(textOf(it))) ?? 'none';
  const file = at('out', 'traces', name);
  const text = change(textOf(name));
  expect(text).not.toBe(textOf(name));
  writeFileSync(file, gzipSync(text));
  report(({ evidence }) => ({
    evidence: evidence.map((it) =>
      it['trace'] === `traces/${name}` ? { ...it, events: text.trim().split('\n').length } : it,
    ),
  }));
  redigested();
}

function report(change: (report: { evidence: Record<string, unknown>[] }) => object): void {
  const before = JSON.parse(readFileSync(at('out', 'report.json'), 'utf8')) as { evidence: Record<string, unknown>[] };
  writeFileSync(at('out', 'report.json'), JSON.stringify({ ...before, ...change(before) }));
}

function redigested(): void {
  statement(({ evidence }) => ({
    evidence: evidence.map(({ name }) => ({ name, digest: { sha256: sha256(readFileSync(at('out', name))) } })),
  }));
}

const zero = '0'.repeat(64);
const KEY = ['--key', 'mine.pub'];
const EVIDENCE = ['--evidence', 'out'];
const first = (): string => readdirSync(at('out', 'traces'))[0] ?? '';

/** What is done, by whom one looks at it, and what has to be said of it. */
const TAMPERINGS: readonly (readonly [name: string, tamper: () => void, look: readonly string[], said: string])[] = [
  [
    'a payload',
    () => {
      envelope((it) => ({
        ...it,
        payload: Buffer.from(
          Buffer.from(it.payload, 'base64').toString('utf8').replace('"seed":1', '"seed":2'),
        ).toString('base64'),
      }));
    },
    KEY,
    'signature: it is not signed with the key',
  ],
  [
    'a signature',
    () => {
      envelope((it) => ({ ...it, signatures: [{ sig: Buffer.alloc(64).toString('base64') }] }));
    },
    KEY,
    'signature: it is not signed with the key',
  ],
  [
    'no signatures',
    () => {
      write(lines().map((it) => ({ ...it, signatures: [] })));
    },
    KEY,
    'signature: it is not signed',
  ],
  [
    'one signature less',
    () => {
      envelope((it) => ({ ...it, signatures: [] }));
    },
    EVIDENCE,
    'only one of its statements is signed',
  ],
  [
    'the signature of somebody else',
    () => {
      statement(() => ({}));
    },
    KEY,
    'signature: it is not signed with the key',
  ],
  [
    'the type of the payload',
    () => {
      envelope((it) => ({ ...it, payloadType: 'text/plain' }));
    },
    KEY,
    'form: line 2 is no envelope: payloadType',
  ],
  [
    'what is no JSON',
    () => {
      writeFileSync(at('c.jsonl'), '{');
    },
    KEY,
    'form: line 1 is not a JSON text',
  ],
  [
    'a statement that is gone',
    () => {
      write(lines().slice(1));
    },
    KEY,
    'form: it has not two lines',
  ],
  [
    'the type of a statement',
    () => {
      envelope(() => sealed({ ...says(), predicateType: 'urn:other' }, others));
    },
    EVIDENCE,
    'form: predicateType',
  ],
  [
    'statements that differ',
    () => {
      const [, second] = lines();
      const all = testResultOf(says());
      const more = { ...all.predicate, passedTests: [...all.predicate.passedTests, 'USING-1'] };
      write([sealed({ ...all, predicate: more }, others), second]);
    },
    EVIDENCE,
    'its two statements: they do not say the same',
  ],
  [
    'the level',
    () => {
      statement(() => ({ level: 'full' }));
    },
    EVIDENCE,
    'verdicts: it is conformant, and at level full inconclusive',
  ],
  [
    'the full verdict',
    () => {
      statement(() => ({ full: 'conformant' }));
    },
    EVIDENCE,
    'verdicts: full is conformant, and inconclusive by its clauses',
  ],
  [
    "a clause's verdict",
    () => {
      statement(({ clauses }) => ({ clauses: { ...clauses, 'USING-1': 'passed' } }));
    },
    EVIDENCE,
    'clauses: USING-1 is passed, and inconclusive by the evidence',
  ],
  [
    'a clause that is gone',
    () => {
      statement(({ clauses }) => ({
        clauses: Object.fromEntries(Object.entries(clauses).filter(([id]) => id !== 'JOIN-2.6')),
      }));
    },
    EVIDENCE,
    'verdicts: JOIN-2.6 is missing',
  ],
  [
    'the name of the provider',
    () => {
      statement(({ provider }) => ({ provider: { ...provider, name: 'mine' } }));
    },
    EVIDENCE,
    'provider: the evidence shows another',
  ],
  [
    'a claim',
    () => {
      statement(({ capabilities }) => ({ capabilities: { ...capabilities, features: ['loopback'] } }));
    },
    EVIDENCE,
    'capabilities: the evidence shows another',
  ],
  [
    'the schemes',
    () => {
      statement(() => ({ schemes: ['admit'] }));
    },
    [],
    'verdicts: the schemes are not those claimed',
  ],
  ['the subject, by the file', () => undefined, [...KEY, '--subject', 'other.bin'], 'subject: it is another file'],
  [
    'the subject, by its declaration',
    () => {
      statement(() => ({ subject: 'declaration' }));
    },
    [],
    'subject: it is not the provider that the certificate speaks of',
  ],
  [
    'the seed',
    () => {
      statement(() => ({ seed: 7 }));
    },
    EVIDENCE,
    'seed: the evidence shows another',
  ],
  [
    'the number of orderings',
    () => {
      statement(({ orderings }) => ({
        orderings: Object.fromEntries(Object.keys(orderings).map((id) => [id, 1_000_000])),
      }));
    },
    EVIDENCE,
    'orderings: the evidence shows another',
  ],
  [
    'the number of runs',
    () => {
      statement(() => ({ runs: 1_000_000 }));
    },
    EVIDENCE,
    'runs: the evidence shows another',
  ],
  [
    'the number of cases',
    () => {
      statement(({ cases }) => ({ cases: { ...cases, passed: cases.passed + 1 } }));
    },
    EVIDENCE,
    'cases: the evidence shows another',
  ],
  [
    'the digest of the specification',
    () => {
      statement(({ specification }) => ({ specification: { ...specification, digest: { sha256: zero } } }));
    },
    [],
    'specification: revision',
  ],
  [
    'the digest of the kit',
    () => {
      statement(({ kit }) => ({ kit: { ...kit, digest: { sha256: zero } } }));
    },
    [],
    'kit: kit',
  ],
  [
    'a digest',
    () => {
      statement(({ evidence }) => ({ evidence: evidence.map((it) => ({ ...it, digest: { sha256: zero } })) }));
    },
    EVIDENCE,
    'digest of report.json: the file is another one',
  ],
  [
    'the report',
    () => {
      report(() => ({ seed: 2 }));
    },
    EVIDENCE,
    'digest of report.json: the file is another one',
  ],
  [
    'a trace',
    () => {
      writeFileSync(at('out', 'traces', first()), gzipSync('{}'));
    },
    EVIDENCE,
    '.ndjson.gz: the file is another one',
  ],
  [
    'a trace that is gone',
    () => {
      rmSync(at('out', 'traces', first()));
    },
    EVIDENCE,
    '.ndjson.gz: there is no such file',
  ],
  [
    'a trace that was added',
    () => {
      cpSync(at('out', 'traces', first()), at('out', 'traces', '9999-more.ndjson.gz'));
    },
    EVIDENCE,
    'digest of traces/9999-more.ndjson.gz: the certificate lacks it',
  ],
  [
    'a trace in which an indication is missing, and all digests made anew',
    () => {
      const told = /^.*"kind":"indication".*"FD_CONNECT".*\n/gmu;
      trace((text) => text.replace(told, ''), /"see":"indication"[^\n]*FD_CONNECT/u);
    },
    EVIDENCE,
    'passed in the report, violated by its trace',
  ],
  [
    'the trace of another case, and all digests made anew',
    () => {
      const other = readdirSync(at('out', 'traces')).at(-1) ?? '';
      trace(() => gunzipSync(readFileSync(at('out', 'traces', other))).toString('utf8'), /^/u);
    },
    EVIDENCE,
    'its trace is that of',
  ],
  [
    'the outcome of a case in the report, and all digests made anew',
    () => {
      report(({ evidence }) => ({
        evidence: evidence.map((it, index) => (index === 0 ? { ...it, outcome: 'not-applicable' } : it)),
      }));
      redigested();
    },
    EVIDENCE,
    'cases: the evidence shows another',
  ],
];

describe('a certificate', () => {
  it('is right as it was written, and what was not checked is said', async () => {
    const all = ['--key', at('mine.pub'), '--evidence', at('out'), '--subject', at('provider.bin')];
    const everything = await joinleaf('verify', at('c.jsonl'), ...all);
    expect([everything.code, everything.out]).toEqual([0, expect.not.stringContaining('not checked')]);
    expect(everything.out).toMatch(/✓ \d+ traces judged again/u);

    const signed = await joinleaf('verify', at('c.jsonl'), '--key', at('mine.pub'));
    expect(signed.code).toBe(0);
    expect(signed.out).toContain('? evidence: not checked, no --evidence was given, so no trace was judged again');
    expect(signed.out).toContain('? subject: not checked, no --subject was given');

    const alone = await joinleaf('verify', at('c.jsonl'));
    expect([alone.code, alone.out]).toEqual([3, expect.stringContaining('nothing vouches for what the certificate')]);
  });

  it.each(TAMPERINGS)('shows that %s was tampered with', async (_name, tamper, look, said) => {
    tamper();
    const args = look.map((it) => (it.startsWith('--') ? it : at(it)));
    const { code, out, err } = await joinleaf('verify', at('c.jsonl'), ...args);
    expect(out).toContain(said);
    expect([code, err]).toEqual([1, '']);
  });

  it('is not written for a run that is not conformant, not whole, or without evidence', async () => {
    const ends = ['--out', at('o'), '--certificate', at('none.jsonl')];
    const filtered = await joinleaf(...RUN, '--clause', 'JOIN-3.3', ...ends);
    expect(filtered.err).toContain('no certificate: the run was filtered');
    const mutant = at('faulty.mjs');
    const faults = new URL('../dist/reference/mutants/request-completes-as-tcp.js', import.meta.url).href;
    writeFileSync(
      mutant,
      `import { requestCompletesAsTcp as it } from '${faults}'; export const provider = it.provider;`,
    );
    const faulty = await joinleaf(...RUN, '--provider', `module:${mutant}`, ...ends);
    expect([faulty.code, faulty.err]).toEqual([1, expect.stringContaining('no certificate: the run is nonconformant')]);
    expect(existsSync(at('none.jsonl'))).toBe(false);
    for (const wrong of [
      ['--certificate', at('x')],
      ['--sign', at('mine.pem')],
      [...ends, '--sign', at('mine.pub')],
      [...ends, '--shard', '1/2'],
      [...ends, '--subject', at('nothing')],
    ]) {
      const { code, out, err } = await joinleaf(...RUN, ...wrong);
      expect([code, out, err.trim().split('\n').length]).toEqual([2, '', 1]);
    }
  });

  it('has a badge beside it', async () => {
    const json = await joinleaf('badge', at('out'));
    expect(JSON.parse(json.out)).toEqual({
      schemaVersion: 1,
      label: 'WSPJoinLeaf',
      message: 'conformant (core)',
      color: 'brightgreen',
    });
    const svg = await joinleaf('badge', at('out'), '--format', 'svg');
    expect(svg.out).toMatch(/^<svg[^]*conformant \(core\)[^]*<\/svg>\n$/u);
  });
});

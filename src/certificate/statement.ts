import { z } from 'zod';
import { ARTICLES, CLAUSES, clausesIn, RULINGS, type Revision } from '../clauses/index.js';
import { contentShape, type Content } from './content.js';
import { canonical, sha256 } from './digest.js';

/** The type of an in-toto statement. */
export const STATEMENT = 'https://in-toto.io/Statement/v1';
/** The predicate that any tool understands that knows in-toto: which tests passed. */
const TEST_RESULT = 'https://in-toto.io/attestation/test-result/v0.1';
/** The predicate of ours. */
export const CONFORMANCE = 'urn:joinleaf:conformance:1';

const digest = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/u, 'it is no SHA-256 in hexadecimal digits') });
const file = z.object({ name: z.string().min(1), digest });
const statement = z.object({ _type: z.literal(STATEMENT), subject: z.array(file).length(1) });

/** The statement with the predicate of ours. */
export const conformanceShape = statement.extend({
  predicateType: z.literal(CONFORMANCE),
  predicate: contentShape.extend({
    subject: z.enum(['artefact', 'declaration']).describe('a file, or what the provider says that it is'),
    kit: z.object({ version: z.string(), digest }),
    specification: z.object({ revision: z.string(), digest }),
    evidence: z.array(file).describe('the report and the traces, each with its digest'),
    issued: z.iso.datetime(),
  }),
});

/** The statement for everybody's tools. */
export const testResultShape = statement.extend({
  predicateType: z.literal(TEST_RESULT),
  predicate: z.object({
    result: z.enum(['PASSED', 'WARNED', 'FAILED']),
    configuration: z.array(file),
    passedTests: z.array(z.string()),
    warnedTests: z.array(z.string()),
    failedTests: z.array(z.string()),
  }),
});

/** A file with its digest. */
export type DigestedFile = z.infer<typeof file>;
/** The statement with the predicate of ours. */
export type Conformance = z.infer<typeof conformanceShape>;
/** The statement for everybody's tools. */
export type TestResult = z.infer<typeof testResultShape>;

/** The digest of a revision of the specification, by which this kit judges providers. */
export function specificationDigest(revision: Revision): string {
  const clauses = Object.fromEntries(clausesIn(revision).map((id) => [id, CLAUSES[id]]));
  return sha256(canonical({ revision, articles: ARTICLES, clauses, rulings: RULINGS }));
}

/** What a provider is, by its own word, as the subject of a certificate. */
export function declared({ provider, capabilities }: Pick<Content, 'provider' | 'capabilities'>): DigestedFile {
  const name = `${provider.name}@${provider.version}`;
  return { name, digest: { sha256: sha256(canonical({ provider, capabilities })) } };
}

/** The statement for everybody's tools that goes with one of ours. */
export function testResultOf({ subject, predicate }: Conformance): TestResult {
  const having = (verdict: string): string[] =>
    // In an order that does not depend on how the certificate was read.
    Object.keys(predicate.clauses)
      .filter((id) => predicate.clauses[id] === verdict)
      .sort();
  return {
    _type: STATEMENT,
    subject,
    predicateType: TEST_RESULT,
    predicate: {
      result: 'PASSED',
      configuration: [
        { name: `joinleaf@${predicate.kit.version}`, digest: predicate.kit.digest },
        { name: `specification ${predicate.specification.revision}`, digest: predicate.specification.digest },
      ],
      passedTests: having('passed'),
      warnedTests: having('inconclusive'),
      failedTests: having('failed'),
    },
  };
}

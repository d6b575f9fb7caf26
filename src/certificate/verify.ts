import type { KeyObject } from 'node:crypto';
import type { z } from 'zod';
import { overall, type ClauseResults } from '../certify/index.js';
import { clausesIn, forEveryClause, isRevision, REVISION_NAMES } from '../clauses/index.js';
import { issuesOf } from '../trace/index.js';
import { canonical } from './digest.js';
import { envelopeShape, isSignedBy, keyId, type Envelope } from './envelope.js';
import { conformanceShape, declared, specificationDigest, testResultOf, testResultShape } from './statement.js';
import type { Conformance, DigestedFile } from './statement.js';

/** What looking at one side of a certificate has shown. */
export interface Finding {
  readonly what: string;
  readonly outcome: 'right' | 'wrong' | 'not checked';
  /** What is wrong, or why it was not checked. */
  readonly why?: string;
}

/** What a certificate is held against, as far as it is there. */
export interface Against {
  readonly key?: KeyObject;
  /** The provider's artefact. */
  readonly artefact?: DigestedFile;
  readonly kit: { readonly version: string; readonly digest: string };
}

/** What a certificate says, once it could be read, and what looking at it has shown. */
export interface Verified {
  readonly findings: readonly Finding[];
  readonly says?: Conformance;
}

export const right = (what: string): Finding => ({ what, outcome: 'right' });
export const wrong = (what: string, why: string): Finding => ({ what, outcome: 'wrong', why });
export const unchecked = (what: string, why: string): Finding => ({ what, outcome: 'not checked', why });

/** Looks at a certificate by itself: its form, its signatures, and whether what it says fits together. */
export function verified(text: string, against: Against): Verified {
  const envelopes = envelopesIn(text);
  if (typeof envelopes === 'string') return { findings: [wrong('form', envelopes)] };
  const [first, second] = envelopes;
  const signatures = [signatureOf(envelopes, against.key)];
  const plain = statementIn(first, testResultShape);
  const ours = statementIn(second, conformanceShape);
  const bad = [plain, ours].flatMap((it) => ('wrong' in it ? [wrong('form', it.wrong)] : []));
  if ('wrong' in plain || 'wrong' in ours) return { findings: [...bad, ...signatures] };

  const says = ours.statement;
  const same = canonical(plain.statement) === canonical(testResultOf(says));
  return {
    says,
    findings: [
      right('form'),
      ...signatures,
      same ? right('its two statements') : wrong('its two statements', 'they do not say the same'),
      verdictsIn(says),
      subjectIn(says, against.artefact),
      specificationIn(says),
      kitIn(says, against.kit),
    ],
  };
}

function envelopesIn(text: string): readonly [Envelope, Envelope] | string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const envelopes: Envelope[] = [];
  for (const [index, line] of lines.slice(0, 3).entries()) {
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      return `line ${index + 1} is not a JSON text`;
    }
    const parsed = envelopeShape.safeParse(json);
    if (!parsed.success) return `line ${index + 1} is no envelope: ${issuesOf(parsed.error)}`;
    envelopes.push(parsed.data);
  }
  const [first, second, more] = envelopes;
  if (first === undefined || second === undefined || more !== undefined) return 'it has not two lines';
  return [first, second];
}

function signatureOf(envelopes: readonly Envelope[], key: KeyObject | undefined): Finding {
  const what = 'signature';
  const signed = envelopes.filter(({ signatures }) => signatures.length > 0).length;
  if (key !== undefined) {
    return envelopes.every((envelope) => isSignedBy(envelope, key))
      ? right(what)
      : wrong(what, signed === 0 ? 'it is not signed' : `it is not signed with the key ${keyId(key).slice(0, 16)}…`);
  }
  if (signed === 0) return unchecked(what, 'it is not signed, so nobody vouches for it');
  if (signed < envelopes.length) return wrong(what, 'only one of its statements is signed');
  return unchecked(what, 'no --key was given');
}

function statementIn<T>(
  { payload }: Envelope,
  shape: z.ZodType<T>,
): { readonly statement: T } | { readonly wrong: string } {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
  } catch {
    return { wrong: 'a payload is not a JSON text' };
  }
  const parsed = shape.safeParse(json);
  return parsed.success ? { statement: parsed.data } : { wrong: issuesOf(parsed.error) };
}

/** Whether the verdicts follow from those on the clauses. */
function verdictsIn({ predicate }: Conformance): Finding {
  const what = 'verdicts';
  const { clauses, capabilities, level, verdict, schemes } = predicate;
  const { revision } = predicate.specification;
  if (!isRevision(revision)) return unchecked(what, 'it is about another specification');
  const its: readonly string[] = clausesIn(revision);
  const strange = Object.keys(clauses).find((id) => !its.includes(id));
  const missing = its.find((id) => clauses[id] === undefined);
  if (strange !== undefined || missing !== undefined) {
    return wrong(what, strange === undefined ? `${missing} is missing` : `there is no clause ${strange}`);
  }
  const results: ClauseResults = forEveryClause((id) => ({ verdict: clauses[id] ?? 'untested', cases: [] }));
  for (const one of ['core', 'full'] as const) {
    const follows = overall(one, results, capabilities, {}).verdict;
    if (follows !== predicate[one]) return wrong(what, `${one} is ${predicate[one]}, and ${follows} by its clauses`);
  }
  if (verdict !== predicate[level]) return wrong(what, `it is ${verdict}, and at level ${level} ${predicate[level]}`);
  if (canonical(schemes) !== canonical(capabilities.schemes)) return wrong(what, 'the schemes are not those claimed');
  return right(what);
}

function subjectIn(says: Conformance, artefact: DigestedFile | undefined): Finding {
  const what = 'subject';
  const [subject] = says.subject;
  if (says.predicate.subject === 'declaration') {
    if (canonical(subject) !== canonical(declared(says.predicate))) {
      return wrong(what, 'it is not the provider that the certificate speaks of');
    }
    return artefact === undefined ? right(what) : wrong(what, 'the certificate is about no file');
  }
  if (artefact === undefined) return unchecked(what, `no --subject was given to compare with ${subject?.name ?? ''}`);
  return artefact.digest.sha256 === subject?.digest.sha256 ? right(what) : wrong(what, 'it is another file');
}

function specificationIn({ predicate: { specification } }: Conformance): Finding {
  const what = 'specification';
  const { revision } = specification;
  if (!isRevision(revision)) {
    return unchecked(what, `it is revision ${revision}, and this kit has ${REVISION_NAMES.join(' and ')}`);
  }
  return specification.digest.sha256 === specificationDigest(revision)
    ? right(what)
    : wrong(what, `revision ${revision} has another digest`);
}

function kitIn({ predicate: { kit } }: Conformance, own: Against['kit']): Finding {
  const what = 'kit';
  if (kit.version !== own.version) return unchecked(what, `it was made by ${kit.version}, and this is ${own.version}`);
  return kit.digest.sha256 === own.digest ? right(what) : wrong(what, `kit ${own.version} has another digest`);
}

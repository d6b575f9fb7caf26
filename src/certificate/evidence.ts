import { certificationOf, type RunFacts } from '../certify/index.js';
import { reportOf, type Report } from '../report/index.js';
import type { CaseRecord } from '../run/index.js';
import { contentOf, type Content } from './content.js';
import { canonical } from './digest.js';
import type { Conformance, DigestedFile } from './statement.js';
import { right, wrong, type Finding } from './verify.js';

/** The evidence of a run, as it was found. */
export interface Evidence {
  readonly report: Report;
  readonly facts: RunFacts;
  /** The cases, each judged again by its trace. */
  readonly cases: readonly CaseRecord[];
  /** Where judging them again has shown something else than the report says. */
  readonly differences: readonly string[];
}

/** Whether the files are those that the certificate speaks of: all of them, and no others. */
export function filesFit({ predicate }: Conformance, files: readonly DigestedFile[]): readonly Finding[] {
  const found = new Map(files.map(({ name, digest }) => [name, digest.sha256]));
  const named = new Set(predicate.evidence.map(({ name }) => name));
  const findings = [
    ...predicate.evidence.flatMap(({ name, digest }) => {
      const now = found.get(name);
      if (now === digest.sha256) return [];
      return [wrong(`digest of ${name}`, now === undefined ? 'there is no such file' : 'the file is another one')];
    }),
    ...files.flatMap(({ name }) => (named.has(name) ? [] : [wrong(`digest of ${name}`, 'the certificate lacks it')])),
  ];
  return findings.length === 0 ? [right(`digests of ${files.length} files`)] : findings;
}

/** Whether judging every trace again leads to what the certificate says. */
export function evidenceFits({ predicate }: Conformance, { report, facts, cases, differences }: Evidence): Finding[] {
  const judged = cases.filter(({ trace }) => trace.length > 0).length;
  const again = reportOf(certificationOf(facts, cases));
  const whole: Report = { ...again, kit: report.kit, spec: report.spec, failures: report.failures };
  const findings = differences.map((why) => wrong('traces judged again', why));
  const content = contentOf(whole);
  const { verdict } = again;
  if (verdict !== 'conformant') findings.push(wrong('verdict', `it is ${verdict} by the evidence`));
  for (const key of Object.keys(content) as (keyof Content)[]) {
    if (canonical(content[key] ?? null) === canonical(predicate[key] ?? null)) continue;
    findings.push(wrong(key, key === 'clauses' ? clauseText(content, predicate) : 'the evidence shows another'));
  }
  if (report.kit !== predicate.kit.version) findings.push(wrong('kit', 'the evidence was made by another version'));
  if (report.spec !== predicate.specification.revision) {
    findings.push(wrong('specification', 'the evidence was made for another revision'));
  }
  return findings.length === 0 ? [right(`${judged} traces judged again`)] : findings;
}

function clauseText(content: Content, { clauses }: Pick<Content, 'clauses'>): string {
  const others = Object.entries(content.clauses).filter(([id, verdict]) => clauses[id] !== verdict);
  return others.map(([id, now]) => `${id} is ${clauses[id] ?? 'missing'}, and ${now} by the evidence`).join('; ');
}

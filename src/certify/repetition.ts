import type { CaseRecord } from '../run/index.js';

/** What became of a case that was run several times: of all its records one. Differing verdicts make it unstable. */
export function combined(records: readonly [CaseRecord, ...CaseRecord[]]): CaseRecord {
  const [first] = records;
  const executions = records.reduce((sum, record) => sum + record.executions, 0);
  const all = {
    executions,
    ...(first.ms === undefined ? {} : { ms: records.reduce((sum, { ms = 0 }) => sum + ms, 0) }),
  };
  const verdicts = records.map(verdictOf);
  const different = [...new Set(verdicts)];
  if (different.length === 1) return { ...first, ...all };
  const telling = records.find(({ outcome }) => outcome === 'violated') ?? records.find(isUnsure) ?? first;
  const counted = different.map((verdict) => `${times(verdicts.filter((it) => it === verdict).length)} ${verdict}`);
  const reason = `run ${records.length} times, its verdicts differ: ${counted.join(', ')}`;
  return { ...telling, ...all, outcome: 'unstable', reason };
}

/** A verdict, in words: two records with the same words say the same of the provider. */
function verdictOf({ outcome, violations }: CaseRecord): string {
  const clauses = [...new Set(violations.map(({ clause }) => clause))].sort();
  return clauses.length === 0 ? outcome : `${outcome} (${clauses.join(', ')})`;
}

function isUnsure({ outcome }: CaseRecord): boolean {
  return outcome === 'inconclusive';
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

import { isMap, isSeq, parseDocument, type Document, type YAMLMap } from 'yaml';
import { counts } from '../formats/results.js';
import type { Report } from '../schema.js';
import { covers } from './gate.js';
import { isUnseen } from './stale.js';
import type { KnownFailure, KnownFailures } from './shape.js';

/** A list in which nothing is known yet, with what its reader has to know. */
export const EMPTY_LIST = `# What the provider is known to get wrong: joinleaf certify --known-failures <this file>
#
# The run fails on every failure that is not listed here, and on every entry that no longer fails as it says.
# After a whole run, joinleaf known-failures update <report.json> brings the list up to date; give each entry its
# reason, and a link to where it is tracked. An entry with "sometimes: true" need not fail in every run.

failures: []
`;

/** What a new entry says until somebody has looked. */
const NO_REASON = 'not looked into yet';

/** A list brought up to date. */
export interface Updated {
  readonly text: string;
  /** How many failures came, went and stayed: counted in cases. */
  readonly added: number;
  readonly removed: number;
  readonly kept: number;
}

/** Why a report cannot be the source of a list; undefined if it can. */
export function unfitSource({ filter, unfinished, stopped, part }: Report): string | undefined {
  if (filter !== undefined) return 'its run was filtered, so it does not know of every failure';
  if (unfinished === true || stopped !== undefined) return 'its run did not come to its end';
  if (part !== undefined) return 'it is about a part of a run: joinleaf merge makes a whole one of all parts';
  return undefined;
}

interface Left {
  readonly clause: string;
  readonly kind: string;
  readonly cases: Set<string>;
}

/** Makes a list say what a report does. Reasons, links and comments of entries that stay are kept. */
export function updatedList(
  { known, document }: { known: KnownFailures; document: Document },
  report: Report,
): Updated {
  const next = document.clone();
  const failures = next.get('failures');
  if (!isSeq(failures)) throw new Error('a list of known failures that has been read has failures');
  const before = known.failures.flatMap((entry) => (counts(report, entry.clause) ? casesOf(entry, report) : []));
  const left = failing(report);
  const items: unknown[] = [];
  for (const [index, item] of failures.items.entries()) {
    const entry = known.failures[index];
    if (entry === undefined || !isMap(item)) continue;
    if (!counts(report, entry.clause) || stays(entry, item, left, report, next)) items.push(item);
  }
  for (const { clause, kind, cases } of left.filter((it) => it.cases.size > 0)) {
    const same = items.find(
      (it) => isMap(it) && it.get('clause') === clause && it.get('kind') === kind && it.has('cases'),
    );
    const old = isMap(same) ? same.get('cases') : undefined;
    const all = [...(isSeq(old) ? old.items.map((it) => String(it)) : []), ...cases].sort();
    if (isMap(same)) same.set('cases', next.createNode(all));
    else items.push(next.createNode({ clause, kind, reason: NO_REASON, cases: all }));
  }
  failures.items = items;
  failures.flow = items.length === 0;
  next.set('provider', report.provider.name);
  next.set('seed', report.seed);
  next.set('runs', report.runs);
  const now = report.failures.filter((one) => counts(report, one.clause)).map(keyOf);
  const removed = before.filter((key) => !now.includes(key)).length;
  const added = now.filter((key) => !before.includes(key)).length;
  return { text: next.toString({ lineWidth: 0 }), added, removed, kept: now.length - added };
}

/** A list that nobody has begun yet. */
export function emptyList(): { known: KnownFailures; document: Document } {
  return { known: { failures: [] }, document: parseDocument(EMPTY_LIST) };
}

function failing(report: Report): readonly Left[] {
  const groups = new Map<string, Left>();
  for (const { clause, kind, case: id } of report.failures.filter((one) => counts(report, one.clause))) {
    const key = `${clause}\n${kind}`;
    const group = groups.get(key) ?? { clause, kind, cases: new Set() };
    groups.set(key, group);
    group.cases.add(id);
  }
  return [...groups.values()];
}

/** Whether an entry still stands; what it stands for is taken out of what is left, and of its cases what has gone. */
function stays(entry: KnownFailure, item: YAMLMap, left: readonly Left[], report: Report, document: Document): boolean {
  const group = left.find(({ clause, kind }) => clause === entry.clause && kind === entry.kind);
  const { cases, sometimes } = entry;
  if (cases === undefined) {
    const had = (group?.cases.size ?? 0) > 0;
    group?.cases.clear();
    return had || sometimes === true;
  }
  const open = (id: string): boolean => report.evidence.some((it) => it.id === id && isUnseen(it));
  const still = cases.filter((id) => sometimes === true || group?.cases.has(id) === true || open(id));
  for (const id of still) group?.cases.delete(id);
  if (still.length < cases.length) item.set('cases', document.createNode(still));
  return still.length > 0;
}

function casesOf(entry: KnownFailure, report: Report): readonly string[] {
  if (entry.cases !== undefined) return entry.cases.map((id) => keyOf({ ...entry, case: id }));
  const its = report.failures.filter((one) => covers(entry, one)).map(keyOf);
  return its.length > 0 ? its : [keyOf({ ...entry, case: 'any' })];
}

function keyOf({ clause, kind, case: id }: { readonly clause: string; readonly kind: string; readonly case: string }) {
  return JSON.stringify([clause, kind, id]);
}

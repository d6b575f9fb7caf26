import type { Limits } from '../port/index.js';
import { KIT_VERSION, type CaseRecord } from '../run/index.js';
import { SPEC_REVISION } from '../clauses/index.js';
import { certificationOf, subjectOf, type Certification, type RunFacts } from './certification.js';

/** One part of a run, as it was certified or read back. */
export interface PartOfRun {
  /** What it is called when something about it has to be said. */
  readonly name: string;
  readonly kit: string;
  readonly facts: RunFacts;
  readonly cases: readonly CaseRecord[];
}

/** What is longer than this is not shown where shards disagree on it. */
const MOST_SHOWN = 60;

/** On what the shards of one run agree, in words. */
const COMMON: readonly (readonly [what: string, of: (part: PartOfRun) => string])[] = [
  ['the provider', ({ facts }) => `${facts.provider.name} ${facts.provider.version}`],
  ['what the provider claims', ({ facts }) => JSON.stringify(facts.capabilities)],
  ['the seed', ({ facts }) => String(facts.seed)],
  ['the version of the kit', ({ kit }) => kit],
  ['the revision of the specification', ({ facts }) => facts.selection.spec ?? SPEC_REVISION],
  ['the level', ({ facts }) => facts.selection.level],
  ['the clauses selected', ({ facts }) => facts.selection.clauses?.join(', ') ?? 'all'],
  ['the number of orderings', ({ facts }) => String(facts.runs)],
  ['the number of repetitions', ({ facts }) => String(facts.repeat ?? 1)],
  ['the number of shards', ({ facts }) => String(facts.part?.shard?.of)],
  ['the schedule', ({ facts }) => String(facts.part?.schedule)],
];

/**
 * Puts the shards of a run together: the same certification as that of the whole run. Where a shard is missing, or was
 * cut short, that is the reason for which it is inconclusive; where two are not of the same run, nothing is said at all.
 */
export function merged(shards: readonly [PartOfRun, ...PartOfRun[]], unread: readonly string[] = []): Certification {
  const [first] = shards;
  const { part } = first.facts;
  const facts = subjectOf(first.facts);
  const nothing = (reason: string): Certification =>
    certificationOf({ ...facts, stopped: reason, unfinished: true }, []);

  const strange = disagreement(shards);
  if (strange !== undefined) return nothing(strange);
  const of = part?.shard?.of ?? 1;
  const present = shards.map((it) => it.facts.part?.shard?.index ?? 0);
  const twice = present.find((index, at) => present.indexOf(index) !== at);
  if (twice !== undefined) {
    const names = shards.filter((_, at) => present[at] === twice).map(({ name }) => name);
    return nothing(`shard ${twice} of ${of} was given more than once: ${names.join(', ')}`);
  }

  const absent = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !present.includes(index));
  const missing =
    absent.length === 0 ? [] : [`${shardsText(absent)} of ${of} ${absent.length === 1 ? 'is' : 'are'} missing`];
  const cut = shards.flatMap(({ name, facts: { stopped } }) => (stopped === undefined ? [] : [`${name}: ${stopped}`]));
  const cases = inOrder(shards.flatMap((it) => it.cases));
  const seen = new Set(cases.flatMap(({ place }) => place ?? []));
  const lost = (part?.total ?? 0) - seen.size;
  const gaps = lost > 0 && missing.length + cut.length === 0 ? [`${lost} cases are in no shard`] : [];
  const reasons = [...missing, ...unread, ...cut, ...gaps];
  return certificationOf(
    {
      ...facts,
      limits: mostOf(shards.map((it) => it.facts.limits)),
      ...(reasons.length === 0 ? {} : { stopped: reasons.join('; ') }),
      ...(lost > 0 || shards.some((it) => it.facts.unfinished === true) ? { unfinished: true } : {}),
    },
    cases,
  );
}

/** Puts the jobs of one run, or of one shard, together; of one that has died the facts are not known. */
export function joined(
  whole: RunFacts,
  jobs: readonly { readonly facts?: RunFacts; readonly cases: readonly CaseRecord[] }[],
): Certification {
  const ended = jobs.flatMap(({ facts }) => facts ?? []);
  const stopped = whole.stopped ?? ended.find((facts) => facts.stopped !== undefined)?.stopped;
  const dead = ended.length < jobs.length;
  const unfinished = dead || whole.unfinished === true || ended.some((facts) => facts.unfinished === true);
  const reason = stopped ?? (dead ? 'a job has ended before its time' : undefined);
  const { capabilities } = ended[0] ?? whole;
  return certificationOf(
    {
      ...whole,
      capabilities,
      limits: mostOf([whole.limits, ...ended.map(({ limits }) => limits)]),
      ...(reason === undefined ? {} : { stopped: reason }),
      ...(unfinished ? { unfinished } : {}),
    },
    inOrder(jobs.flatMap(({ cases }) => cases)),
  );
}

function disagreement(shards: readonly [PartOfRun, ...PartOfRun[]]): string | undefined {
  const [first, ...others] = shards;
  const ours: PartOfRun = { ...first, name: 'this kit', kit: KIT_VERSION };
  for (const [what, of] of COMMON) {
    const other = [...others, ours].find((it) => of(it) !== of(first));
    if (other === undefined) continue;
    const told = [first, other].map((it) => (of(it).length > MOST_SHOWN ? it.name : `${of(it)} in ${it.name}`));
    return `the shards disagree on ${what}: ${told.join(', ')}`;
  }
  return undefined;
}

/** In the order of the schedule. What has no place there, the first meeting with the provider, comes first, and once. */
function inOrder(cases: readonly CaseRecord[]): readonly CaseRecord[] {
  const unplaced = cases.filter(({ place }) => place === undefined).slice(0, 1);
  const placed = cases.filter(({ place }) => place !== undefined).sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  return [...unplaced, ...placed];
}

function mostOf(all: readonly Limits[]): Limits {
  const most = (key: keyof Limits): number => Math.max(...all.map((limits) => limits[key]));
  return {
    callMs: most('callMs'),
    mustMs: most('mustMs'),
    mustNotMs: most('mustNotMs'),
    eventsPerCase: most('eventsPerCase'),
  };
}

function shardsText(indices: readonly number[]): string {
  return `${indices.length === 1 ? 'shard' : 'shards'} ${indices.join(', ')}`;
}

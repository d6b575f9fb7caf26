import { CLAUSE_IDS, forEveryClause, SPEC_REVISION, type Revision } from '../clauses/index.js';
import type { Violation } from '../oracle/index.js';
import type { Limits } from '../port/index.js';
import { KIT_VERSION, type CaseRecord, type Shortest } from '../run/index.js';
import type { Capabilities } from '../trace/index.js';
import { failureKind } from './failure-kind.js';
import type { Part } from './part.js';
import { overall, verdictsOf, type ClauseResults, type Overall, type Selection, type Verdict } from './verdicts.js';

/** What a run was about. */
export interface RunFacts {
  readonly provider: { readonly name: string; readonly version: string };
  readonly capabilities: Capabilities;
  readonly selection: Selection;
  readonly seed: number;
  /** How many orderings each property was to try. */
  readonly runs: number;
  readonly limits: Limits;
  /** How often every case was run, if more than once. */
  readonly repeat?: number;
  /** Which part of the run this is, if it is not all of it. */
  readonly part?: Part;
  /** Why the run ended before its time, if it did. */
  readonly stopped?: string;
  /** Whether cases are missing because of that. */
  readonly unfinished?: boolean;
}

/** What a run was about, whichever part of it this was and however it ended. */
export type Subject = Omit<RunFacts, 'part' | 'stopped' | 'unfinished'>;

/** The subject of a run. */
export function subjectOf({ provider, capabilities, selection, seed, runs, limits, repeat }: RunFacts): Subject {
  return {
    provider,
    capabilities,
    selection,
    seed,
    runs,
    limits,
    ...(repeat === undefined ? {} : { repeat }),
  };
}

/** A violation, with the case that brought it to light. */
export interface Failure extends Violation {
  /** What it looked like, the same from run to run: `WSPJoinLeaf = WSAEINVAL`. */
  readonly kind: string;
  readonly case: CaseRecord;
  /** The shortest that is known to show the same: that of the case, or a shorter one. */
  readonly story: Pick<Shortest, 'violation' | 'trace' | 'replay'>;
}

/** What is known of a provider after a run: a value, and a function of the facts and the cases alone. */
export interface Certification extends RunFacts {
  readonly kit: string;
  /** The revision of the specification that was judged by. */
  readonly spec: Revision;
  /** The verdict at the level that was asked for. */
  readonly verdict: Verdict;
  /** Why, if it is inconclusive. */
  readonly reason?: string;
  readonly core: Overall;
  readonly full: Overall;
  readonly clauses: ClauseResults;
  /** In the order of the catalogue; of one clause's failures the shortest first. */
  readonly failures: readonly Failure[];
  readonly cases: readonly CaseRecord[];
}

/** Folds what happened into a certification. */
export function certificationOf(facts: RunFacts, cases: readonly CaseRecord[]): Certification {
  const { capabilities, selection, part, stopped, unfinished = false } = facts;
  const seen = verdictsOf(cases, capabilities, selection);
  const clauses = unfinished ? withdrawn(seen, stopped ?? 'the run did not come to its end') : seen;
  const asked = (level: 'core' | 'full'): Overall => {
    const verdict = overall(level, clauses, capabilities, selection);
    // A run that was cut short, or was only a part, has not seen everything, whatever it saw.
    const partial = stopped ?? (part === undefined ? undefined : partText(part));
    if (partial === undefined || verdict.verdict === 'nonconformant') return verdict;
    return { verdict: 'inconclusive', reason: partial };
  };
  const core = asked('core');
  const full = asked('full');
  return {
    ...facts,
    kit: KIT_VERSION,
    spec: selection.spec ?? SPEC_REVISION,
    ...(selection.level === 'core' ? core : full),
    core,
    full,
    clauses,
    failures: failuresOf(cases),
    cases,
  };
}

function partText({ shard, places, total }: Part): string {
  if (shard === undefined) return `it is a part of a run, with ${places.length} of ${total} cases`;
  return `it is shard ${shard.index} of ${shard.of}; joinleaf merge gives the verdict on all of them`;
}

// Where cases are missing, one of them might have failed what the others passed.
function withdrawn(results: ClauseResults, reason: string): ClauseResults {
  return forEveryClause((id) =>
    results[id].verdict === 'passed' ? { ...results[id], verdict: 'inconclusive', reason } : results[id],
  );
}

/** What failed in these cases. */
export function failuresOf(cases: readonly CaseRecord[]): readonly Failure[] {
  const failures = cases.flatMap((it) =>
    it.violations.map((violation): Failure => {
      const shorter = it.shortest?.find(({ violation: { clause } }) => clause === violation.clause);
      const story = shorter ?? { violation, trace: it.trace, replay: it.replay };
      return { ...violation, kind: failureKind(it.trace, violation), case: it, story };
    }),
  );
  const place = new Map(CLAUSE_IDS.map((id, index) => [id, index]));
  return failures.sort(
    (a, b) => (place.get(a.clause) ?? 0) - (place.get(b.clause) ?? 0) || a.story.violation.at - b.story.violation.at,
  );
}

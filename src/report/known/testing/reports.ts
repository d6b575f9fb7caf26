import { certificationOf, overall, type Selection } from '../../../certify/index.js';
import type { ClauseId } from '../../../clauses/index.js';
import type { CaseRecord } from '../../../run/index.js';
import type { ErrorName } from '../../../spi/index.js';
import type { Trace } from '../../../trace/index.js';
import { reportOf } from '../../report.js';
import type { Report } from '../../schema.js';

const CAPABILITIES = {
  schemes: ['admit'],
  dataPlanes: ['nonrooted-data'],
  entries: [],
  features: [],
} as const satisfies Report['capabilities'];

/** What became of a case: a join that failed with a code that it should not have, or something else. */
export type Fate = { readonly error: ErrorName } | Exclude<CaseRecord['outcome'], 'violated'>;

/** A case that shows a clause. */
export type Case = readonly [id: string, clause: ClauseId, fate: Fate];

function trace(error: ErrorName): Trace {
  return [
    { kind: 'call', id: 1, node: 'leaf-1', verb: 'joinLeaf', args: { socket: 1, name: null, flags: 4 } },
    { kind: 'return', id: 1, verb: 'joinLeaf', result: { error } },
  ];
}

function record([id, clause, fate]: Case): CaseRecord {
  const failed = typeof fate === 'object';
  const violations = failed ? [{ clause, expected: 'success', saw: fate.error, at: 1, against: [] }] : [];
  return {
    kind: id.startsWith('orderings/') ? 'property' : 'scenario',
    id,
    name: id,
    clauses: [clause],
    outcome: failed ? 'violated' : fate,
    violations,
    trace: failed ? trace(fate.error) : [],
    seed: 1,
    executions: 1,
    replay: 'jl2.token',
  };
}

/** The report of a run with these cases. */
export function reportWith(
  cases: readonly Case[],
  more: {
    readonly selection?: Selection;
    readonly seed?: number;
    readonly stopped?: string;
    readonly name?: string;
  } = {},
): Report {
  const { selection = { level: 'full' }, seed = 1, stopped, name = 'p' } = more;
  const facts = {
    provider: { name, version: '1' },
    capabilities: CAPABILITIES,
    selection,
    seed,
    runs: 1,
    limits: { callMs: 1, mustMs: 1, mustNotMs: 1, eventsPerCase: 1 },
    ...(stopped === undefined ? {} : { stopped, unfinished: true }),
  };
  const certification = certificationOf(facts, cases.map(record));
  // It is about the cases: clauses that none of them shows are left aside, so that nothing else is open.
  const told = cases.map(([, clause]): string => clause);
  const results = Object.entries(certification.clauses).map(([id, result]) => [
    id,
    told.includes(id) ? result : { ...result, verdict: 'untested' },
  ]);
  const clauses = Object.fromEntries(results) as typeof certification.clauses;
  return reportOf({ ...certification, clauses, ...overall(selection.level, clauses, CAPABILITIES, selection) });
}

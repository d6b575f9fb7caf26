import { isRevision } from '../clauses/index.js';
import { retrace } from '../explore/index.js';
import { judge } from '../oracle/index.js';
import { DEFAULT_LIMITS, scaledTo, type Limits, type Provider } from '../port/index.js';
import type { CaseRecord, Replay } from '../run/index.js';
import type { Trace, TraceEvent } from '../trace/index.js';
import { countingIn } from './recheck.js';
import { meet } from './round-trip.js';

/** A recorded case that is to be gone through again. */
export interface ReplayTraceOptions {
  readonly provider: Provider;
  readonly trace: Trace;
  readonly limits?: Partial<Limits>;
}

/** What became of it. */
export interface ReplayedTrace {
  readonly record: Omit<CaseRecord, 'kind' | 'replay'>;
  /** The provider that is in the record, where it is another one or another version. */
  readonly madeWith?: Replay['provider'];
  /** The first event of the record that did not come, or came otherwise; not said where the same clause was broken. */
  readonly astray?: { readonly at: number; readonly event: TraceEvent };
}

/**
 * Goes through a recorded case again, with whatever provider, and has it judged. What could not be gone through to its
 * end decides nothing, unless a violation was found on the way.
 */
export async function replayTrace(options: ReplayTraceOptions): Promise<ReplayedTrace | { readonly wrong: string }> {
  const { provider, trace } = options;
  const [header] = trace;
  if (header?.kind !== 'header') return { wrong: 'there is no header in the trace' };
  const { spec } = header;
  if (!isRevision(spec)) {
    return { wrong: `the trace was judged by revision ${spec} of the specification, which this kit does not have` };
  }
  const started: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const met = await meet(provider, header.seed, started, spec);
  const limits = scaledTo(met.roundTripMs ?? 0, started);
  const played = await retrace(trace, { provider, limits, spec });
  if (played === undefined) return { wrong: 'no call stands in the trace' };
  const { judgement, done, obstacle, attempts } = played;
  const { id, name, clauses } = header.case;
  const violations = countingIn(judgement.violations, clauses);
  const skipped = done?.skipped ?? 0;
  const kept = obstacle ?? (skipped === 0 ? undefined : `${skipped} of the recorded calls could not be made here`);
  const wasBroken = countingIn(judge(trace).violations, clauses)[0]?.clause;
  // What comes after the violation that the record is about does not matter.
  const isSame = wasBroken !== undefined && violations[0]?.clause === wasBroken;
  const at = isSame ? undefined : done?.astray;
  const event = at === undefined ? undefined : trace[at];
  const { provider: madeWith } = header;
  return {
    record: {
      ...{ id, name, clauses, violations, seed: header.seed, trace: played.trace, executions: attempts },
      outcome: violations.length > 0 ? 'violated' : kept === undefined ? 'passed' : 'inconclusive',
      ...(kept === undefined || violations.length > 0 ? {} : { reason: kept }),
    },
    ...(madeWith.name === provider.name && madeWith.version === provider.version ? {} : { madeWith }),
    ...(event === undefined || at === undefined ? {} : { astray: { at, event } }),
  };
}

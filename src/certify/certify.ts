import type { ClauseId, Revision } from '../clauses/index.js';
import { DEFAULT_LIMITS, scaledTo, type Limits, type Provider } from '../port/index.js';
import type { CaseRecord } from '../run/index.js';
import { certificationOf, type Certification, type RunFacts } from './certification.js';
import type { CertifyEvent } from './events.js';
import { everyCase } from './every-case.js';
import { gateBefore } from './gate.js';
import { partOf, type Part } from './part.js';
import { meet } from './round-trip.js';
import type { Shard } from './schedule.js';
import type { Selection } from './verdicts.js';

/** How a provider is to be certified. */
export interface CertifyOptions {
  readonly provider: Provider;
  /** `core` rests on the source article alone, `full` (the default) on its siblings too. */
  readonly level?: 'core' | 'full';
  /** Whatever happens by chance happens from this seed; 1 where it is not said. */
  readonly seed?: number;
  /** How many orderings each property tries; 100 where it is not said. */
  readonly runs?: number;
  /** Only these clauses. */
  readonly clauses?: readonly ClauseId[];
  /** The revision of the specification to judge by, the newest where it is not said: an older one asks for less. */
  readonly spec?: Revision;
  /** Limits and deadlines, in place of the default ones. They are scaled up for a provider that answers slowly. */
  readonly limits?: Partial<Limits>;
  /** Every case is run so often; one whose verdicts differ is unstable. */
  readonly repeat?: number;
  /** Stops at the first violation. */
  readonly failFast?: boolean;
  /** Only one of several parts of the run, which `merged` puts together again. */
  readonly shard?: Shard;
  /** Only the cases in these places of the schedule: a part of a part. */
  readonly places?: readonly number[];
  /** Ends the run before its time; what was seen until then is certified, as inconclusive. */
  readonly signal?: AbortSignal;
  /** Is told how the run gets on. */
  readonly onEvent?: (event: CertifyEvent) => void;
}

/** What holds where nothing else is said. */
export const DEFAULT_SEED = 1;
/** How many orderings each property tries where nothing else is said. */
export const DEFAULT_RUNS = 100;

/** After it has been told to stop, a run has this long, in milliseconds, to bring the case under way to its end. */
const GRACE_MS = 1000;

/**
 * Certifies a provider: runs the features and the properties that its claims select, and folds what was seen into a
 * verdict per clause. It prints nothing and ends nothing. Rejects only if one of the callbacks throws.
 */
export async function certify(options: CertifyOptions): Promise<Certification> {
  const { provider, spec, seed = DEFAULT_SEED, runs = DEFAULT_RUNS, repeat = 1, signal, onEvent } = options;
  const selection = selectionOf(options);
  const gate = gateBefore(provider);
  const cases: CaseRecord[] = [];
  let over = false;
  let finished = false;
  let part: Part | undefined;
  let limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const tell = (event: CertifyEvent): void => {
    if (!over) onEvent?.(event);
  };
  const close = (reason: string): void => {
    if (gate.closed() === undefined) tell({ kind: 'stopped', reason });
    gate.close(reason);
  };
  const known = (record: CaseRecord): CaseRecord => {
    const before = gate.closed();
    if (before !== undefined && record.outcome === 'inconclusive') return { ...record, reason: before };
    gate.watch(record);
    const closed = gate.closed();
    if (closed !== undefined && before === undefined) tell({ kind: 'stopped', reason: closed });
    return record;
  };
  const keep = (record: CaseRecord): void => {
    if (over) return;
    cases.push(record);
    tell({ kind: 'case', record });
    if (options.failFast === true && record.violations.length > 0) close(FAILED_FAST);
  };

  const facts = (): RunFacts => ({
    provider: { name: provider.name, version: provider.version },
    capabilities: gate.provider.capabilities,
    selection,
    seed,
    runs,
    limits,
    ...(repeat === 1 ? {} : { repeat }),
    ...(part === undefined ? {} : { part }),
  });

  const whole = async (): Promise<void> => {
    tell({ kind: 'begun', facts: facts() });
    const met = await meet(gate.provider, seed, limits, spec);
    if (met.record.outcome === 'passed') limits = scaledTo(met.roundTripMs ?? 0, limits);
    else keep(known(met.record));
    const found = await partOf(options, selection, runs);
    if (typeof found === 'string') close(found);
    else {
      part = found?.part;
      tell({ kind: 'begun', facts: facts() });
      await everyCase({ gate, selection, found, seed, runs, repeat, limits, known, keep, close, tell });
    }
    finished = true;
  };
  await untilStopped(whole(), signal, close);
  over = true;

  const stopped = gate.closed();
  const ending = { ...(stopped === undefined ? {} : { stopped }), ...(finished ? {} : { unfinished: true }) };
  return certificationOf({ ...facts(), ...ending }, cases);
}

/** What a run is asked to certify. */
export function selectionOf({
  level = 'full',
  clauses,
  spec,
}: Pick<CertifyOptions, 'level' | 'clauses' | 'spec'>): Selection {
  return { level, ...(clauses === undefined ? {} : { clauses }), ...(spec === undefined ? {} : { spec }) };
}

/** Why a run that stops at the first violation has stopped. */
export const FAILED_FAST = 'it was to stop at the first failure';

/** Waits for a run, or for a little while after it has been told to stop. */
async function untilStopped(
  whole: Promise<void>,
  signal: AbortSignal | undefined,
  stop: (reason: string) => void,
): Promise<void> {
  if (signal === undefined) return whole;
  let timer: NodeJS.Timeout | undefined;
  const stopped = new Promise<void>((resolve) => {
    const now = (): void => {
      stop(signal.reason instanceof Error ? signal.reason.message : String(signal.reason));
      timer = setTimeout(resolve, GRACE_MS);
    };
    if (signal.aborted) now();
    else signal.addEventListener('abort', now, { once: true });
  });
  await Promise.race([whole, stopped]);
  clearTimeout(timer);
}

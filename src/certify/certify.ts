import { CLAUSE_IDS, type ClauseId } from '../clauses/index.js';
import { DEFAULT_LIMITS, scaledTo, type Limits, type Provider } from '../port/index.js';
import { stringifyReplay, type CaseRecord } from '../run/index.js';
import type { LostScenario } from './bookkeeping.js';
import { certificationOf, type Certification, type RunFacts } from './certification.js';
import type { CertifyEvent } from './events.js';
import { runFeatures } from './features.js';
import { gateBefore, type Gate } from './gate.js';
import { checkProperty, propertiesFor } from './properties.js';
import { meet } from './round-trip.js';
import { isSelected, type Selection } from './verdicts.js';

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
  /** Limits and deadlines, in place of the default ones. They are scaled up for a provider that answers slowly. */
  readonly limits?: Partial<Limits>;
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
  const { provider, level = 'full', seed = DEFAULT_SEED, runs = DEFAULT_RUNS, signal, onEvent } = options;
  const selection: Selection = { level, ...(options.clauses === undefined ? {} : { clauses: options.clauses }) };
  const gate = gateBefore(provider);
  const cases: CaseRecord[] = [];
  let over = false;
  let finished = false;
  let limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const tell = (event: CertifyEvent): void => {
    if (!over) onEvent?.(event);
  };
  const keep = (record: CaseRecord): void => {
    if (over) return;
    const before = gate.closed();
    const known = before !== undefined && record.outcome === 'inconclusive' ? { ...record, reason: before } : record;
    cases.push(known);
    tell({ kind: 'case', record: known });
    gate.watch(record);
    const closed = gate.closed();
    if (before === undefined && closed !== undefined) tell({ kind: 'stopped', reason: closed });
  };

  const whole = async (): Promise<void> => {
    const met = await meet(gate.provider, seed, limits);
    if (met.record.outcome === 'passed') limits = scaledTo(met.roundTripMs ?? 0, limits);
    else keep(met.record);
    await everyCase({ gate, selection, seed, runs, limits, keep, tell });
    finished = true;
  };
  await untilStopped(whole(), signal, (reason) => {
    if (gate.closed() === undefined) tell({ kind: 'stopped', reason });
    gate.close(reason);
  });
  over = true;

  const stopped = gate.closed();
  const facts: RunFacts = {
    provider: { name: provider.name, version: provider.version },
    capabilities: gate.provider.capabilities,
    selection,
    seed,
    runs,
    limits,
    ...(stopped === undefined ? {} : { stopped }),
    ...(finished ? {} : { unfinished: true }),
  };
  return certificationOf(facts, cases);
}

interface Whole {
  readonly gate: Gate;
  readonly selection: Selection;
  readonly seed: number;
  readonly runs: number;
  readonly limits: Limits;
  readonly keep: (record: CaseRecord) => void;
  readonly tell: (event: CertifyEvent) => void;
}

async function everyCase({ gate, selection, seed, runs, limits, keep, tell }: Whole): Promise<void> {
  const { provider } = gate;
  const selected = CLAUSE_IDS.filter((id) => isSelected(id, selection));
  const properties = propertiesFor(selected);
  const lost = ({ id, name, clauses, reason }: LostScenario): void => {
    keep({
      kind: 'scenario',
      id,
      name,
      clauses,
      outcome: 'inconclusive',
      reason,
      violations: [],
      trace: [],
      seed,
      executions: 0,
      replay: stringifyReplay({ case: id, provider: provider.name, seed }),
    });
  };
  // A full run takes every scenario, also one whose tags are definitions.
  const tagged = selection.level === 'full' && selection.clauses === undefined ? CLAUSE_IDS : selected;
  const stage = { provider, seed, limits, record: keep };
  const trouble = await runFeatures(
    stage,
    { clauses: tagged },
    {
      planned: (scenarios) => tell({ kind: 'planned', scenarios, properties: properties.length }),
      lost,
    },
  );
  if (trouble !== undefined) gate.close(trouble);
  for (const property of properties) {
    const onRun = (done: number): void => tell({ kind: 'orderings', property: property.name, done, of: runs });
    keep(await checkProperty(property, { provider, seed, runs, limits, onRun }));
  }
}

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

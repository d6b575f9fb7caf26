import type { Revision } from '../clauses/index.js';
import type { Limits, Provider } from '../port/index.js';
import { stringifyReplay, type CaseRecord } from '../run/index.js';
import type { LostScenario } from './bookkeeping.js';
import type { CertifyEvent } from './events.js';
import { runFeatures, type Choice } from './features.js';
import type { Gate } from './gate.js';
import type { FoundPart } from './part.js';
import { checkProperty } from './properties.js';
import { combined } from './repetition.js';
import { shortening } from './shortest.js';
import { askedOf } from './schedule.js';
import type { Selection } from './verdicts.js';

/** What is needed to run every case. */
export interface EveryCase {
  readonly gate: Gate;
  readonly selection: Selection;
  /** The part that is to be run, where it is not everything. */
  readonly found: FoundPart | undefined;
  readonly seed: number;
  readonly runs: number;
  /** How often each case is run. */
  readonly repeat: number;
  readonly limits: Limits;
  /** Looks at what became of a case each time that it was run. */
  readonly known: (record: CaseRecord) => CaseRecord;
  /** Takes what became of a case in the end. */
  readonly keep: (record: CaseRecord) => void;
  readonly close: (reason: string) => void;
  readonly tell: (event: CertifyEvent) => void;
}

/** Runs every case that a selection leads to, or those of a part: the scenarios first, then the properties. */
export async function everyCase(options: EveryCase): Promise<void> {
  const { gate, selection, found, seed, runs, repeat, limits, known, keep, close, tell } = options;
  const { provider } = gate;
  const { spec } = selection;
  const { tagged, properties: all } = askedOf(selection);
  const mine = found === undefined ? undefined : new Set(found.part.places);
  const at = found?.schedule.scenarios.map((it, place) => ({ ...it, place })).filter(({ place }) => mine?.has(place));
  const choice: Choice = at === undefined ? { clauses: tagged } : { at };
  let scenarios = found?.schedule.scenarios.length ?? 0;
  const isMine = (_: unknown, index: number): boolean => mine?.has(scenarios + index) ?? true;

  const earlier = new Map<number, CaseRecord[]>();
  const shorten = shortening({ provider, seed, limits, spec });
  let now = performance.now();
  /** One repetition of a case has ended; the last one is told. */
  const ended = (record: CaseRecord, place: number): void => {
    const ms = Math.round(performance.now() - now);
    now = performance.now();
    const before = earlier.get(place) ?? [];
    before.push({ ...known(record), place, ms });
    earlier.set(place, before);
    const [first, ...more] = before;
    if (first === undefined || before.length < repeat) return;
    earlier.delete(place);
    keep(combined([first, ...more]));
  };

  for (let round = 0; round < repeat; round += 1) {
    let done = 0;
    const record = (it: CaseRecord): void => {
      ended(it, at === undefined ? done : (at[done]?.place ?? done));
      done += 1;
    };
    const trouble = await runFeatures(
      { provider, seed, limits, spec, record, ...(round === 0 && { shorten }) },
      choice,
      {
        planned: (planned) => {
          if (found === undefined) scenarios = planned;
          if (round === 0) tell({ kind: 'planned', scenarios: planned, properties: all.filter(isMine).length });
        },
        lost: (it) => {
          record(lostRecord(it, provider, seed, spec));
        },
      },
    );
    if (trouble !== undefined) close(trouble);
  }
  for (const [index, property] of all.entries()) {
    if (!isMine(property, index)) continue;
    const onRun = (done: number): void => tell({ kind: 'orderings', property: property.name, done, of: runs });
    for (let round = 0; round < repeat; round += 1) {
      ended(await checkProperty(property, { provider, seed, runs, limits, spec, onRun }), scenarios + index);
    }
  }
}

function lostRecord(
  { id, name, clauses, reason }: LostScenario,
  provider: Provider,
  seed: number,
  spec?: Revision,
): CaseRecord {
  return {
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
    replay: stringifyReplay({ case: id, provider, seed, spec }),
  };
}

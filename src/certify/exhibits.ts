import type { ClauseId } from '../clauses/index.js';
import type { Violation } from '../oracle/index.js';
import { counting, doingsIn, playDoings } from '../explore/index.js';
import { DEFAULT_LIMITS, type Provider } from '../port/index.js';
import type { CaseRecord } from '../run/index.js';
import { replay } from './replay.js';
import { inOrderings, inOverlaps, inScenarios } from './self-test-examine.js';
import { inThreads } from './self-test-threads.js';
import { loadReference, loadSpecimens, type FaultySpecimen } from './self-test-specimens.js';

/** A faulty provider caught in the act, beside the reference provider in the very same case. */
export interface Exhibit {
  /** The mutant's name. */
  readonly name: string;
  /** What is wrong with it, in one sentence. */
  readonly fault: string;
  readonly breaks: ClauseId;
  readonly wrong: CaseRecord;
  /** Which violation of `wrong` is that of the clause. */
  readonly violation: Violation;
  readonly right: CaseRecord;
}

/** How mutants are shown. Plain data, but for the callback. */
export interface ExhibitOptions {
  readonly seed?: number;
  /** Cases that the reference provider has been through with the same seed: these need not be run again. */
  readonly known?: Promise<readonly CaseRecord[]>;
  /** So many at a time, each in a thread of its own. */
  readonly jobs?: number;
  /** Is told how many of how many have been run. */
  readonly onExhibit?: (done: number, of: number) => void;
}

/**
 * Runs every mutant that comes with the kit until it is caught for the clause that it breaks, and the reference
 * provider in the same case: two traces that are alike up to the fault. One that is not caught is left out; that it is
 * not is for the self-test to tell. Rejects if a thread dies.
 */
export async function exhibits(options: ExhibitOptions = {}): Promise<readonly Exhibit[]> {
  const { seed = 1, jobs = 1, known, onExhibit } = options;
  const specimens = await loadSpecimens();
  const mutants = specimens.filter((it) => it.kind === 'mutant');
  const reference = await loadReference();
  const caught = new Map<string, Caught>();
  let done = 0;
  const take = ({ name }: FaultySpecimen, it: Caught | undefined): void => {
    if (it !== undefined) caught.set(name, it);
    done += 1;
    onExhibit?.(done, mutants.length);
  };
  // Orderings take longest: those who need them come first, so that no thread is left with one at the end.
  const queue = mutants.toSorted((a, b) => Number(a.by === 'scenario') - Number(b.by === 'scenario'));
  const work = { do: 'exhibit', seed } as const;
  await inThreads(queue, jobs, work, (mutant) => caughtCase(mutant, seed), take);

  const cases = (await known) ?? [];
  const found: Exhibit[] = [];
  for (const { name, fault, breaks, by } of mutants) {
    const it = caught.get(name);
    if (it === undefined) continue;
    const right = cases.find(({ id, kind }) => kind === 'scenario' && id === it.wrong.id);
    const sound = by === 'overlap' ? reference.later : reference.provider;
    const again = right ?? (await runAgain(sound, it.wrong));
    if (again !== undefined) found.push({ name, fault, breaks, ...it, right: again });
  }
  return found;
}

async function runAgain(provider: Provider, wrong: CaseRecord): Promise<CaseRecord | undefined> {
  // An ordering was made short: what was done in it is done again, and not what is found at its seed.
  const doings = wrong.kind === 'property' && hasNoExpectations(wrong) ? doingsIn(wrong.trace) : undefined;
  if (doings !== undefined) {
    const played = await playDoings(doings, { provider, limits: DEFAULT_LIMITS, info: wrong });
    if (played.obstacle !== undefined || counting(played).length > 0) return undefined;
    return { ...wrong, outcome: 'passed', violations: [], trace: played.trace };
  }
  const replayed = await replay({ provider, token: wrong.replay });
  return 'record' in replayed ? replayed.record : undefined;
}

function hasNoExpectations({ trace }: CaseRecord): boolean {
  return trace.every(({ kind }) => kind !== 'expect');
}

/** A mutant's case in which it is caught, and the violation that is that of its clause. */
export type Caught = Pick<Exhibit, 'wrong' | 'violation'>;

/** The case that shows a fault soonest: a scenario where one does, or else an ordering, or calls that overlap, made short. */
export async function caughtCase(mutant: FaultySpecimen, seed: number): Promise<Caught | undefined> {
  if (mutant.by === 'overlap') return soonest(await inOverlaps(mutant, { seed, shrink: true }), mutant.breaks);
  if (mutant.by !== 'property') {
    const { records } = await inScenarios(mutant, { seed, scenarios: 'meant' });
    const caught = soonest(records, mutant.breaks);
    if (caught !== undefined || mutant.by === 'scenario') return caught;
  }
  return soonest(await inOrderings(mutant, { seed, shrink: true }), mutant.breaks);
}

function soonest(records: readonly CaseRecord[], breaks: ClauseId): Caught | undefined {
  return records
    .flatMap((wrong) => {
      const violation = wrong.violations.find(({ clause }) => clause === breaks);
      return violation === undefined ? [] : [{ wrong, violation }];
    })
    .toSorted((a, b) => a.violation.at - b.violation.at)[0];
}

import { assess, type Assessment } from './self-test-assess.js';
import { examine, type Examination, type ExamineOptions } from './self-test-examine.js';
import { loadSpecimens, type Specimen } from './self-test-specimens.js';
import { inThreads } from './self-test-threads.js';

/** How the kit is tried on its specimens. */
export interface SelfTestOptions extends ExamineOptions {
  /** Only the specimens of these names. */
  readonly only?: readonly string[];
  /** So many at a time, each in a thread of its own. */
  readonly jobs?: number;
  /** Is told of each specimen that has been examined. */
  readonly onAssessed?: (assessment: Assessment) => void;
}

/** What the self-test has shown. Plain data. */
export interface SelfTest {
  /** Whether every mutant was caught for its clause and nothing sound was blamed. */
  readonly ok: boolean;
  /** The matrix, in the order of the clauses: the sound specimens first. */
  readonly rows: readonly Assessment[];
}

/** The names of all specimens. */
export async function specimenNames(): Promise<readonly string[]> {
  return (await loadSpecimens()).map(({ name }) => name);
}

/**
 * Tries the kit on the mutants, on odd but conformant providers and on the reference. Rejects if a thread dies, or if
 * the specimens cannot be loaded.
 */
export async function selfTest(options: SelfTestOptions = {}): Promise<SelfTest> {
  const { only, jobs = 1, onAssessed, ...examining } = options;
  const specimens = (await loadSpecimens()).filter(({ name }) => only?.includes(name) ?? true);
  const rows = new Map<string, Assessment>();
  const take = (specimen: Specimen, examination: Examination): void => {
    const assessment = assess(specimen, examination);
    rows.set(specimen.name, assessment);
    onAssessed?.(assessment);
  };
  // Those that take longest come first, so that no thread is left with a long one at the end.
  const queue = specimens.toSorted((a, b) => effort(b) - effort(a));
  const work = { do: 'examine', options: examining } as const;
  await inThreads(queue, jobs, work, (specimen) => examine(specimen, examining), take);
  const ordered = specimens.flatMap(({ name }) => rows.get(name) ?? []);
  return { ok: ordered.length > 0 && ordered.every(({ defects }) => defects.length === 0), rows: ordered };
}

function effort(specimen: Specimen): number {
  return specimen.kind !== 'mutant' ? 2 : specimen.by === 'scenario' ? 0 : 1;
}

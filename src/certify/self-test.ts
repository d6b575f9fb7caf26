import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { assess, type Assessment } from './self-test-assess.js';
import { examine, type Examination, type ExamineOptions } from './self-test-examine.js';
import { loadSpecimens, type Specimen } from './self-test-specimens.js';

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

const WORKER = new URL('./self-test-worker.js', import.meta.url);

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
  const threads = existsSync(fileURLToPath(WORKER)) ? Math.min(jobs, queue.length) : 1;
  if (threads > 1) {
    await Promise.all(Array.from({ length: threads }, () => inThread(queue, examining, take)));
  } else {
    for (const specimen of queue) take(specimen, await examine(specimen, examining));
  }
  const ordered = specimens.flatMap(({ name }) => rows.get(name) ?? []);
  return { ok: ordered.length > 0 && ordered.every(({ defects }) => defects.length === 0), rows: ordered };
}

function effort(specimen: Specimen): number {
  return specimen.kind !== 'mutant' ? 2 : specimen.by === 'scenario' ? 0 : 1;
}

/** Examines what is left in the queue in one thread, one specimen after the other. */
function inThread(
  queue: Specimen[],
  options: ExamineOptions,
  take: (specimen: Specimen, examination: Examination) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: options });
    let current: Specimen | undefined;
    const next = (): void => {
      current = queue.shift();
      if (current === undefined) void worker.terminate();
      else worker.postMessage(current.name);
    };
    worker.on('message', (examination: Examination) => {
      if (current !== undefined) take(current, examination);
      next();
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      if (current === undefined) resolve();
      else reject(new Error(`the thread that examined ${current.name} has ended`));
    });
    next();
  });
}

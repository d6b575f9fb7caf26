import { parentPort, workerData } from 'node:worker_threads';
import { caughtCase, type Caught } from './exhibits.js';
import { examine } from './self-test-examine.js';
import { loadSpecimens, type Specimen } from './self-test-specimens.js';
import type { Work } from './self-test-threads.js';

// A thread of the self-test: it is told the names of specimens, and answers each with what came of the work on it.
const work = workerData as Work;
const specimens = new Map((await loadSpecimens()).map((specimen) => [specimen.name, specimen]));

async function caught(specimen: Specimen, seed: number): Promise<Caught | undefined> {
  return specimen.kind === 'mutant' ? await caughtCase(specimen, seed) : undefined;
}

parentPort?.on('message', (name: string) => {
  const specimen = specimens.get(name);
  if (specimen === undefined) throw new RangeError(`there is no specimen ${name}`);
  const result = work.do === 'examine' ? examine(specimen, work.options) : caught(specimen, work.seed);
  void result.then((it) => {
    parentPort?.postMessage(it);
  });
});

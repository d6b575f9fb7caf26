import { parentPort, workerData } from 'node:worker_threads';
import { examine, type ExamineOptions } from './self-test-examine.js';
import { loadSpecimens } from './self-test-specimens.js';

// A thread of the self-test: it is told the names of specimens, and answers each with what the kit says of it.
const options = workerData as ExamineOptions;
const specimens = new Map((await loadSpecimens()).map((specimen) => [specimen.name, specimen]));

parentPort?.on('message', (name: string) => {
  const specimen = specimens.get(name);
  if (specimen === undefined) throw new RangeError(`there is no specimen ${name}`);
  void examine(specimen, options).then((examination) => {
    parentPort?.postMessage(examination);
  });
});

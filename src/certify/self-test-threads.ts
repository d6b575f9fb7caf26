import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ExamineOptions } from './self-test-examine.js';

/** What a thread is to do with the specimens that it is told. Plain data. */
export type Work =
  { readonly do: 'examine'; readonly options: ExamineOptions } | { readonly do: 'exhibit'; readonly seed: number };

const WORKER = new URL('./self-test-worker.js', import.meta.url);

/**
 * Works on named things, so many at a time, each in a thread of its own; in this one where there is nothing to gain, or
 * where the kit runs from its sources. Rejects if a thread dies.
 */
export async function inThreads<Item extends { readonly name: string }, Result>(
  items: readonly Item[],
  jobs: number,
  work: Work,
  here: (item: Item) => Promise<Result>,
  take: (item: Item, result: Result) => void,
): Promise<void> {
  const queue = [...items];
  const threads = existsSync(fileURLToPath(WORKER)) ? Math.min(jobs, queue.length) : 1;
  if (threads > 1) await Promise.all(Array.from({ length: threads }, () => inThread(queue, work, take)));
  else for (const item of queue) take(item, await here(item));
}

/** Takes what is left in the queue to one thread, one after the other. */
function inThread<Item extends { readonly name: string }, Result>(
  queue: Item[],
  work: Work,
  take: (item: Item, result: Result) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: work });
    let current: Item | undefined;
    const next = (): void => {
      current = queue.shift();
      if (current === undefined) void worker.terminate();
      else worker.postMessage(current.name);
    };
    worker.on('message', (result: Result) => {
      if (current !== undefined) take(current, result);
      next();
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      if (current === undefined) resolve();
      else reject(new Error(`the thread that worked on ${current.name} has ended`));
    });
    next();
  });
}

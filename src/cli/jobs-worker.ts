import { certify, subjectOf, type CertifyEvent, type RunFacts } from '../certify/index.js';
import type { CertifyCommandOptions } from './certify-command.js';
import { EXIT, WrongInput } from './exit.js';
import { guardProcess } from './guard.js';
import { withProvider, type Run } from './options.js';

// A process that runs a share of a run's cases: see jobs.ts, which starts it.

/** What a job is to do. Plain data. */
export interface JobTask {
  readonly settings: CertifyCommandOptions;
  readonly run: Run;
}

/** What a job is told. */
export type ToJob =
  { readonly kind: 'run'; readonly task: JobTask } | { readonly kind: 'stop'; readonly reason?: string };

/** What a job tells. */
export type FromJob =
  | { readonly kind: 'event'; readonly event: CertifyEvent }
  | { readonly kind: 'done'; readonly facts: RunFacts }
  | { readonly kind: 'failed'; readonly reason: string; readonly wrong: boolean };

const controller = new AbortController();
process.on('message', (message: ToJob) => {
  if (message.kind === 'stop') controller.abort(new Error(message.reason ?? 'another job has stopped the run'));
  else void work(message.task);
});
// Nobody is left to tell anything to.
process.on('disconnect', () => process.exit(EXIT.inconclusive));

async function work({ settings, run }: JobTask): Promise<void> {
  const guard = guardProcess(() => undefined);
  const signal = AbortSignal.any([controller.signal, guard.signal]);
  try {
    const certification = await withProvider(settings, (provider) =>
      certify({ ...run, provider, signal, onEvent: (event) => void tell({ kind: 'event', event }) }),
    );
    const { stopped, unfinished } = certification;
    const ending = {
      ...(stopped === undefined ? {} : { stopped }),
      ...(unfinished === undefined ? {} : { unfinished }),
    };
    await tell({ kind: 'done', facts: { ...subjectOf(certification), ...ending } });
  } catch (reason) {
    const message = reason instanceof Error ? reason.message : String(reason);
    await tell({ kind: 'failed', reason: message, wrong: reason instanceof WrongInput });
  }
  process.exit();
}

/** Tells it, and waits until it has been taken. */
function tell(message: FromJob): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(message, undefined, {}, () => {
      resolve();
    });
  });
}

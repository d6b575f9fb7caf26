import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  costsOf,
  FAILED_FAST,
  joined,
  scheduleOf,
  selectionOf,
  shareOf,
  subjectOf,
  type Certification,
  type CertifyEvent,
  type Part,
  type RunFacts,
} from '../certify/index.js';
import type { CaseRecord } from '../run/index.js';
import type { CertifyCommandOptions, Hooks } from './certify-command.js';
import { WrongInput } from './exit.js';
import type { FromJob, JobTask, ToJob } from './jobs-worker.js';
import type { Run } from './options.js';

const WORKER = fileURLToPath(new URL('./jobs-worker.js', import.meta.url));

/** After they have been told to stop, jobs have this long, in milliseconds, before they are ended by force. */
const GRACE_MS = 5000;

/** What has come of one job. */
interface Job {
  readonly child: ChildProcess;
  readonly cases: CaseRecord[];
  facts?: RunFacts;
  begun?: RunFacts;
  failed?: Error;
}

/**
 * Certifies in several processes at a time, each with a provider of its own and a share of the cases. No case knows of
 * any other, so the verdicts are the same for any number of jobs.
 */
export async function certifyInJobs(settings: CertifyCommandOptions, run: Run, hooks: Hooks): Promise<Certification> {
  const { runs = 1, shard } = run;
  const selection = selectionOf(run);
  const schedule = await scheduleOf(selection);
  if (typeof schedule === 'string') throw new Error(`inconclusive: ${schedule}`);
  const costs = costsOf(schedule, runs, selection);
  const mine = shareOf(costs, shard ?? { index: 1, of: 1 });
  const part: Part = { ...(shard && { shard }), schedule: schedule.digest, total: costs.length, places: mine };
  const of = Math.max(1, Math.min(settings.jobs ?? 1, mine.length));
  const shares = Array.from({ length: of }, (_, at) => {
    const its = shareOf(
      mine.map((place) => costs[place] ?? 1),
      { index: at + 1, of },
    );
    return its.flatMap((at) => mine[at] ?? []);
  });

  const scenarios = mine.filter((place) => place < schedule.scenarios.length).length;
  hooks.onEvent({ kind: 'planned', scenarios, properties: mine.length - scenarios });
  const about = (facts: RunFacts): RunFacts => ({ ...subjectOf(facts), ...(shard === undefined ? {} : { part }) });
  const told = (event: CertifyEvent): void => {
    if (event.kind === 'planned') return;
    hooks.onEvent(event.kind === 'begun' ? { kind: 'begun', facts: about(event.facts) } : event);
    if (run.failFast === true && event.kind === 'case' && event.record.violations.length > 0) stopAll(FAILED_FAST);
  };
  const jobs = shares.map((places) => started({ settings, run: { ...run, places } }));
  const stopAll = (reason?: string): void => {
    for (const { child } of jobs) send(child, { kind: 'stop', ...(reason === undefined ? {} : { reason }) });
  };
  const stopped = (): void => {
    stopAll(hooks.signal.reason instanceof Error ? hooks.signal.reason.message : undefined);
    setTimeout(() => {
      for (const { child } of jobs) child.kill('SIGKILL');
    }, GRACE_MS).unref();
  };
  hooks.signal.addEventListener('abort', stopped, { once: true });
  await Promise.all(jobs.map((job) => ended(job, told, stopAll)));
  hooks.signal.removeEventListener('abort', stopped);

  const failed = jobs.find((job) => job.failed !== undefined)?.failed;
  if (failed !== undefined) throw failed;
  const begun = jobs.find((job) => job.begun !== undefined)?.begun;
  if (begun === undefined) throw new Error('inconclusive: the jobs have ended before they had begun');
  return joined(about(begun), jobs);
}

function started(task: JobTask): Job {
  // What a provider prints must not stand in the output that was asked for.
  const child = fork(WORKER, { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
  send(child, { kind: 'run', task });
  return { child, cases: [] };
}

function send(child: ChildProcess, message: ToJob): void {
  // One that has ended in the meantime needs to be told nothing.
  if (child.connected) child.send(message, () => undefined);
}

/** Waits for a job's process to end, and takes what it tells until then. */
function ended(job: Job, told: (event: CertifyEvent) => void, stopAll: () => void): Promise<void> {
  return new Promise((resolve) => {
    job.child.on('message', (message: FromJob) => {
      if (message.kind === 'done') job.facts = message.facts;
      else if (message.kind === 'failed') {
        job.failed = message.wrong ? new WrongInput(message.reason) : new Error(message.reason);
        stopAll();
      } else {
        const { event } = message;
        if (event.kind === 'case') job.cases.push(event.record);
        if (event.kind === 'begun') job.begun = event.facts;
        try {
          told(event);
        } catch (reason) {
          job.failed ??= reason instanceof Error ? reason : new Error(String(reason));
          stopAll();
        }
      }
    });
    job.child.on('error', () => undefined);
    job.child.on('close', () => {
      resolve();
    });
  });
}

import {
  certificationOf,
  certify,
  type Certification,
  type CertifyEvent,
  type CertifyOptions,
  type RunFacts,
} from '../certify/index.js';
import type { SettingKey, Settings } from '../config/index.js';
import type { CaseRecord } from '../run/index.js';
import { aboutOf, endingOf, type Ending } from './conclude.js';
import { EXIT, type ExitCode } from './exit.js';
import { guardProcess, keepOutputClean } from './guard.js';
import type { Io } from './io.js';
import { certifyInJobs } from './jobs.js';
import { runFrom, withProvider, type ProviderOptions } from './options.js';
import { progressOn } from './progress.js';

/** The options of `joinleaf certify`. */
export type CertifyCommandOptions = Settings<SettingKey>;

/** `joinleaf certify`: runs everything, prints the report, and gives the exit code. */
export async function certifyCommand(io: Io, options: CertifyCommandOptions): Promise<ExitCode> {
  const run = runFrom(options);
  keepOutputClean();
  const ending = endingOf(io, options, replayCommand(options));
  const certification = await guarded(io, ending, (hooks) =>
    (options.jobs ?? 1) > 1
      ? certifyInJobs(options, run, hooks)
      : withProvider(options, (provider) => certify({ ...run, ...hooks, provider })),
  );
  return ending.conclude(certification);
}

/** What a run is told while it goes on, and tells. */
export type Hooks = Required<Pick<CertifyOptions, 'signal' | 'onEvent'>>;

/** Runs under a guard, shows how it gets on, and sees to it that a report is written whatever happens. */
async function guarded(io: Io, ending: Ending, run: (hooks: Hooks) => Promise<Certification>): Promise<Certification> {
  // What has been seen so far, in case that the process ends under our hands.
  const cases: CaseRecord[] = [];
  let facts: RunFacts | undefined;
  const guard = guardProcess((reason) => {
    process.exitCode = EXIT.inconclusive;
    io.err(`joinleaf: inconclusive: ${reason}\n`);
    if (facts !== undefined) ending.save(certificationOf({ ...facts, stopped: reason, unfinished: true }, cases));
  });
  const progress = progressOn(io);
  const onEvent = (event: CertifyEvent): void => {
    if (event.kind === 'begun') {
      if (facts === undefined) ending.check(aboutOf(event.facts));
      ({ facts } = event);
    }
    if (event.kind === 'case') cases.push(event.record);
    progress.told(event);
  };
  try {
    return await run({ signal: guard.signal, onEvent });
  } finally {
    progress.done();
    guard.release();
  }
}

/** The command that replays a case with the same provider; the token follows. */
export function replayCommand({ provider, interface: chosen }: ProviderOptions): string {
  const quoted = (text: string): string => (/^[\w:./@\\-]+$/u.test(text) ? text : `"${text}"`);
  const via = chosen === undefined ? '' : ` --interface ${quoted(chosen)}`;
  return `joinleaf replay --provider ${quoted(provider)}${via}`;
}

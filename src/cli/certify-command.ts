import { certificationOf, certify, type CertifyEvent, type CertifyOptions, type RunFacts } from '../certify/index.js';
import type { ClauseId } from '../clauses/index.js';
import type { SettingKey, Settings } from '../config/index.js';
import { DEFAULT_LIMITS, type Provider } from '../port/index.js';
import type { CaseRecord } from '../run/index.js';
import { endingOf, type Ending } from './conclude.js';
import { EXIT, type ExitCode } from './exit.js';
import { guardProcess, keepOutputClean } from './guard.js';
import type { Io } from './io.js';
import { clausesFrom, limitsFrom, withProvider, type ProviderOptions } from './options.js';
import { progressOn } from './progress.js';

/** The options of `joinleaf certify`. */
export type CertifyCommandOptions = Settings<SettingKey>;

/** `joinleaf certify`: runs everything, prints the report, and gives the exit code. */
export async function certifyCommand(io: Io, options: CertifyCommandOptions): Promise<ExitCode> {
  const clauses = clausesFrom(options.clause);
  keepOutputClean();
  const ending = endingOf(io, options, replayCommand(options));
  return withProvider(options, (provider) => certifyIt(io, provider, clauses, options, ending));
}

async function certifyIt(
  io: Io,
  provider: Provider,
  clauses: readonly ClauseId[] | undefined,
  options: CertifyCommandOptions,
  ending: Ending,
): Promise<ExitCode> {
  const { level, seed, runs } = options;
  const filter = clauses === undefined ? {} : { filter: [...clauses] };
  ending.check({ provider: { name: provider.name, version: provider.version }, level, ...filter });
  const limits = limitsFrom(options);

  // What has been seen so far, in case that the process ends under our hands.
  const cases: CaseRecord[] = [];
  const lastWords = (reason: string): void => {
    const facts: RunFacts = {
      provider: { name: provider.name, version: provider.version },
      capabilities: provider.capabilities,
      selection: { level, ...(clauses === undefined ? {} : { clauses }) },
      seed,
      runs,
      limits: { ...DEFAULT_LIMITS, ...limits },
      stopped: reason,
      unfinished: true,
    };
    process.exitCode = EXIT.inconclusive;
    io.err(`joinleaf: inconclusive: ${reason}\n`);
    ending.save(certificationOf(facts, cases));
  };
  const guard = guardProcess(lastWords);
  const progress = progressOn(io);
  const onEvent = (event: CertifyEvent): void => {
    if (event.kind === 'case') cases.push(event.record);
    progress.told(event);
  };
  const asked: CertifyOptions = { provider, level, seed, runs, limits, signal: guard.signal, onEvent };
  const certification = await certify(clauses === undefined ? asked : { ...asked, clauses });
  progress.done();
  guard.release();

  return ending.conclude(certification);
}

/** The command that replays a case with the same provider; the token follows. */
export function replayCommand({ provider, interface: chosen }: ProviderOptions): string {
  const quoted = (text: string): string => (/^[\w:./@\\-]+$/u.test(text) ? text : `"${text}"`);
  const via = chosen === undefined ? '' : ` --interface ${quoted(chosen)}`;
  return `joinleaf replay --provider ${quoted(provider)}${via}`;
}

import { replay, replayTrace } from '../certify/index.js';
import type { REPLAY_SETTINGS, Settings } from '../config/index.js';
import type { Provider } from '../port/index.js';
import { excerptOf, plain } from '../report/index.js';
import type { CaseRecord } from '../run/index.js';
import type { Trace } from '../trace/index.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import { guardProcess, keepOutputClean } from './guard.js';
import type { Io } from './io.js';
import { limitsFrom, withProvider } from './options.js';
import { showCase, type ReplayFormat } from './replay-formats.js';
import { replaySource, type ReplaySource } from './replay-source.js';

/** The options of `joinleaf replay`. */
export interface ReplayCommandOptions extends Settings<(typeof REPLAY_SETTINGS)[number]> {
  readonly format: ReplayFormat;
}

/** `joinleaf replay`: runs one case again and shows what became of it. */
export async function replayCase(io: Io, what: string, options: ReplayCommandOptions): Promise<ExitCode> {
  keepOutputClean();
  const source = replaySource(what);
  return withProvider(options, (provider) => replayIt(io, provider, source, options));
}

async function replayIt(
  io: Io,
  provider: Provider,
  source: ReplaySource,
  options: ReplayCommandOptions,
): Promise<ExitCode> {
  const guard = guardProcess((reason) => {
    process.exitCode = EXIT.inconclusive;
    io.err(`joinleaf: inconclusive: ${reason}\n`);
  });
  const stopped = new Promise<never>((_resolve, reject) => {
    guard.signal.addEventListener('abort', () => {
      reject(guard.signal.reason instanceof Error ? guard.signal.reason : new Error('it was stopped'));
    });
  });
  const limits = limitsFrom(options);
  const running =
    'token' in source
      ? replay({ provider, token: source.token, runs: options.runs, limits })
      : replayTrace({ provider, trace: source.trace, limits });
  const replayed = await Promise.race([running, stopped]);
  guard.release();
  if ('wrong' in replayed) throw new WrongInput(plain(replayed.wrong));
  const { record, madeWith } = replayed;
  if (madeWith !== undefined) {
    const it = 'token' in source ? 'the token was made' : 'the trace was recorded';
    io.err(`joinleaf: ${it} with ${nameOf(madeWith)}, and this is ${nameOf(provider)}\n`);
  }
  if ('astray' in replayed && 'trace' in source) tellAstray(io, source.trace, replayed.astray.at);
  showCase(io, record, options.format);
  return exitOf(record);
}

function nameOf({ name, version }: Pick<Provider, 'name' | 'version'>): string {
  return plain(`${name} ${version}`);
}

function tellAstray(io: Io, trace: Trace, at: number): void {
  const line = excerptOf(trace, at, []).find(({ here }) => here);
  const what = line === undefined ? '' : `: ${plain(`${line.node} ${line.text}`.trim())}`;
  io.err(`joinleaf: it goes otherwise than recorded from #${at} on${what}\n`);
}

function exitOf({ outcome }: Pick<CaseRecord, 'outcome'>): ExitCode {
  if (outcome === 'violated') return EXIT.nonconformant;
  return outcome === 'passed' ? EXIT.conformant : EXIT.inconclusive;
}

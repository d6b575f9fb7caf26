import { replay } from '../certify/index.js';
import type { REPLAY_SETTINGS, Settings } from '../config/index.js';
import type { Provider } from '../port/index.js';
import { plain } from '../report/index.js';
import type { CaseRecord } from '../run/index.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import { guardProcess, keepOutputClean } from './guard.js';
import type { Io } from './io.js';
import { limitsFrom, withProvider } from './options.js';
import { showCase, type ReplayFormat } from './replay-formats.js';

/** The options of `joinleaf replay`. */
export interface ReplayCommandOptions extends Settings<(typeof REPLAY_SETTINGS)[number]> {
  readonly format: ReplayFormat;
}

/** `joinleaf replay`: runs one case again and shows what became of it. */
export async function replayCase(io: Io, token: string, options: ReplayCommandOptions): Promise<ExitCode> {
  keepOutputClean();
  return withProvider(options, (provider) => replayIt(io, provider, token, options));
}

async function replayIt(io: Io, provider: Provider, token: string, options: ReplayCommandOptions): Promise<ExitCode> {
  const guard = guardProcess((reason) => {
    process.exitCode = EXIT.inconclusive;
    io.err(`joinleaf: inconclusive: ${reason}\n`);
  });
  const stopped = new Promise<never>((_resolve, reject) => {
    guard.signal.addEventListener('abort', () => {
      reject(guard.signal.reason instanceof Error ? guard.signal.reason : new Error('it was stopped'));
    });
  });
  const running = replay({ provider, token, runs: options.runs, limits: limitsFrom(options) });
  const replayed = await Promise.race([running, stopped]);
  guard.release();
  if ('wrong' in replayed) throw new WrongInput(plain(replayed.wrong));
  const { record, madeWith } = replayed;
  if (madeWith !== undefined) {
    io.err(`joinleaf: the token was made with ${plain(madeWith)}, and this is ${plain(provider.name)}\n`);
  }
  showCase(io, record, options.format);
  return exitOf(record);
}

function exitOf({ outcome }: CaseRecord): ExitCode {
  if (outcome === 'violated') return EXIT.nonconformant;
  return outcome === 'passed' ? EXIT.conformant : EXIT.inconclusive;
}

import pc from 'picocolors';
import { replay } from '../certify/index.js';
import { CLAUSES } from '../clauses/index.js';
import { excerptOf, many, plain } from '../report/index.js';
import { excerptLines } from '../report/failures.js';
import type { CaseRecord } from '../run/index.js';
import { stringifyTrace } from '../trace/index.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import { guardProcess } from './guard.js';
import type { Io } from './io.js';
import { limitsFrom, providerFrom, type ProviderOptions } from './options.js';

/** The options of `joinleaf replay`. */
export interface ReplayCommandOptions extends ProviderOptions {
  readonly format: 'text' | 'trace';
  readonly runs: number;
}

/** `joinleaf replay`: runs one case again and shows what became of it. */
export async function replayCase(io: Io, token: string, options: ReplayCommandOptions): Promise<ExitCode> {
  const provider = await providerFrom(options);
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
  io.out(options.format === 'trace' ? stringifyTrace(record.trace) : text(record, io.colour));
  return exitOf(record);
}

function exitOf({ outcome }: CaseRecord): ExitCode {
  if (outcome === 'violated') return EXIT.nonconformant;
  return outcome === 'passed' ? EXIT.conformant : EXIT.inconclusive;
}

function text(record: CaseRecord, colour: boolean): string {
  const colours = pc.createColors(colour);
  const { name, outcome, reason, clauses, trace, violations, executions, seed } = record;
  const why = reason === undefined ? '' : `: ${plain(reason)}`;
  const shown = violations.flatMap(({ clause, expected, saw, at, against }) => [
    '',
    `${colours.red('✗')} ${colours.bold(clause)}  ${CLAUSES[clause].title}`,
    `  expected  ${plain(expected)}`,
    `  saw       ${plain(saw)}`,
    ...excerptLines({ excerpt: [...excerptOf(trace, at, against)] }, colours),
  ]);
  return [
    `${colours.bold(plain(name))}  ${clauses.join(' ')}`,
    `${outcome === 'violated' ? 'failed' : outcome}${why}; seed ${seed}, ${many(executions, 'execution')}, ${many(trace.length, 'event')}`,
    ...shown,
    '',
  ].join('\n');
}

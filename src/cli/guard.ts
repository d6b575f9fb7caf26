import { inOneLine } from '../transport/index.js';
import { EXIT } from './exit.js';

/** The signals that ask a process to end: from the keyboard, from a supervisor, from a terminal that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Watches over a run for what foreign code may do to the process. */
export interface Guard {
  /** Is aborted when something has gone wrong for good, with a reason in one line. */
  readonly signal: AbortSignal;
  /** The run has come to its end by itself: nothing more is watched. */
  release(): void;
}

/**
 * Puts a guard on the process: errors that are thrown outside of every call, a process that is ended under our hands,
 * and the user who has seen enough. `lastWords` is called if the process ends before the run does.
 */
export function guardProcess(lastWords: (reason: string) => void): Guard {
  const controller = new AbortController();
  const stop = (reason: string): void => {
    controller.abort(new Error(reason));
  };
  const thrown = (reason: unknown): void => {
    stop(`an error was thrown outside of every call: ${inOneLine(reason)}`);
  };
  const interrupted = (): void => {
    // Whoever asks twice does not want to wait.
    if (controller.signal.aborted) process.exit();
    stop('it was interrupted');
  };
  const ended = (): void => {
    lastWords('the process was ended, or had nothing left to wait for, while a call was under way');
  };
  process.on('uncaughtException', thrown);
  process.on('unhandledRejection', thrown);
  for (const signal of SIGNALS) process.on(signal, interrupted);
  process.on('exit', ended);
  return {
    signal: controller.signal,
    release() {
      // The handlers for errors stay: a provider's timers may go on until the process ends.
      for (const signal of SIGNALS) process.off(signal, interrupted);
      process.off('exit', ended);
    },
  };
}

/**
 * Does some work of which nothing has to be told if a signal ends it. A signal of which nobody hears would end us
 * alone, and leave behind the processes that were started for a provider.
 */
export async function endedBySignals<T>(work: () => Promise<T>): Promise<T> {
  const end = (): void => process.exit(EXIT.inconclusive);
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    return await work();
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
  }
}

/** Sends what foreign code prints to the other stream, so that what was asked for stands alone in its own. */
export function keepOutputClean(): void {
  process.stdout.write = process.stderr.write.bind(process.stderr);
}

import { inOneLine } from '../transport/index.js';

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
  process.on('SIGINT', interrupted);
  process.on('SIGTERM', interrupted);
  process.on('exit', ended);
  return {
    signal: controller.signal,
    release() {
      // The handlers for errors stay: a provider's timers may go on until the process ends.
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
      process.off('exit', ended);
    },
  };
}

/** Sends what foreign code prints to the other stream, so that what was asked for stands alone in its own. */
export function keepOutputClean(): void {
  for (const method of ['log', 'info', 'debug', 'dir', 'table'] as const) {
    console[method] = (...values: unknown[]): void => {
      console.error(...values);
    };
  }
}

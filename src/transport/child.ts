import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { PortFault } from '../port/index.js';
import type { Command } from './command-line.js';
import type { TransportLimits } from './limits.js';
import { logOf, type Log } from './log.js';
import { inOneLine } from './one-line.js';
import { endFamily, FAMILY, signalFamily, watchFamily } from './system.js';

/** What a child tells. */
export interface ChildHandlers {
  readonly output: (chunk: Uint8Array) => void;
  /** It has crossed a limit. */
  fail(what: 'limit', detail: string): void;
  /** Nothing more will come: it has ended, or closed one of its ends. All its output has been told before. */
  ended(detail: string): void;
}

/** A child process with its family: whatever processes it starts. */
export interface Child {
  readonly pid: number;
  readonly log: Log;
  write(text: string): void;
  /** Ends its standard input: nothing more will be written. */
  endInput(): void;
  /** Whether our own process has to go on for its sake. It has not where nothing is expected of it. */
  hold(yes: boolean): void;
  /** Ends it without asking. */
  abort(): void;
  /** Ends it: asks, where there is something to ask with, then tells it, then forces it. Resolves when it has gone. */
  end(ask?: () => Promise<unknown>): Promise<void>;
}

/** After one end of it has closed, a child has so long, in milliseconds, to end, so that we can say how it did. */
const LINGER_MS = 200;

/** Starts a child. Rejects with a PortFault if it cannot be started. */
export async function childOf(
  { file, args }: Command,
  cwd: string | undefined,
  limits: TransportLimits,
  handlers: ChildHandlers,
): Promise<Child> {
  const child = spawn(file, args, { ...FAMILY, ...(cwd === undefined ? {} : { cwd }), stdio: 'pipe' });
  const { stdin, stdout, stderr } = child;
  const log = logOf(limits.logBytesKept);
  let how: string | undefined;
  let ending: Promise<void> | undefined;

  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (reason) => {
      reject(new PortFault('open-failed', `the adapter cannot be started: ${inOneLine(reason)}`));
    });
  });
  const pid = processOf(child.pid);
  watchFamily(pid);
  // A run that forgets to end its adapter ends nevertheless, and the adapter with it.
  child.unref();
  for (const stream of [stdin, stdout, stderr]) if (stream instanceof Socket) stream.unref();

  const drained = new Promise<void>((resolve) => stdout.once('close', resolve));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      how = signal === null ? `ended with exit code ${code ?? 0}` : `was ended by ${signal}`;
      endFamily(pid);
      resolve();
    });
  });
  // What it wrote before it ended still has to be read; a process that has left its family may hold the pipe open.
  void gone
    .then(() => Promise.race([drained, pause(LINGER_MS)]))
    .then(() => {
      if (ending === undefined) handlers.ended(`the adapter ${how ?? 'ended'}`);
      for (const stream of [stdin, stdout, stderr]) stream.destroy();
    });
  const closed = (which: string): void => {
    void Promise.race([gone, pause(LINGER_MS)]).then(() => {
      if (how === undefined && ending === undefined) handlers.ended(`the adapter closed its standard ${which}`);
    });
  };

  child.on('error', () => undefined);
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  stdin.on('error', () => {
    closed('input');
  });
  stdout.on('data', handlers.output).once('end', () => {
    closed('output');
  });
  stderr.on('data', (chunk: Buffer) => {
    log.push(chunk);
    if (log.size() > limits.logBytesPerCase) {
      handlers.fail('limit', `the adapter wrote more than ${limits.logBytesPerCase} bytes to its log in one case`);
    }
  });

  const within = async (ms: number): Promise<boolean> => {
    const timer = new AbortController();
    try {
      const late = pause(ms, false, { signal: timer.signal }).catch(() => false);
      return await Promise.race([gone.then(() => true), late]);
    } finally {
      timer.abort();
    }
  };

  async function bringToEnd(ask: (() => Promise<unknown>) | undefined): Promise<void> {
    if (ask !== undefined && how === undefined) {
      void ask().catch(() => undefined);
      stdin.end();
      if (await within(limits.exitMs)) return;
    }
    // Nothing that it sends from here on is heard.
    for (const stream of [stdout, stderr]) stream.destroy();
    if (how === undefined) signalFamily(pid, 'SIGTERM');
    if (await within(limits.killMs)) return;
    signalFamily(pid, 'SIGKILL');
    await within(limits.killMs);
    endFamily(pid);
  }
  const end = (ask?: () => Promise<unknown>): Promise<void> => (ending ??= bringToEnd(ask));

  return {
    pid,
    log,
    write(text) {
      if (how !== undefined || stdin.destroyed) return;
      stdin.write(text);
      if (stdin.writableLength > limits.unreadBytes) {
        handlers.fail('limit', `the adapter left more than ${limits.unreadBytes} bytes of requests unread`);
      }
    },
    endInput: () => {
      stdin.end();
    },
    hold(yes) {
      if (!(stdout instanceof Socket)) return;
      if (yes) stdout.ref();
      else stdout.unref();
    },
    abort: () => void end(),
    end,
  };
}

/** A process id. Without one, a signal to its family would be one to ours. */
function processOf(pid: number | undefined): number {
  if (pid === undefined) throw new PortFault('open-failed', 'the adapter was started without a process id');
  return pid;
}

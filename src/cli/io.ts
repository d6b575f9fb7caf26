import pc from 'picocolors';

/** Where a command writes to. */
export interface Io {
  /** What was asked for. */
  out(text: string): void;
  /** What goes on, and what is wrong. */
  err(text: string): void;
  /** Whether what was asked for is read on a terminal that shows colours. */
  readonly colour: boolean;
  /** Whether what goes on is read on a terminal. */
  readonly interactive: boolean;
}

// Taken before a provider is loaded: what foreign code prints is sent elsewhere later.
const write = process.stdout.write.bind(process.stdout);

/** The process's own streams. */
export function processIo(): Io {
  // A reader that has seen enough closes the pipe (`| head`); that is not our mistake.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return {
    out: (text) => void write(text),
    err: (text) => void process.stderr.write(text),
    colour: pc.isColorSupported && (process.stdout.isTTY || 'FORCE_COLOR' in process.env),
    interactive: process.stderr.isTTY,
  };
}

/** Waits until everything that was written has been taken. */
export async function flushed(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.destroyed || stream.writableLength === 0) continue;
    const last = stream === process.stdout ? write : stream.write.bind(stream);
    await new Promise<void>((resolve) => {
      last('', () => {
        resolve();
      });
    });
  }
}

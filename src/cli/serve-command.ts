import { serverOf, type ServeOptions } from '../transport/index.js';
import { EXIT, type ExitCode } from './exit.js';
import { endedBySignals, keepOutputClean } from './guard.js';
import type { Io } from './io.js';
import { withProvider, type ProviderOptions } from './options.js';

/** `joinleaf serve`: serves a provider over the adapter protocol, on the standard streams, until it is told to end. */
export async function serveCommand(io: Io, options: ProviderOptions & ServeOptions): Promise<ExitCode> {
  // Standard output belongs to the protocol.
  keepOutputClean();
  return withProvider(options, async (provider) => {
    const out = (line: string): void => {
      io.out(line);
    };
    const server = serverOf(provider, out, options);
    process.stdin.on('data', (chunk: Buffer) => {
      server.take(chunk);
    });
    process.stdin.on('end', () => {
      server.end();
    });
    await endedBySignals(() => server.done);
    return EXIT.conformant;
  });
}

import { serverOf } from '../transport/index.js';
import { EXIT, type ExitCode } from './exit.js';
import { keepOutputClean } from './guard.js';
import { withProvider, type ProviderOptions } from './options.js';

/** `joinleaf serve`: serves a provider over the adapter protocol, on the standard streams, until it is told to end. */
export async function serveCommand(options: ProviderOptions): Promise<ExitCode> {
  // Standard output belongs to the protocol.
  keepOutputClean();
  return withProvider(options, async (provider) => {
    const server = serverOf(provider, (line) => void process.stdout.write(line));
    process.stdin.on('data', (chunk: Buffer) => {
      server.take(chunk);
    });
    process.stdin.on('end', () => {
      server.end();
    });
    await server.done;
    return EXIT.conformant;
  });
}

import { z } from 'zod';
import { BRIDGE, WINE } from './targets.js';
import { command } from './run.js';

const answers = z.record(z.string(), z.string());

/** What the bridge prints with `--facts`, as far as it is told in a report. */
const factsShape = z.object({
  system: z.string(),
  WSPStartup: answers,
  capabilities: z.object({
    entries: z.array(
      z.object({ id: z.number(), name: z.string(), serviceFlags: z.number(), addressFamily: z.number() }),
    ),
  }),
  entries: z.array(
    z.object({
      id: z.number(),
      sockets: answers,
      joinLeaf: answers,
      membership: answers.optional(),
      ioctl: answers.optional(),
    }),
  ),
});

/** What is known, and what became of starting Wine's own base provider: words of the bridge, or undefined if it went well. */
export type Facts = z.infer<typeof factsShape> & { readonly mswsock: string | undefined };

/** Asks Wine's ws2_32 directly, without the kit's cases. */
export async function wineFacts(): Promise<Facts> {
  const { code, out, err } = await command([...WINE, BRIDGE, '--api', '--facts', '--interface', '10.77.0.1']);
  if (code !== 0) throw new Error(`the bridge ended with exit code ${code}: ${err.trim()}`);
  const entries = 'adapters/winsock/sample-provider/entries.json';
  const started = await command([...WINE, BRIDGE, '--spi', 'mswsock.dll', '--entries', entries, '--facts']);
  const facts = factsShape.parse(JSON.parse(out));
  return { ...facts, mswsock: started.code === 0 ? undefined : lastWords(started.out) };
}

/** The message of the error with which the bridge has ended. */
function lastWords(out: string): string {
  const shape = z.object({ error: z.object({ message: z.string() }) });
  return shape.parse(JSON.parse(out.trim().split('\n').at(-1) ?? '')).error.message;
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Explored } from '../certify/index.js';
import type { Provider } from '../port/index.js';
import { KIT_VERSION } from '../run/index.js';

/** What earlier explorations have driven, as it is kept in a folder. */
export interface Logbook {
  readonly id: string;
  readonly entries: Readonly<Record<string, Entry>>;
}

interface Entry {
  /** By edge: 1 once it was taken. */
  readonly taken: Uint8Array;
  readonly executions: number;
}

const shape = z.object({
  joinleafExploration: z.literal(1),
  kit: z.string(),
  provider: z.object({ name: z.string(), version: z.string() }),
  entries: z.record(
    z.string(),
    z.object({ transitions: z.int().nonnegative(), executions: z.int().nonnegative(), taken: z.string() }),
  ),
});

const FILE = 'explored.json';

/** Reads what is kept in a folder: nothing where there is none; or one line that says what is wrong with it. */
export function recall(folder: string, provider: Provider): Logbook | { readonly wrong: string } {
  const file = join(folder, FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (reason) {
    if (reason instanceof Error && 'code' in reason && reason.code === 'ENOENT') return { id: file, entries: {} };
    return { wrong: `cannot read ${file}: ${reason instanceof Error ? reason.message : String(reason)}` };
  }
  const kept = parsed(text);
  if (kept === undefined) return { wrong: `${file} is not what an exploration has kept` };
  if (kept.kit !== KIT_VERSION) return { wrong: `${file} is of version ${kept.kit} of the kit: its map may differ` };
  if (kept.provider.name !== provider.name || kept.provider.version !== provider.version) {
    return {
      wrong: `${file} is of ${kept.provider.name} ${kept.provider.version}, and this is ${provider.name} ${provider.version}`,
    };
  }
  const entries = Object.entries(kept.entries).map(([id, { taken, transitions, executions }]): [string, Entry] => [
    id,
    { taken: unpacked(taken, transitions), executions },
  ]);
  return { id: file, entries: Object.fromEntries(entries) };
}

/** Keeps what a tour has driven, beside what is kept there of others. */
export function keep(
  folder: string,
  { name, version }: Provider,
  id: string,
  tour: NonNullable<Explored['tour']>,
): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, FILE);
  let entries: z.infer<typeof shape>['entries'] = {};
  try {
    entries = parsed(readFileSync(file, 'utf8'))?.entries ?? {};
  } catch {
    // There is none yet.
  }
  const entry = { transitions: tour.taken.length, executions: tour.progress.executions, taken: packed(tour.taken) };
  const all = {
    joinleafExploration: 1,
    kit: KIT_VERSION,
    provider: { name, version },
    entries: { ...entries, [id]: entry },
  };
  writeFileSync(file, `${JSON.stringify(all)}\n`);
}

function parsed(text: string): z.infer<typeof shape> | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function packed(taken: Uint8Array): string {
  const bits = Buffer.alloc(Math.ceil(taken.length / 8));
  for (const [edge, was] of taken.entries()) {
    if (was === 1) bits[edge >> 3] = (bits[edge >> 3] ?? 0) | (1 << (edge & 7));
  }
  return bits.toString('base64');
}

function unpacked(text: string, length: number): Uint8Array {
  const bits = Buffer.from(text, 'base64');
  return Uint8Array.from({ length }, (_none, edge) => ((bits[edge >> 3] ?? 0) >> (edge & 7)) & 1);
}

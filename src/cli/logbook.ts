import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { knownOf, type Come, type Kept, type Known } from '../certify/index.js';
import type { Provider } from '../port/index.js';
import { KIT_VERSION } from '../run/index.js';
import { inOneLine } from '../transport/index.js';
import { WrongInput } from './exit.js';

/** What earlier explorations have driven, as it is kept in a folder. */
export interface Logbook {
  readonly id: string;
  /** How far all orders have been driven, by what of. */
  readonly orders: Readonly<Record<string, Come>>;
  readonly entries: Readonly<Record<string, Entry>>;
}

/** So often what was driven is kept, in milliseconds: no more is lost if the process is killed. */
export const KEEP_MS = 10_000;

interface Entry {
  /** By edge: 1 once it was taken. */
  readonly taken: Uint8Array;
  readonly executions: number;
  /** What the tour had in mind; earlier versions of the format do not have it. */
  readonly mind?: Mind;
  /** The violations that it found. */
  readonly found: readonly Known[];
}

type Mind = Kept['mind'];

const count = z.int().nonnegative();

/** Numbers, by edge, label or state: nearly all of them are 0. */
const list = z.object({ bytes: z.union([z.literal(1), z.literal(4)]), length: count.max(1e9), deflated: z.string() });

const mindShape = z.object({
  isUnderWay: z.boolean(),
  ...{ leg: count, sailed: count, before: count },
  ...{ hits: list, misses: list, attempts: list, rested: list, hurried: list, left: list, talked: list, strayed: list },
});

const knownShape = z.object({ clause: z.string(), seed: count, path: z.string() });

/** By moment of an order; not there after the last order of all. */
const placeShape = z.array(z.object({ took: count, of: z.int().positive() })).max(10_000);

const shape = z.object({
  joinleafExploration: z.union([z.literal(1), z.literal(2)]),
  kit: z.string(),
  provider: z.object({ name: z.string(), version: z.string() }),
  entries: z.record(
    z.string(),
    z.object({
      ...{ transitions: count, executions: count, taken: z.string(), mind: mindShape.exactOptional() },
      found: z.array(knownShape).default([]),
    }),
  ),
  orders: z.record(z.string(), z.object({ orders: count, place: placeShape.exactOptional() })).default({}),
});

type Written = z.infer<typeof shape>;

const FILE = 'explored.json';

/** Makes a folder, and reads what is kept in it: nothing where it is new; or one line that says what is wrong with it. */
export function recall(folder: string, provider: Provider): Logbook | { readonly wrong: string } {
  const file = join(folder, FILE);
  let text: string;
  try {
    mkdirSync(folder, { recursive: true });
  } catch (reason) {
    return { wrong: `cannot write to ${folder}: ${inOneLine(reason)}` };
  }
  try {
    text = readFileSync(file, 'utf8');
  } catch (reason) {
    if (reason instanceof Error && 'code' in reason && reason.code === 'ENOENT')
      return { id: file, entries: {}, orders: {} };
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
  const entries: Record<string, Entry> = {};
  for (const [id, { taken, transitions, executions, mind, found }] of Object.entries(kept.entries)) {
    const remembered = mind === undefined ? undefined : mindIn(mind);
    if (remembered === 'damaged') return { wrong: `${file} is damaged` };
    const known = { taken: unpacked(taken, transitions), executions, found };
    entries[id] = remembered === undefined ? known : { ...known, mind: remembered };
  }
  return { id: file, entries, orders: kept.orders };
}

/**
 * Keeps what a tour has driven, beside what is kept there of others. Whenever the process is ended, the file is whole.
 * Throws if it cannot be written.
 */
export function keep(folder: string, provider: Provider, id: string, tour: Kept): void {
  const { taken, progress, mind } = tour;
  const found = knownOf(tour);
  const { executions } = progress;
  write(folder, provider, ({ entries, ...rest }) => {
    // What was found earlier stays, also where the same story does not show it any more.
    const before = (entries[id]?.found ?? []).filter((it) => found.every(({ clause }) => clause !== it.clause));
    const entry = {
      ...{ transitions: taken.length, executions, taken: packed(taken), mind: written(mind) },
      found: [...before, ...found],
    };
    return { ...rest, entries: { ...entries, [id]: entry } };
  });
}

/** Keeps how far all orders have been driven, in the same way. */
export function keepOrders(folder: string, provider: Provider, id: string, { orders, place }: Come): void {
  write(folder, provider, (kept) => ({
    ...kept,
    orders: {
      ...kept.orders,
      [id]: { orders, ...(place === undefined ? {} : { place: place.map((turn) => ({ ...turn })) }) },
    },
  }));
}

type Contents = Pick<Written, 'entries' | 'orders'>;

function write(folder: string, { name, version }: Provider, change: (kept: Contents) => Contents): void {
  const file = join(folder, FILE);
  let kept: Contents = { entries: {}, orders: {} };
  try {
    kept = parsed(readFileSync(file, 'utf8')) ?? kept;
  } catch {
    // There is none yet.
  }
  const { entries, orders } = change(kept);
  const all: Written = {
    joinleafExploration: 2,
    kit: KIT_VERSION,
    provider: { name, version },
    ...{ entries, orders },
  };
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(all)}\n`);
    renameSync(`${file}.new`, file);
  } catch (reason) {
    throw new WrongInput(`cannot write to ${folder}: ${inOneLine(reason)}`);
  }
}

function parsed(text: string): Written | undefined {
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

function written(mind: Mind): z.infer<typeof mindShape> {
  const { isUnderWay, leg, sailed, before } = mind;
  return {
    ...{ isUnderWay, leg, sailed, before },
    ...{ hits: deflated(mind.hits), misses: deflated(mind.misses), attempts: deflated(mind.attempts) },
    ...{ rested: deflated(mind.rested), hurried: deflated(mind.hurried), left: deflated(mind.left) },
    ...{ talked: deflated(mind.talked), strayed: deflated(mind.strayed) },
  };
}

/** What was in mind; or that its lists cannot be read. */
function mindIn({ isUnderWay, leg, sailed, before, ...lists }: z.infer<typeof mindShape>): Mind | 'damaged' {
  try {
    const small = (name: 'attempts' | 'rested' | 'hurried' | 'talked' | 'strayed'): Uint8Array =>
      Uint8Array.from(inflated(lists[name]));
    const large = (name: 'hits' | 'misses' | 'left'): Uint32Array => Uint32Array.from(inflated(lists[name]));
    return {
      ...{ isUnderWay, leg, sailed, before },
      ...{ hits: large('hits'), misses: large('misses'), left: large('left') },
      ...{ attempts: small('attempts'), rested: small('rested'), hurried: small('hurried') },
      ...{ talked: small('talked'), strayed: small('strayed') },
    };
  } catch {
    return 'damaged';
  }
}

// In the order of bytes that is usual nearly everywhere, so that a folder can be taken elsewhere.
function deflated(numbers: Uint8Array | Uint32Array): z.infer<typeof list> {
  const bytes = numbers instanceof Uint8Array ? 1 : 4;
  const buffer = Buffer.alloc(numbers.length * bytes);
  for (const [place, number] of numbers.entries()) buffer.writeUIntLE(number, place * bytes, bytes);
  return { bytes, length: numbers.length, deflated: deflateRawSync(buffer).toString('base64') };
}

/** Throws where there are not as many numbers as there should be. */
function* inflated({ bytes, length, deflated: text }: z.infer<typeof list>): Iterable<number> {
  const buffer = inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: length * bytes + 1 });
  if (buffer.length !== length * bytes) throw new RangeError('numbers are missing, or there are too many');
  for (let place = 0; place < buffer.length; place += bytes) yield buffer.readUIntLE(place, bytes);
}

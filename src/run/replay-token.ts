import { z } from 'zod';

/** What reproduces a case: the seed, and for a property the path to the run. */
export interface Replay {
  /** The case's id. */
  readonly case: string;
  readonly provider: string;
  readonly seed: number;
  /** fast-check's path to the counterexample, for a property. */
  readonly path?: string;
}

const body = z.tuple([z.string(), z.string(), z.int(), z.string().optional()]);
const PREFIX = 'jl1.';

/** Writes a replay token: one word, short enough for an issue's text. */
export function stringifyReplay({ case: id, provider, seed, path }: Replay): string {
  const fields = path === undefined ? [id, provider, seed] : [id, provider, seed, path];
  return PREFIX + Buffer.from(JSON.stringify(fields), 'utf8').toString('base64url');
}

/** Reads a replay token; undefined if it is none. */
export function parseReplay(token: string): Replay | undefined {
  if (!token.startsWith(PREFIX)) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(token.slice(PREFIX.length), 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  const fields = body.safeParse(json);
  if (!fields.success) return undefined;
  const [id, provider, seed, path] = fields.data;
  return { case: id, provider, seed, ...(path === undefined ? {} : { path }) };
}

import { z } from 'zod';
import { SPEC_REVISION } from '../clauses/index.js';

/** What reproduces a case: the seed, and for a property the path to the run. */
export interface Replay {
  /** The case's id. */
  readonly case: string;
  readonly provider: string;
  readonly seed: number;
  /** fast-check's path to the counterexample, for a property. */
  readonly path?: string | undefined;
  /** The revision of the specification that it was judged by; the newest where it is not said. */
  readonly spec?: string | undefined;
}

const body = z.tuple([z.string(), z.string(), z.int(), z.string().nullish(), z.string().optional()]);
const PREFIX = 'jl1.';

/** Writes a replay token: one word, short enough for an issue's text. */
export function stringifyReplay({ case: id, provider, seed, path, spec = SPEC_REVISION }: Replay): string {
  const fields = [id, provider, seed, path ?? null, spec];
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
  const [id, provider, seed, path, spec] = fields.data;
  return { case: id, provider, seed, path: path ?? undefined, spec };
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SPEC_REVISION } from '../clauses/index.js';

/** What reproduces a case: the seed, and for a property or a tour the path to the run. */
export interface Replay {
  /** The case's id; of a scenario `shortCase` of it, once it has been through a token. */
  readonly case: string;
  /** Who was driven. */
  readonly provider: { readonly name: string; readonly version: string };
  readonly seed: number;
  /** fast-check's path to the counterexample, for a property; the script, for a tour. */
  readonly path?: string | undefined;
  /** The revision of the specification that it was judged by; the newest where it is not said. */
  readonly spec?: string | undefined;
}

/** A token that was read, or one line that says why it could not be. */
export type ParsedReplay = { readonly replay: Replay } | { readonly wrong: string };

const VERSION = 2;
const WHOLE = /^jl(\d{1,9})\.([\w-]+)$/u;
const ANYWHERE = /(?<![\w.-])jl\d{1,9}\.[\w-]+/gu;

const body = z.tuple([z.string(), z.string(), z.string(), z.int(), z.string(), z.string().optional()]);

/** Writes a replay token: one word, short enough for an issue's text. */
export function stringifyReplay({ case: id, provider, seed, path, spec = SPEC_REVISION }: Replay): string {
  const { name, version } = provider;
  const fields = [shortCase(id), name, version, seed, spec, ...(path === undefined ? [] : [path])];
  return `jl${VERSION}.${Buffer.from(JSON.stringify(fields), 'utf8').toString('base64url')}`;
}

/** Reads a replay token: the mirror image of `stringifyReplay`. */
export function parseReplay(token: string): ParsedReplay {
  const [, version, text = ''] = WHOLE.exec(token) ?? [];
  if (version === undefined) return { wrong: `'${token}' is no replay token` };
  if (Number(version) !== VERSION) {
    const age = Number(version) < VERSION ? 'an earlier' : 'a later';
    return { wrong: `the token is of format ${version}, from ${age} joinleaf; this one reads format ${VERSION}` };
  }
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return { wrong: `'${token}' is no replay token, or not all of one` };
  }
  const fields = body.safeParse(json);
  if (!fields.success) return { wrong: `'${token}' is no replay token` };
  const [id, name, of, seed, spec, path] = fields.data;
  const whole = { case: id, provider: { name, version: of }, seed, spec };
  return { replay: path === undefined ? whole : { ...whole, path } };
}

/** The replay tokens in a text, each once. */
export function tokensIn(text: string): readonly string[] {
  return [...new Set(text.match(ANYWHERE))];
}

/**
 * A case's id as it stands in a token. Scenarios have whole sentences for an id, so theirs is a digest: 48 bits tell
 * the few hundred scenarios of a kit apart.
 */
export function shortCase(id: string): string {
  if (!id.includes('.feature#')) return id;
  return `#${createHash('sha256').update(id).digest('base64url').slice(0, 8)}`;
}

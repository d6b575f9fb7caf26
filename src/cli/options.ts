import { InvalidArgumentError } from 'commander';
import { CLAUSE_IDS, isClauseId, type ClauseId } from '../clauses/index.js';
import type { Limits, Provider } from '../port/index.js';
import { plain } from '../report/index.js';
import { loadProvider } from '../transport/index.js';
import { WrongInput } from './exit.js';
import { nearest } from './near.js';

/** The options that say which provider to use and how long to wait for it. */
export interface ProviderOptions {
  readonly provider: string;
  readonly interface?: string;
  readonly callMs?: number;
  readonly mustMs?: number;
  readonly mustNotMs?: number;
}

/** Loads the provider that the command line names. */
export async function providerFrom(options: ProviderOptions): Promise<Provider> {
  const chosen = options.interface === undefined ? {} : { interface: options.interface };
  const loaded = await loadProvider(options.provider, chosen);
  if ('wrong' in loaded) throw new WrongInput(plain(loaded.wrong, 1000));
  return loaded.provider;
}

/** The limits that the command line sets. */
export function limitsFrom({ callMs, mustMs, mustNotMs }: ProviderOptions): Partial<Limits> {
  return {
    ...(callMs === undefined ? {} : { callMs }),
    ...(mustMs === undefined ? {} : { mustMs }),
    ...(mustNotMs === undefined ? {} : { mustNotMs }),
  };
}

/** The clauses that the command line names, or undefined for all. */
export function clausesFrom(texts: readonly string[] | undefined): readonly ClauseId[] | undefined {
  if (texts === undefined) return undefined;
  const ids = texts.map((text) => {
    const id = text.toUpperCase();
    if (isClauseId(id)) return id;
    const near = nearest(text, CLAUSE_IDS);
    const hint = near === undefined ? 'joinleaf clauses lists them' : `did you mean ${near}?`;
    throw new WrongInput(`unknown clause '${plain(text)}'; ${hint}`);
  });
  return CLAUSE_IDS.filter((id) => ids.includes(id));
}

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/u.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It has to be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

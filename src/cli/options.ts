import { InvalidArgumentError } from 'commander';
import { CLAUSE_IDS, isClauseId, type ClauseId } from '../clauses/index.js';
import type { PROVIDER_SETTINGS, Settings } from '../config/index.js';
import type { Limits, Provider } from '../port/index.js';
import { plain } from '../report/index.js';
import { KIT_VERSION } from '../run/index.js';
import { loadProvider } from '../transport/index.js';
import { WrongInput } from './exit.js';
import { endedBySignals } from './guard.js';
import { nearest } from './near.js';

/** The options that say which provider to use and how long to wait for it. */
export type ProviderOptions = Pick<Settings<'provider'>, 'provider'> & Partial<Settings<ProviderSetting>>;

type ProviderSetting = (typeof PROVIDER_SETTINGS)[number];

/**
 * Loads the provider that the command line names, works with it, and ends whatever runs for it, also when the work
 * fails.
 */
export async function withProvider<T>(options: ProviderOptions, work: (provider: Provider) => Promise<T>): Promise<T> {
  const loaded = await endedBySignals(() =>
    loadProvider(options.provider, {
      kit: KIT_VERSION,
      ...(options.interface === undefined ? {} : { interface: options.interface }),
      ...(options.restarts === undefined ? {} : { transport: { restarts: options.restarts } }),
    }),
  );
  if ('wrong' in loaded) {
    const wrong = plain(loaded.wrong, 1000);
    throw loaded.inconclusive === true ? new Error(`inconclusive: ${wrong}`) : new WrongInput(wrong);
  }
  try {
    return await work(loaded.provider);
  } finally {
    await endedBySignals(async () => loaded.dispose?.());
  }
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

import { InvalidArgumentError } from 'commander';
import { CLAUSE_IDS, isClauseId, type ClauseId } from '../clauses/index.js';
import type { CertifyOptions, Shard } from '../certify/index.js';
import type { PROVIDER_SETTINGS, SettingKey, Settings } from '../config/index.js';
import { DEFAULT_LIMITS, type Limits, type Provider } from '../port/index.js';
import { plain } from '../report/index.js';
import { KIT_VERSION } from '../run/index.js';
import { loadProvider, TRANSPORT_LIMITS, type TransportLimits } from '../transport/index.js';
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
      transport: transportFrom(options),
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

/** A run, as it is set, but for the provider. */
export type Run = Omit<CertifyOptions, 'provider' | 'signal' | 'onEvent'>;

/** The run that the settings ask for. */
export function runFrom(settings: Settings<SettingKey>): Run {
  const { level, specRevision: spec, seed, runs, repeat, failFast } = settings;
  const clauses = clausesFrom(settings.clause);
  const shard = shardFrom(settings.shard);
  if (shard !== undefined && settings.out === undefined) {
    throw new WrongInput('--shard needs --out: what it writes there is for joinleaf merge');
  }
  return {
    level,
    spec,
    seed,
    runs,
    limits: limitsFrom(settings),
    ...(clauses === undefined ? {} : { clauses }),
    ...(repeat === undefined ? {} : { repeat }),
    ...(failFast === undefined ? {} : { failFast }),
    ...(shard === undefined ? {} : { shard }),
  };
}

function shardFrom(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [index = 1, of = 1] = text.split('/').map(Number);
  if (index > of) throw new WrongInput(`there is no shard ${index} of ${of}`);
  return { index, of };
}

/** The limits that are set. */
export function limitsFrom(options: ProviderOptions): Partial<Limits> {
  const { timeoutScale = 1 } = options;
  const scaled = (key: 'callMs' | 'mustMs' | 'mustNotMs'): Partial<Limits> => {
    const set = timeoutScale === 1 ? options[key] : (options[key] ?? DEFAULT_LIMITS[key]);
    return set === undefined ? {} : { [key]: Math.max(1, Math.round(set * timeoutScale)) };
  };
  return { ...scaled('callMs'), ...scaled('mustMs'), ...scaled('mustNotMs') };
}

/** What an adapter that is a process is allowed. */
function transportFrom({ restarts, timeoutScale = 1 }: ProviderOptions): Partial<TransportLimits> {
  const scaled = (key: 'startMs' | 'resetMs' | 'exitMs' | 'killMs'): Partial<TransportLimits> =>
    timeoutScale === 1 ? {} : { [key]: Math.max(1, Math.round(TRANSPORT_LIMITS[key] * timeoutScale)) };
  return {
    ...(restarts === undefined ? {} : { restarts }),
    ...scaled('startMs'),
    ...scaled('resetMs'),
    ...scaled('exitMs'),
    ...scaled('killMs'),
  };
}

/** The clauses that the command line names, or undefined for all. */
function clausesFrom(texts: readonly string[] | undefined): readonly ClauseId[] | undefined {
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

import { isClauseId, isRevision, SPEC_REVISION } from '../clauses/index.js';
import { IdGenerator } from '@cucumber/messages';
import { PROPERTIES } from '../explore/index.js';
import { DEFAULT_LIMITS, scaledTo, type Limits, type Provider } from '../port/index.js';
import { parseReplay, shortCase, type CaseRecord, type Replay } from '../run/index.js';
import { parseFeature } from './case-id.js';
import { DEFAULT_RUNS } from './certify.js';
import { replayTour } from './exploration.js';
import { replayWalk } from './walking.js';
import { featureFiles } from './feature-files.js';
import { runFeatures } from './features.js';
import { checkProperty } from './properties.js';
import { asShortest } from './shortest.js';
import { FIRST_MEETING, meet } from './round-trip.js';

/** What is to be run again. */
export interface ReplayOptions {
  readonly provider: Provider;
  /** A replay token, as a failure shows it. */
  readonly token: string;
  /** How many orderings a property tries that the token gives no path for. */
  readonly runs?: number;
  readonly limits?: Partial<Limits>;
}

/** The case as it went this time, or one line that says why it could not be run. */
export type Replayed =
  | {
      readonly record: CaseRecord;
      /** The provider that the token was made with, where it is another one or another version. */
      readonly madeWith?: Replay['provider'];
    }
  | { readonly wrong: string };

/** Runs one case again, exactly as it went when its token was made, if the provider is the same. */
export async function replay({ provider, token, runs = DEFAULT_RUNS, ...options }: ReplayOptions): Promise<Replayed> {
  const parsed = parseReplay(token);
  if ('wrong' in parsed) return parsed;
  const { case: short, provider: madeWith, seed, path, spec = SPEC_REVISION } = parsed.replay;
  if (!isRevision(spec)) {
    return { wrong: `the token was made under revision ${spec} of the specification, which this kit does not have` };
  }
  const id = wholeCase(short);
  if (id === undefined) return { wrong: 'the token names a scenario that this kit does not have' };
  const started: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const met = await meet(provider, seed, started, spec);
  const limits = scaledTo(met.roundTripMs ?? 0, started);
  const found = (record: CaseRecord): Replayed => ({
    record,
    ...(madeWith.name === provider.name && madeWith.version === provider.version ? {} : { madeWith }),
  });

  if (id === FIRST_MEETING) return found(met.record);
  const property = PROPERTIES.find((one) => one.id === id);
  if (property !== undefined) {
    const where = path === undefined ? {} : { path };
    return found(await checkProperty(property, { provider, seed, runs, limits, spec, ...where }));
  }
  const tour = await replayTour(id, path, { provider, seed, limits, spec });
  if (tour !== undefined) return found(tour);
  const walk = await replayWalk(id, path, { provider, seed, runs, limits, spec });
  if (walk !== undefined) return found(walk);
  const records: CaseRecord[] = [];
  const lost: string[] = [];
  const record = (it: CaseRecord): void => void records.push(it);
  const trouble = await runFeatures(
    { provider, seed, limits, spec, record },
    { id },
    {
      planned: () => undefined,
      lost: ({ reason }) => void lost.push(reason),
    },
  );
  const same = records.find((it) => it.id === id);
  if (same !== undefined) {
    // What stands for a scenario's path is the clause whose shortest story is wanted.
    const isStory = path !== undefined && isClauseId(path);
    return found(isStory ? await asShortest(same, path, { provider, seed, limits, spec }) : same);
  }
  const what = path === undefined ? 'a case' : 'a case, or a path in it,';
  const named = path === undefined ? id : `${id} ${path}`;
  return {
    wrong: trouble ?? lost[0] ?? `the token names ${what} that this kit does not have: ${named}`,
  };
}

/** The id of a case that a token names; undefined if it is a scenario's, and there is no such scenario. */
function wholeCase(short: string): string | undefined {
  if (!short.startsWith('#')) return short;
  const newId = IdGenerator.incrementing();
  const all = featureFiles().flatMap((source) => parseFeature(source, newId).cases);
  return all.find(({ id }) => shortCase(id) === short)?.id;
}

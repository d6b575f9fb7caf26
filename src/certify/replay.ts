import { isRevision, SPEC_REVISION } from '../clauses/index.js';
import { PROPERTIES } from '../explore/index.js';
import { DEFAULT_LIMITS, scaledTo, type Limits, type Provider } from '../port/index.js';
import { parseReplay, type CaseRecord } from '../run/index.js';
import { DEFAULT_RUNS } from './certify.js';
import { replayTour } from './exploration.js';
import { runFeatures } from './features.js';
import { checkProperty } from './properties.js';
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
      /** The provider that the token was made with, where it is another one. */
      readonly madeWith?: string;
    }
  | { readonly wrong: string };

/** Runs one case again, exactly as it went when its token was made, if the provider is the same. */
export async function replay({ provider, token, runs = DEFAULT_RUNS, ...options }: ReplayOptions): Promise<Replayed> {
  const wanted = parseReplay(token);
  if (wanted === undefined) return { wrong: `'${token}' is no replay token` };
  const { case: id, seed, path, spec = SPEC_REVISION } = wanted;
  if (!isRevision(spec)) {
    return { wrong: `the token was made under revision ${spec} of the specification, which this kit does not have` };
  }
  const started: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const met = await meet(provider, seed, started, spec);
  const limits = scaledTo(met.roundTripMs ?? 0, started);
  const found = (record: CaseRecord): Replayed => ({
    record,
    ...(wanted.provider === provider.name ? {} : { madeWith: wanted.provider }),
  });

  if (id === FIRST_MEETING) return found(met.record);
  const property = PROPERTIES.find((one) => one.id === id);
  if (property !== undefined) {
    const where = path === undefined ? {} : { path };
    return found(await checkProperty(property, { provider, seed, runs, limits, spec, ...where }));
  }
  const tour = await replayTour(id, path, { provider, seed, limits, spec });
  if (tour !== undefined) return found(tour);
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
  if (same !== undefined) return found(same);
  return { wrong: trouble ?? lost[0] ?? `the token names a case that this kit does not have: ${id}` };
}

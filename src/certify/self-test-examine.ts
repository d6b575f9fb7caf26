import { CLAUSE_IDS, isClauseId, type ClauseId } from '../clauses/index.js';
import { PROPERTIES, type Property } from '../explore/index.js';
import { MONITORS, type Monitor } from '../oracle/index.js';
import { DEFAULT_LIMITS } from '../port/index.js';
import type { CaseRecord } from '../run/index.js';
import { heldCalls } from '../trace/index.js';
import { certify } from './certify.js';
import { runFeatures } from './features.js';
import { checkProperty } from './properties.js';
import type { FaultySpecimen, SoundSpecimen, Specimen } from './self-test-specimens.js';
import { propertyOf } from './strolls.js';
import { walkableSchemes } from './walking.js';

/** A clause that a case reports for a specimen. Plain data. */
export interface Sighting {
  readonly clause: ClauseId;
  /** The id of the case. */
  readonly case: string;
  /** `overlap`: where calls were kept in flight; in all others each was waited for. */
  readonly means: 'scenario' | 'property' | 'overlap';
  /** Whether the case is about that clause: bears its tag, or lists it. */
  readonly meant: boolean;
  /** Whether a monitor found it, or only what the scenario says should be seen. */
  readonly by: 'monitor' | 'expectation';
  readonly expected: string;
  readonly saw: string;
}

/** What the kit has to say of a specimen. Plain data. */
export interface Examination {
  readonly name: string;
  readonly sightings: readonly Sighting[];
  /** What kept the kit from its work; of a sound specimen also why it was not found conformant. */
  readonly troubles: readonly string[];
  readonly executions: number;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/** How specimens are examined. Plain data. */
export interface ExamineOptions {
  readonly seed?: number;
  /** So many orderings a property and seed. */
  readonly runs?: number;
  /** Monitors that are left out, by name: for showing that each is needed. */
  readonly withoutMonitors?: readonly string[];
  /** Feature files that are left out, as `features/…`: for showing that each is needed. */
  readonly withoutFeatures?: readonly string[];
  /** Only the scenarios that bear the tag of the clause that a mutant breaks; all of them where it is not said. */
  readonly scenarios?: 'all' | 'meant';
}

const RUNS = 150;
const SOUND_RUNS = 25;
/** A fault that needs a rare ordering is looked for from so many seeds. */
const ATTEMPTS = 4;
/** So many walks of so many leaves a scheme and seed, where calls are to overlap. */
const WALKS = 100;
const WALKING = { leaves: 3, sessions: 1 };

/** Tries the kit on a specimen. */
export async function examine(specimen: Specimen, options: ExamineOptions = {}): Promise<Examination> {
  const began = performance.now();
  const seen = await seenOf(specimen, options);
  return { name: specimen.name, ...seen, ms: Math.round(performance.now() - began) };
}

function seenOf(specimen: Specimen, options: ExamineOptions): Promise<Seen> {
  if (specimen.kind !== 'mutant') return sound(specimen, options);
  return specimen.by === 'overlap' ? overlapping(specimen, options) : mutant(specimen, options);
}

type Seen = Pick<Examination, 'sightings' | 'troubles' | 'executions'>;

async function sound(
  { provider, limits = {}, runs = SOUND_RUNS }: Pick<SoundSpecimen, 'provider' | 'limits' | 'runs'>,
  options: ExamineOptions,
): Promise<Seen> {
  const { verdict, reason, cases } = await certify({ provider, limits, runs, seed: options.seed ?? 1 });
  const sightings = cases.flatMap(sightingsIn);
  const troubles = verdict === 'inconclusive' ? [reason ?? 'inconclusive'] : [];
  return { sightings, troubles, executions: total(cases) };
}

/**
 * All scenarios first: what they report beyond the mutant's own clause has to be explained. Properties take far longer,
 * so one that scenarios have to catch is not put to them, and the others only until one has caught it for its clause:
 * first those that list the clause, from several seeds, then the rest.
 */
async function mutant(specimen: FaultySpecimen, options: ExamineOptions): Promise<Seen> {
  const { records, troubles } = await inScenarios(specimen, options);
  const more = specimen.by === 'scenario' ? [] : await inOrderings(specimen, options);
  const all = [...records, ...more];
  return { sightings: all.flatMap(sightingsIn), troubles, executions: total(all) };
}

/**
 * Certified as the sound ones are: only where calls overlap may anything show. If the walks of that do not catch it for its
 * clause, more of them.
 */
async function overlapping(specimen: FaultySpecimen, options: ExamineOptions): Promise<Seen> {
  const { provider, breaks } = specimen;
  const certified = await sound({ provider }, options);
  const isCaught = certified.sightings.some(({ clause }) => clause === breaks);
  const walked = isCaught ? [] : await inOverlaps(specimen, options);
  return {
    sightings: [...certified.sightings, ...walked.flatMap(sightingsIn)],
    troubles: certified.troubles,
    executions: certified.executions + total(walked),
  };
}

/** What scenarios show of a mutant, and what kept some from running. */
export async function inScenarios(
  { provider, breaks }: FaultySpecimen,
  options: ExamineOptions,
): Promise<{ readonly records: readonly CaseRecord[]; readonly troubles: readonly string[] }> {
  const { seed = 1, withoutMonitors = [], withoutFeatures = [] } = options;
  const stage = { provider, seed, limits: DEFAULT_LIMITS, monitors: remaining(withoutMonitors) };
  const records: CaseRecord[] = [];
  const troubles: string[] = [];
  const record = (it: CaseRecord): void => {
    if (!withoutFeatures.some((file) => it.id.startsWith(`${file}#`))) records.push(it);
  };
  const choice = { clauses: options.scenarios === 'meant' ? [breaks] : CLAUSE_IDS };
  const trouble = await runFeatures({ ...stage, record }, choice, {
    planned: () => undefined,
    lost: ({ id, reason }) => void troubles.push(`${id}: ${reason}`),
  });
  if (trouble !== undefined) troubles.push(trouble);
  return { records, troubles };
}

/** How orderings are looked for; a counterexample is made short only where that is said. */
type OrderingOptions = ExamineOptions & { readonly shrink?: boolean };

/** What orderings show of a mutant, up to the first that catches it for its clause. */
export function inOrderings(specimen: FaultySpecimen, options: OrderingOptions): Promise<readonly CaseRecord[]> {
  return untilCaught(specimen, options, attempts(specimen, options.seed ?? 1), RUNS);
}

/** What walks on which calls overlap show of a mutant, up to the first that catches it for its clause. */
export function inOverlaps(specimen: FaultySpecimen, options: OrderingOptions): Promise<readonly CaseRecord[]> {
  const { breaks, provider } = specimen;
  const { seed = 1 } = options;
  const schemes = walkableSchemes(provider.capabilities, WALKING);
  const possible = schemes.map((scheme) => propertyOf({ ...WALKING, scheme }));
  const speaks = ({ clauses }: Property): number => Number(clauses.includes(breaks));
  const meantFirst = possible.toSorted((a, b) => speaks(b) - speaks(a));
  const all = seedsFrom(seed).flatMap((start) => meantFirst.map((property) => [property, start] as const));
  return untilCaught(specimen, options, all, WALKS);
}

async function untilCaught(
  { provider, breaks }: FaultySpecimen,
  { runs, withoutMonitors = [], shrink = false }: OrderingOptions,
  tries: readonly (readonly [Property, number])[],
  usual: number,
): Promise<readonly CaseRecord[]> {
  const monitors = remaining(withoutMonitors);
  const fixed = { provider, runs: runs ?? usual, limits: DEFAULT_LIMITS, monitors, shrink };
  const records: CaseRecord[] = [];
  for (const [property, seed] of tries) {
    const checked = await checkProperty(property, { ...fixed, seed });
    records.push(checked);
    if (checked.violations.some(({ clause }) => clause === breaks)) break;
  }
  return records;
}

function attempts({ breaks, by, provider }: FaultySpecimen, seed: number): readonly (readonly [Property, number])[] {
  const possible = PROPERTIES.filter((property) => property.applies(provider.capabilities));
  const meant = possible.filter(({ clauses }) => clauses.includes(breaks));
  if (by === 'either') return meant.map((property) => [property, seed]);
  const seeds = seedsFrom(seed);
  const others = possible.filter((property) => !meant.includes(property));
  return [
    ...seeds.flatMap((start) => meant.map((property) => [property, start] as const)),
    ...seeds.flatMap((start) => others.map((property) => [property, start] as const)),
  ];
}

function seedsFrom(seed: number): readonly number[] {
  return Array.from({ length: ATTEMPTS }, (_, attempt) => seed + attempt);
}

function remaining(without: readonly string[]): readonly Monitor[] {
  return MONITORS.filter(({ name }) => !without.includes(name));
}

function sightingsIn({ id, kind, clauses, violations, trace }: CaseRecord): readonly Sighting[] {
  return violations.flatMap(({ clause, at, expected, saw }) => {
    if (!isClauseId(clause)) return [];
    const by = trace[at]?.kind === 'expect' ? 'expectation' : 'monitor';
    const means = kind === 'scenario' ? kind : heldCalls(trace).size > 0 ? 'overlap' : 'property';
    return [{ clause, case: id, means, meant: clauses.includes(clause), by, expected, saw }];
  });
}

function total(records: readonly CaseRecord[]): number {
  return records.reduce((sum, { executions }) => sum + executions, 0);
}

import { createHash } from 'node:crypto';
import { CLAUSE_IDS, isIn, SPEC_REVISION } from '../clauses/index.js';
import type { Property } from '../explore/index.js';
import { scenariosOf, type ScenarioPlace } from './features.js';
import { propertiesFor } from './properties.js';
import { RECORDED } from './recorded-costs.js';
import { isSelected, type Selection } from './verdicts.js';

/** All cases of a run, in the order in which they run: the scenarios, then the properties. A case's place is its index. */
export interface Schedule {
  readonly scenarios: readonly ScenarioPlace[];
  readonly properties: readonly Property[];
  /** SHA-256 over the names of all cases: two runs with the same one have the same cases in the same places. */
  readonly digest: string;
}

/** One of several parts that a run is divided into. */
export interface Shard {
  /** Counted from 1. */
  readonly index: number;
  readonly of: number;
}

/** What a selection asks to be run: clauses for the scenarios' tags, and properties. */
export function askedOf(selection: Selection) {
  const selected = CLAUSE_IDS.filter((id) => isSelected(id, selection));
  // A full run takes every scenario, also one whose tags are definitions.
  const tagged = selection.level === 'full' && selection.clauses === undefined ? CLAUSE_IDS : selected;
  return { tagged, properties: propertiesFor(selected) };
}

/** The cases that a selection leads to, or one line that says why they cannot be found. */
export async function scheduleOf(selection: Selection): Promise<Schedule | string> {
  const { tagged, properties } = askedOf(selection);
  const scenarios = await scenariosOf({ clauses: tagged });
  if (typeof scenarios === 'string') return scenarios;
  const names = [...scenarios.map((it) => [it.feature, it.line, it.name]), ...properties.map(({ id }) => id)];
  return { scenarios, properties, digest: createHash('sha256').update(JSON.stringify(names)).digest('hex') };
}

/** What each case of a schedule costs, where a property tries so many orderings. What is left out costs nothing. */
export function costsOf(
  { scenarios, properties }: Schedule,
  runs: number,
  { spec = SPEC_REVISION }: Pick<Selection, 'spec'> = {},
): readonly number[] {
  return [
    ...scenarios.map(({ feature, name }) => costOf(`${feature}#${name}`)),
    ...properties.map(({ id, since }) => (isIn(since, spec) ? costOf(id) * runs : 0)),
  ];
}

/** What a case is taken to cost that is newer than the record: about as much as most do. */
const USUAL = 40;

function costOf(key: string): number {
  return Math.max(1, RECORDED[key] ?? USUAL);
}

/**
 * The places that fall to one of several parts, so that all parts cost about the same: the dearest case that is left
 * goes to the part that has least. The same everywhere and always.
 */
export function shareOf(costs: readonly number[], { index, of }: Shard): readonly number[] {
  const loads = Array.from({ length: of }, () => 0);
  const dearestFirst = costs
    .map((cost, place) => ({ cost, place }))
    .sort((a, b) => b.cost - a.cost || a.place - b.place);
  const mine: number[] = [];
  for (const { cost, place } of dearestFirst) {
    const part = loads.indexOf(Math.min(...loads));
    loads[part] = (loads[part] ?? 0) + cost;
    if (part === index - 1) mine.push(place);
  }
  return mine.sort((a, b) => a - b);
}

import type { ClauseId } from '../clauses/index.js';
import { minimised } from '../explore/index.js';
import type { Provider } from '../port/index.js';
import { stringifyReplay, type CaseRecord, type Shortest } from '../run/index.js';
import type { Stage } from './stage.js';

/** With what scenarios are played. */
export type ShorteningOptions = Omit<Stage, 'shorten' | 'record'>;

/** So much may be spent on each story. In process it ends long before. */
const MOST = { executions: 500 };
const MOST_OF_SLOW = { executions: 100, ms: 10_000 };

/**
 * Makes short what scenarios show: of each that has failed, a story for every clause that it has shown to be broken. Of
 * a provider whose cases take their time, only for clauses that no scenario before it has broken.
 */
export function shortening(options: ShorteningOptions): (record: CaseRecord) => Promise<CaseRecord> {
  const told = new Set<ClauseId>();
  const { provider, isSlow } = noticing(options.provider);
  return async (record) => {
    const clauses = new Set(record.violations.map(({ clause }) => clause));
    const shortest: Shortest[] = [];
    for (const clause of clauses) {
      if (isSlow() && told.has(clause)) continue;
      const story = await shortestOf(record, clause, { ...options, provider, isSlow });
      if (story === undefined) continue;
      told.add(clause);
      shortest.push(story);
    }
    return shortest.length === 0 ? record : { ...record, shortest };
  };
}

/** Notices whether cases take their time: where another process has to open them, or only deadlines tell when all is quiet. */
function noticing(provider: Provider): { readonly provider: Provider; readonly isSlow: () => boolean } {
  let isSlow = false;
  const open: Provider['open'] = (setup) => {
    const testbed = provider.open(setup);
    isSlow ||= testbed instanceof Promise || testbed.settle === undefined;
    return testbed;
  };
  const { name, version, capabilities } = provider;
  return { provider: { name, version, capabilities, open }, isSlow: () => isSlow };
}

/** The case as the shortest story of a clause that it breaks; as it is, where there is none that is shorter. */
export async function asShortest(
  record: CaseRecord,
  clause: ClauseId,
  options: ShorteningOptions,
): Promise<CaseRecord> {
  const shortest = await shortestOf(record, clause, { ...options, ...noticing(options.provider) });
  if (shortest === undefined) return record;
  const { trace, violation, replay, executions } = shortest;
  // Its sentences are not those of the story, so the one at which it failed is none either.
  const { kind, id, name, clauses, outcome, seed } = record;
  return { kind, id, name, clauses, outcome, seed, trace, violations: [violation], replay, executions };
}

async function shortestOf(
  record: CaseRecord,
  clause: ClauseId,
  { provider, isSlow, seed, limits, spec, monitors }: ShorteningOptions & { readonly isSlow: () => boolean },
): Promise<Shortest | undefined> {
  const { id, name, clauses, trace } = record;
  const shown = record.violations.find((it) => it.clause === clause);
  if (shown === undefined) return undefined;
  const options = { provider, limits, spec, monitors, info: { id, name, clauses } };
  const story = await minimised(trace, shown, options, () => (isSlow() ? MOST_OF_SLOW : MOST));
  if (story === undefined || story.violation.at >= shown.at) return undefined;
  const replay = stringifyReplay({ case: id, provider, seed, path: clause, spec });
  const { violation, executions, isLeast } = story;
  return { violation, trace: story.trace, replay, executions, isLeast };
}

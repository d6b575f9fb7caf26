import {
  counting,
  notDriven,
  parseScript,
  playable,
  possibilities,
  reducedOf,
  replayScript,
  stringifyScript,
  tour,
  type Found,
  type Kept,
  type Possibility,
  type Progress,
  type Property,
  type Story,
  type Tour,
  type TourOptions,
  type Way,
} from '../explore/index.js';
import { isClauseId } from '../clauses/index.js';
import { stringifyReplay, type CaseRecord, type Driven } from '../run/index.js';
import { EXPLORED_SCHEMES, infoOf, scopeFor, themeOf, voyagedIn, type Voyaged } from './voyages.js';

/** A violation that was found earlier: the seed, and the story as it stands in the path of a replay token. */
export interface Known {
  readonly clause: string;
  readonly seed: number;
  readonly path: string;
}

/** How it is to be explored. */
export interface ExploreOptions extends Voyaged, Omit<TourOptions, 'info' | 'asides' | 'reduced' | 'found'> {
  readonly found?: readonly Known[];
  /** Of all transitions that are alike but for who is who, or for which of two orders it is, one is driven. */
  readonly reduced?: boolean;
}

/** What came of it: the record of the case; and the tour, if there was one. */
export interface Explored {
  readonly record: CaseRecord;
  /** Where other clauses are broken as well: a record that shows each. */
  readonly others: readonly CaseRecord[];
  readonly tour?: Tour;
}

/** Drives every ordering of a few leaves in one scheme. Whatever goes wrong with that, a record comes of it. */
export async function explore(options: ExploreOptions): Promise<Explored> {
  const { reduced = false, ...rest } = options;
  const { provider, seed, spec, scheme, leaves, depth } = rest;
  const { id, name, clauses } = infoOf(options);
  const base = { kind: 'tour' as const, id, name, clauses, seed, violations: [], trace: [], executions: 0 };
  const token = (path?: string, from = seed): string => stringifyReplay({ case: id, provider, seed: from, path, spec });
  if (!playable(scheme, provider.capabilities, leaves)) {
    const reason = 'the provider does not claim what it is about';
    return { record: { ...base, outcome: 'not-applicable', reason, replay: token() }, others: [] };
  }
  try {
    const scope = scopeFor(options, provider.capabilities);
    const alike = { names: themeOf(options)?.anonymous === true || reduced, orders: reduced };
    const map = alike.names || alike.orders ? reducedOf(scope, alike) : undefined;
    const done = await tour(scope, {
      ...rest,
      found: options.found?.map(({ path, ...it }) => ({ ...it, story: storyOf(path, scope) })) ?? [],
      asides: depth !== 'quick',
      info: { id, name, clauses },
      ...(map === undefined ? {} : { graph: map.graph, reduced: map }),
    });
    const [first, ...more] = done.found.map((it) => violatedBy(it, done, base, token));
    return { record: first ?? recordOf(done, { ...base, replay: token() }), others: more, tour: done };
  } catch (reason) {
    const why = `it could not be explored: ${reason instanceof Error ? reason.message : 'unknown'}`;
    return { record: { ...base, outcome: 'inconclusive', reason: why, replay: token() }, others: [] };
  }
}

function violatedBy(
  found: Found,
  done: Tour,
  base: Omit<CaseRecord, 'outcome' | 'replay'>,
  token: (path: string, seed: number) => string,
): CaseRecord {
  const { executions } = done.progress;
  return { ...base, executions, covered: coveredBy(done), driven: drivenBy(done), ...shownBy(found, token) };
}

/** What the story of a violation shows, as it stands in a record. */
export function shownBy(
  { clause, seed, story, violations, voyage }: Found,
  token: (path: string, seed: number) => string,
): Pick<CaseRecord, 'outcome' | 'seed' | 'trace' | 'violations' | 'replay'> {
  return {
    ...{ outcome: 'violated', seed, trace: voyage.trace },
    // What it was made short for comes first.
    violations: violations.toSorted((a, b) => Number(a.clause !== clause) - Number(b.clause !== clause)),
    replay: token(pathOf(story), seed),
  };
}

/** What has been found so far, as plain data. */
export function knownOf({ found }: Pick<Kept, 'found'>): readonly Known[] {
  return found.map(({ clause, seed, story }) => ({ clause, seed, path: pathOf(story) }));
}

/** A story as the path in a replay token: who takes part, and what is done. */
function pathOf({ scope, script }: Story): string {
  return `${scope.ways.map((way) => way.charAt(0)).join('')}-${stringifyScript(script)}`;
}

/** Reads the path of a replay token; undefined if it makes no sense. */
function storyIn(path: string, scope: Story['scope']): Story | undefined {
  const [ways = '', text = ''] = path.split('-');
  const script = parseScript(text);
  if (script === undefined || !/^[iaj]{1,5}$/u.test(ways)) return undefined;
  if (script.some((it) => 'leaf' in it && it.leaf !== undefined && it.leaf >= ways.length)) return undefined;
  return { scope: { ...scope, ways: [...ways].flatMap((it) => WAYS[it] ?? []) }, script };
}

function storyOf(path: string, scope: Story['scope']): Story {
  const story = storyIn(path, scope);
  if (story === undefined) throw new RangeError(`'${path}' is no story`);
  return story;
}

function recordOf(done: Tour, base: Omit<CaseRecord, 'outcome'>): CaseRecord {
  const { progress, obstacle, trace, ended } = done;
  const rest = { ...base, executions: progress.executions, trace, covered: coveredBy(done), driven: drivenBy(done) };
  if (ended === 'obstacle') return { ...rest, outcome: 'inconclusive', reason: obstacle ?? 'something went wrong' };
  if (progress.transitions === 0) return { ...rest, outcome: 'inconclusive', reason: 'nothing was driven' };
  if (ended === 'budget')
    return { ...rest, outcome: 'inconclusive', reason: `the budget is used up: ${coveredBy(done)}` };
  return { ...rest, outcome: 'passed' };
}

/** What a tour has driven, in numbers. */
function drivenBy(done: Tour): Driven {
  const { graph, progress, bound, ended, permitted } = done;
  const { states, transitions } = progress;
  return {
    leaves: graph.scope.ways.length,
    complete: ended === 'complete',
    states,
    transitions,
    permitted,
    alike: permitted.transitions < graph.to.filter((to) => !graph.isError(to)).length,
    necessary: bound,
    notObserved: notObserved(done).map(({ what, transitions: times }) => ({ what, transitions: times })),
  };
}

/** What a tour has driven, in one line. */
export function coveredBy(done: Tour): string {
  const { executions } = done.progress;
  const driven = drivenBy(done);
  const { leaves, complete, permitted, alike, necessary } = driven;
  const many = (number: number): string => number.toLocaleString('en');
  const how = `in ${many(executions)} executions, of which ${many(necessary)} are necessary`;
  // Of what is alike, a provider may do what leads through other states than what counts for all.
  const what = alike
    ? `${many(driven.transitions)} transitions`
    : `${many(driven.states)} states and ${many(driven.transitions)} transitions`;
  const whole = alike
    ? `${many(permitted.transitions)} (counting once what is alike)`
    : `${many(permitted.states)} and ${many(permitted.transitions)}`;
  return complete
    ? `all ${what} that the provider could be brought to take of the ${leaves}-leaf model driven, ${how}; the specification permits ${whole}`
    : `${what} of ${whole} of the ${leaves}-leaf model driven, ${how}`;
}

/** What has to be possible and was never seen, though all was driven that the provider does. That is no failure. */
export function neverSeen(done: Tour): readonly Possibility[] {
  return done.ended === 'complete' ? possibilities(done).filter(({ seen }) => !seen) : [];
}

/** What was not driven though the specification permits it, in words: the most frequent first. */
export function notObserved(done: Tour): readonly { readonly what: string; readonly transitions: number }[] {
  return notDriven(done).map(([label, transitions]) => {
    const number = done.graph.labels.indexOf(label);
    return { what: done.graph.describe(number), transitions };
  });
}

/** So many leaves are enough to show most of what only an ordering brings to light. */
const LEAVES = 2;

/**
 * Every ordering of two leaves, a case for each scheme. Of a provider that does not answer at once only a part is driven,
 * by how many orderings are asked for: all would take too long.
 */
export const TOURS: readonly Property[] = EXPLORED_SCHEMES.map((scheme) => {
  const what = { scheme, leaves: LEAVES, depth: 'quick' } as const;
  const info = infoOf(what);
  return {
    ...info,
    clauses: info.clauses.filter(isClauseId),
    since: '2018-05-31/2',
    applies: (capabilities) => playable(scheme, capabilities, LEAVES),
    async check(asked) {
      const { path, runs, provider, seed, limits, spec, monitors } = asked;
      const options = { provider, seed, limits, spec, monitors };
      const replayed = path === undefined ? undefined : await replayTour(info.id, path, options);
      if (replayed !== undefined) return replayed;
      const onProgress = ({ transitions, of }: Progress): void =>
        asked.onRun?.(Math.floor((runs * transitions) / of.transitions));
      return (await explore({ ...options, ...what, onProgress, executionsOfSlow: Math.ceil(runs / 4) })).record;
    },
  };
});

const WAYS: Readonly<Record<string, Way>> = { i: 'invited', a: 'asking', j: 'joining' };

/** Plays the case of a replay token again; undefined if its id is not a tour's, or its path makes no sense. */
export async function replayTour(
  id: string,
  path: string | undefined,
  options: Pick<ExploreOptions, 'provider' | 'seed' | 'limits' | 'spec' | 'monitors'>,
): Promise<CaseRecord | undefined> {
  const what = voyagedIn(id);
  if (what === undefined) return undefined;
  if (path === undefined) return (await explore({ ...options, ...what })).record;
  const { provider, seed, spec } = options;
  const story = storyIn(path, scopeFor(what, provider.capabilities));
  if (story === undefined) return undefined;
  const info = infoOf(what);
  const replayed = await replayScript(story.scope, story.script, { ...options, info });
  const { trace, obstacle } = replayed;
  const violations = counting(replayed);
  const outcome = violations.length > 0 ? 'violated' : obstacle === undefined ? 'passed' : 'inconclusive';
  return {
    kind: 'tour',
    ...info,
    outcome,
    ...(outcome === 'inconclusive' && obstacle !== undefined ? { reason: obstacle } : {}),
    violations,
    trace,
    seed,
    executions: 1,
    replay: stringifyReplay({ case: id, provider, seed, path, spec }),
  };
}

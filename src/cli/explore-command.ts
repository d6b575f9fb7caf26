import { InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import {
  coveredBy,
  explorable,
  explore,
  neverSeen,
  MOST_LEAVES,
  notObserved,
  voyagesIn,
  type Explored,
  type ExploreOptions,
  type Voyaged,
} from '../certify/index.js';
import type { EXPLORE_SETTINGS, Settings } from '../config/index.js';
import { automaton } from '../oracle/index.js';
import { DEFAULT_LIMITS, type Provider } from '../port/index.js';
import { plain } from '../report/index.js';
import { replayCommand } from './certify-command.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import { exploreProgress, nowAndThen } from './explore-progress.js';
import { exitOf, schemesFor } from './explored-schemes.js';
import { logbookIn, markOf, plainOutcome, plainViolations, watchOver, whyOf } from './exploring.js';
import { keepOutputClean } from './guard.js';
import type { Io } from './io.js';
import { keep, KEEP_MS, type Logbook } from './logbook.js';
import { limitsFrom, withProvider } from './options.js';
import { driveIn } from './orders-command.js';
import { jsonText } from './output.js';
import { showCase } from './replay-formats.js';
import { walkIn } from './walk-command.js';

type Scheme = ExploreOptions['scheme'];

/** How much an exploration may take. */
export interface Budget {
  readonly ms?: number;
  readonly executions?: number;
}

/** The options of `joinleaf explore` besides its settings. */
export interface ExploreCommandOptions {
  readonly leaves: number;
  readonly scheme?: readonly Scheme[];
  readonly depth?: ExploreOptions['depth'];
  /** So many random walks, and not every ordering; and so many sessions at once on each. */
  readonly walks?: number;
  /** Every order of joining and leaving, with whatever happened before, and not every transition once. */
  readonly orders?: boolean;
  /** Of all transitions that are alike, one is driven. */
  readonly reduced?: boolean;
  readonly sessions?: number;
  readonly budget?: Budget;
  readonly resume?: string;
  readonly json?: boolean;
}

/** An exploration, as it is asked for. */
export type ExploreRequest = ExploreCommandOptions & Settings<(typeof EXPLORE_SETTINGS)[number]>;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const MOST_EXECUTIONS = 1_000_000_000;

/** Reads a budget: `90s`, `5m`, `1h`; or a number of executions. */
export function budget(text: string): Budget {
  const [, number = '', unit = ''] = /^(\d{1,12})(ms|s|m|h)?$/u.exec(text) ?? [];
  const value = Number(number);
  if (number === '' || value < 1 || value > MOST_EXECUTIONS) {
    throw new InvalidArgumentError('It has to be a time (90s, 5m, 1h) or a number of executions.');
  }
  return unit === '' ? { executions: value } : { ms: value * (UNITS[unit] ?? 1) };
}

type Asked = ExploreRequest & { readonly depth: ExploreOptions['depth'] };

/** `joinleaf explore`: drives every ordering of a few leaves, and says what was driven. */
export async function exploreCommand(io: Io, options: ExploreRequest): Promise<ExitCode> {
  const { walks, orders = false, depth = 'quick' } = options;
  if (orders && walks !== undefined)
    throw new WrongInput('--orders and --walks are two different things: give one of them');
  if (options.reduced === true && (orders || walks !== undefined))
    throw new WrongInput('--reduced is for transitions: not for --orders, and not for --walks');
  if (walks === undefined) {
    if (options.sessions !== undefined) throw new WrongInput('--sessions is for --walks alone');
    if (options.leaves > MOST_LEAVES) {
      throw new WrongInput(`every ordering of more than ${MOST_LEAVES} leaves is too much: give --walks a number`);
    }
  }
  keepOutputClean();
  return withProvider(options, (provider) => {
    if (walks !== undefined) return walkIn(io, provider, { ...options, walks });
    return orders ? driveIn(io, provider, { ...options, depth }) : exploreIt(io, provider, { ...options, depth });
  });
}

async function exploreIt(io: Io, provider: Provider, options: Asked): Promise<ExitCode> {
  const { leaves, depth, seed, resume, reduced = false } = options;
  const possible = explorable(provider.capabilities, leaves);
  const { schemes, whole } = schemesFor(io, provider, options.scheme, possible, `explored with ${leaves} leaves`);
  if (schemes.length === 0) return EXIT.inconclusive;
  const logbook = logbookIn(resume, provider);

  const watch = watchOver(io, options.budget);
  const limits = { ...DEFAULT_LIMITS, ...limitsFrom(options) };
  const known = automaton();
  const progress = exploreProgress(io);
  let left = options.budget?.executions ?? Number.POSITIVE_INFINITY;
  const all: Explored[] = [];
  const shown = new Set<string>();
  const voyages = schemes.flatMap((scheme) => voyagesIn({ scheme, leaves, depth }, provider.capabilities));
  for (const what of voyages) {
    // What is alike is tried in vain once for all: of each of them nothing is known then.
    const id = reduced ? `${idOf(what)}-reduced` : idOf(what);
    const before = logbook?.entries[id];
    const isTime = nowAndThen(KEEP_MS, 0);
    progress.began(titleOf(what));
    const explored = await explore({
      ...{ provider, seed, limits, known, reduced, ...what },
      ...(Number.isFinite(left) ? { executions: left } : {}),
      ...(before === undefined ? {} : { taken: before.taken, executed: before.executions, found: before.found }),
      ...(before?.mind === undefined ? {} : { mind: before.mind }),
      isOver: watch.isOver,
      clauses: MOST_CLAUSES,
      onProgress: (now, kept) => {
        progress.told(titleOf(what), now);
        if (resume !== undefined && isTime()) keep(resume, provider, id, kept());
      },
    });
    progress.done();
    // Those of earlier times were in the budgets of those.
    left -= (explored.tour?.progress.executions ?? 0) - (before?.executions ?? 0);
    all.push(explored);
    if (resume !== undefined && explored.tour !== undefined) keep(resume, provider, id, explored.tour);
    if (options.json !== true) tell(io, titleOf(what), explored, options, shown);
    if (watch.isAborted()) break;
  }
  watch.release();
  if (options.json === true) io.out(jsonText(plainResult(provider, options, voyages, all)));
  return exitOf(all, whole && all.length === voyages.length);
}

/** Violations of so many clauses are shown of each scheme. */
const MOST_CLAUSES = 4;

/** So many kinds of what was not observed are listed. */
const LISTED = 8;

function tell(io: Io, title: string, { record, others, tour }: Explored, options: Asked, shown: Set<string>): void {
  const colours = pc.createColors(io.colour);
  const { outcome, violations } = record;
  const mark = markOf(io, record);
  const why = whyOf(record);
  const covered = tour === undefined ? '' : ` ${coveredBy(tour)};`;
  const budgetSpent = tour?.ended === 'budget';
  const many = violations.length === 0 ? 0 : 1 + others.length;
  const named = [record, ...others].map((it) => it.violations[0]?.clause).join(', ');
  const broken = many === 0 ? '0 violations' : `${many} violation${many === 1 ? '' : 's'}: ${named}`;
  io.out(`${mark} ${colours.bold(title)}${budgetSpent ? ' the budget is used up:' : why}${covered} ${broken}\n`);
  if (tour !== undefined && outcome !== 'violated') {
    const missing = notObserved(tour);
    const sum = missing.reduce((most, { transitions }) => most + transitions, 0);
    if (sum > 0) {
      const said = tour.ended === 'complete' ? 'not observed, though permitted' : 'not driven';
      io.out(`  ${said}: ${sum.toLocaleString('en')} transitions\n`);
      for (const { what, transitions } of missing.slice(0, LISTED))
        io.out(`    ${String(transitions).padStart(6)}  ${plain(what)}\n`);
      if (missing.length > LISTED) io.out(`            and ${missing.length - LISTED} more kinds\n`);
    }
  }
  for (const { clause, what } of tour === undefined ? [] : neverSeen(tour)) {
    io.out(`  never seen, though it should be possible: ${what} (${clause})\n`);
  }
  if (outcome === 'violated') {
    // What one map has shown, the next need not show again.
    for (const it of [record, ...others]) {
      const [clause] = it.violations.map((violation) => violation.clause);
      if (clause === undefined || shown.has(clause)) continue;
      shown.add(clause);
      showCase(io, it, 'text');
      io.out(`replay    ${replayCommand(options)} ${it.replay}\n`);
    }
  }
}

function plainResult(
  { name, version }: Provider,
  { leaves, depth, seed, reduced = false }: Asked,
  voyages: readonly Voyaged[],
  all: readonly Explored[],
): object {
  return {
    provider: { name, version },
    ...{ leaves, depth, reduced, seed },
    schemes: all.map(({ record, others, tour }, place) => ({
      ...voyages[place],
      ...plainOutcome(record),
      ...(tour === undefined
        ? {}
        : {
            ended: tour.ended,
            executions: tour.progress.executions,
            necessary: tour.bound,
            states: { driven: tour.progress.states, of: tour.progress.of.states },
            transitions: { driven: tour.progress.transitions, of: tour.progress.of.transitions },
            notObserved: notObserved(tour),
            neverSeen: neverSeen(tour).map(({ clause, what }) => ({ clause, what })),
          }),
      ...plainViolations(record),
      ...(others.length === 0 ? {} : { others: others.map(({ violations, replay }) => ({ violations, replay })) }),
    })),
  };
}

function titleOf({ scheme, leaves, theme }: Voyaged): string {
  return theme === undefined ? scheme : `${scheme} (${leaves} leaves, ${theme})`;
}

function idOf({ scheme, leaves, depth, theme }: Voyaged): Logbook['id'] {
  return `${scheme.replace('+', '-')}-${leaves}-${theme ?? depth}`;
}

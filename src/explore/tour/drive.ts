import { wait, type Flow } from '../../port/index.js';
import type { CallLabel, Label } from '../graph/index.js';
import { isBroken } from '../in-case.js';
import { attend, stray, talk, type Asides } from './asides.js';
import type { Atlas } from './atlas.js';
import { logOf, type Log } from './log.js';
import { act } from './play.js';
import type { Act, Script } from './script.js';
import type { Stage } from './stage.js';

/** Where an execution is to go, and what becomes of that. */
export interface Guide {
  /** The edges to take next, one after the other; none where the execution may end. */
  ahead(state: number): readonly number[];
  /** An edge was taken, be it planned or not. */
  took(edge: number): void;
  /** The execution has come through a state in which nobody had a choice: the provider went on by itself. */
  passed(state: number): void;
  /** The execution stands in a state from which it can be led anywhere. */
  rests(state: number): void;
  /** An edge was to be taken, and something else happened, or nothing. */
  missed(edge: number): void;
  /** Whether an edge mostly was not taken when what leads to it had arrived: it may be when everything comes to rest. */
  maybeLate(edge: number): boolean;
  /** It was. */
  wasLate(edge: number): void;
}

/** So often an execution may be led somewhere else than it goes, before it is brought to rest. */
const MOST_MISSES = 6;

/** So many messages are let through on one line before what they were to bring is given up. */
const MOST_DELIVERIES = 8;

/**
 * Goes where the guide leads, and then lets everything come to rest; and does what is to be done aside, if anything is.
 * What was done is added to `script`.
 */
export function* drive(atlas: Atlas, guide: Guide, stage: Stage, script: Act[], asides?: Asides): Flow<void> {
  const log = logOf(atlas, guide, stage);
  const watched = new Map<string, number>();
  for (let misses = 0; misses < MOST_MISSES && log.state() >= 0 && !isBroken(stage);) {
    const path = guide.ahead(log.state());
    if (path.length === 0) break;
    for (const [place, edge] of path.entries()) {
      const before = log.taken();
      yield* attempt(atlas, stage, log, path, place, script);
      if (log.taken() === before && guide.maybeLate(edge)) {
        yield* rest(stage, log, script);
        if (log.at(before) === edge) guide.wasLate(edge);
      }
      if (log.at(before) !== edge) {
        guide.missed(edge);
        misses += 1;
        break;
      }
      if (asides !== undefined && (yield* aside(atlas, asides, stage, log, edge, watched, script))) break;
      if (log.taken() > before + 1 || log.state() < 0 || isBroken(stage)) break;
    }
  }
  yield* rest(stage, log, script);
  if (asides?.talks(log.state()) === true && !isBroken(stage)) yield* talk(stage, log, script);
}

/** Lets everything come to rest. */
function* rest(stage: Stage, log: Log, script: Act[]): Flow<void> {
  script.push({ do: 'quiet' });
  yield* wait(act(stage, { do: 'quiet' }));
  log.takeQuiet();
}

/** Does what is to be done after an edge beside the map; true where that has led elsewhere. */
function* aside(
  atlas: Atlas,
  asides: Asides,
  stage: Stage,
  log: Log,
  edge: number,
  watched: Map<string, number>,
  script: Act[],
): Flow<boolean> {
  const before = log.taken();
  const label = labelOf(atlas, edge);
  if (asides.watches) yield* attend(stage, log, watched, script);
  if (label?.by === 'quiet' && log.state() >= 0 && asides.talks(log.state())) yield* talk(stage, log, script);
  const cancelled = label?.by === 'suite' && label.call === 'cancel' ? label.leaf : undefined;
  if (cancelled !== undefined && stage.scope.ways[cancelled] === 'invited' && asides.strays(log.state())) {
    yield* stray(stage, log, cancelled, script);
  }
  return log.taken() > before || log.state() < 0;
}

/** Tries to take one edge of a path. */
function* attempt(
  atlas: Atlas,
  stage: Stage,
  log: Log,
  path: readonly number[],
  place: number,
  script: Act[],
): Flow<void> {
  const label = labelOf(atlas, path[place]);
  const taken = log.taken();
  switch (label?.by) {
    case undefined:
      return;
    case 'quiet':
      return yield* rest(stage, log, script);
    case 'suite': {
      if (label.outcome === 'WSAEWOULDBLOCK') yield* empty(stage, log, label, script);
      if (log.taken() > taken) return;
      const call: Act = { do: label.call, ...(label.leaf === undefined ? {} : { leaf: label.leaf }) };
      script.push(call);
      const done = yield* wait(act(stage, call));
      return log.take('came' in done ? { label, came: done.came } : undefined);
    }
    case 'provider':
      yield* bring(stage, log, actsFor(atlas, stage, label, path.slice(place + 1), script), script);
  }
}

function labelOf({ graph }: Atlas, edge: number | undefined): Label | undefined {
  return edge === undefined ? undefined : graph.labels[graph.label[edge] ?? 0];
}

/** What lets that happen which shows itself by an indication, the likeliest first. */
function actsFor(
  atlas: Atlas,
  { scope, live }: Stage,
  label: Label & { by: 'provider' },
  rest: readonly number[],
  script: Script,
): readonly Act[] {
  const { testbed } = live;
  if (testbed.deliver === undefined) return [{ do: testbed.step === undefined ? 'quiet' : 'step' }];
  if (scope.scheme === 'nonrooted') return [{ do: 'at-home', leaf: label.leaf ?? 0 }];
  // A provider may tell of what has arrived only after a while.
  const atRoot: Act = { do: 'at-home' };
  const { leaf = 0 } = label;
  if (label.on === 'own' || label.on === 'member')
    return [
      { do: 'from-root', leaf },
      { do: 'at-home', leaf },
    ];
  if (label.leaf !== undefined) return [{ do: 'to-root', leaf }, atRoot];
  // FD_ACCEPT does not say whose request it is for: it had better be the one that is then to be answered.
  const askers = scope.ways.flatMap((way, leaf) => (way === 'asking' ? [leaf] : []));
  const first = metFirst(atlas, rest);
  const under = underWay(script);
  const rank = (leaf: number): number => (under.has(leaf) ? 0 : 2) + (leaf === first ? 0 : 1);
  return askers.sort((a, b) => rank(a) - rank(b)).flatMap((leaf) => [{ do: 'to-root', leaf }, atRoot]);
}

/** Whose request is the first to be answered on a path. */
function metFirst(atlas: Atlas, path: readonly number[]): number | undefined {
  for (const edge of path) {
    const label = labelOf(atlas, edge);
    if (label?.by === 'suite' && label.met !== undefined) return label.met;
  }
  return undefined;
}

/** Those whose requests have not arrived yet. */
function underWay(script: Script): ReadonlySet<number> {
  const under = new Set<number>();
  for (const it of script) {
    if (it.do === 'ask' && it.leaf !== undefined) under.add(it.leaf);
    else if (it.do === 'to-root') under.delete(it.leaf);
    else if (it.do === 'quiet') under.clear();
  }
  return under;
}

/** Lets withdrawals arrive, so that WSPAccept finds nobody. */
function* empty({ live, ...stage }: Stage, log: Log, label: CallLabel, script: Act[]): Flow<void> {
  if (live.testbed.deliver === undefined) return;
  const { leaf } = label;
  const acts: readonly Act[] =
    leaf === undefined
      ? stage.scope.ways.flatMap((way, asker): Act[] => (way === 'asking' ? [{ do: 'to-root', leaf: asker }] : []))
      : [{ do: 'from-root', leaf }];
  yield* bring({ live, ...stage }, log, acts, script);
}

/** Lets things happen, one kind after the other, until something shows. */
function* bring(stage: Stage, log: Log, acts: readonly Act[], script: Act[]): Flow<void> {
  const before = log.seen();
  for (const it of acts) {
    for (let times = 0; times < MOST_DELIVERIES; times += 1) {
      const done = yield* wait(act(stage, it));
      if (!('moved' in done) || !done.moved) break;
      script.push(it);
      if (it.do === 'quiet') return log.takeQuiet();
      log.take();
      if (log.seen() > before) return;
    }
  }
}

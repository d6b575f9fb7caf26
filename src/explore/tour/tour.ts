import { setImmediate as turn } from 'node:timers/promises';
import { run, type Flow } from '../../port/index.js';
import { automaton, type Violation } from '../../oracle/index.js';
import { graphOf, type Graph, type Label, type Scope } from '../graph/index.js';
import { atlasOf } from './atlas.js';
import { cover } from './cover.js';
import { drive } from './drive.js';
import { itinerary, type Itinerary } from './itinerary.js';
import { openPart, wantedEdges } from './part.js';
import type { Act, Script } from './script.js';
import { shrunk, type Story } from './shrink.js';
import { playScript, voyage, type Voyage, type VoyageOptions } from './voyage.js';

/** How far a tour has come. */
export interface Progress {
  readonly executions: number;
  readonly states: number;
  readonly transitions: number;
  /** How many of each are on the map. */
  readonly of: { readonly states: number; readonly transitions: number };
}

/** How a tour is made. */
export interface TourOptions extends VoyageOptions {
  /** The map, where it has been drawn before. */
  readonly graph?: Graph;
  /** So many executions at most. */
  readonly executions?: number;
  /** So many at most where the provider does not answer at once: it would take too long to see all. */
  readonly executionsOfSlow?: number;
  /** By edge: what an earlier tour has taken. */
  readonly taken?: Uint8Array;
  /** In how many executions. */
  readonly executed?: number;
  /** Asked after each execution: whether there is no more time. */
  isOver?(): boolean;
  onProgress?(progress: Progress): void;
}

/** What a tour has found. */
export interface Tour {
  readonly graph: Graph;
  readonly progress: Progress;
  /** By edge: 1 once it was taken. */
  readonly taken: Uint8Array;
  /** Fewer executions cannot have taken what was taken. */
  readonly bound: number;
  /**
   * Why it has ended: everything was driven that the provider does; a violation was found; the budget was used up; or
   * something kept us from knowing. A sample is as much as was asked for of a slow provider.
   */
  readonly ended: 'complete' | 'violation' | 'budget' | 'sample' | 'obstacle';
  /** The shortest story of a violation, if one was found. */
  readonly found?: { readonly story: Story; readonly voyage: Voyage; readonly violations: readonly Violation[] };
  readonly obstacle?: string;
  /** The trace of the latest execution. */
  readonly trace: Voyage['trace'];
}

/** So many executions between two plans, at first; then more and more. */
const FIRST_LEG = 50;
const LONGER = 1.25;

/** So many executions between two turns of the event loop. */
const BREATH = 64;

/** Drives every transition of a scope through a provider, as far as the provider does what is on the map. */
export async function tour(scope: Scope, options: TourOptions): Promise<Tour> {
  const graph = options.graph ?? graphOf(scope);
  if (options.taken !== undefined && options.taken.length !== graph.transitions) {
    throw new RangeError('what was driven earlier is of another map');
  }
  const atlas = atlasOf(graph);
  const plan = itinerary(graph, options.taken);
  const known = options.known ?? automaton(options.monitors);
  const of = { states: graph.states - graph.errors.size, transitions: wantedEdges(graph).reduce((a, b) => a + b, 0) };
  const most = options.executions ?? Number.POSITIVE_INFINITY;
  let enough = Number.POSITIVE_INFINITY;
  const earlier = options.executed ?? 0;
  let executions = earlier;
  let trace: Voyage['trace'] = [];
  const progress = (): Progress => ({ executions, states: plan.states(), transitions: plan.edges(), of });
  const result = (rest: Pick<Tour, 'ended'> & Partial<Tour>): Tour => ({
    graph,
    progress: progress(),
    taken: plan.taken,
    bound: cover(
      openPart(graph, (edge) => !graph.isError(graph.to[edge] ?? 0)).arcs,
      graph.initial,
      driven(graph, plan),
    ).bound,
    trace,
    ...rest,
  });

  let leg = FIRST_LEG;
  while (plan.replan()) {
    const before = plan.edges();
    let sailed = 0;
    for (; plan.begins() && sailed < leg; sailed += 1) {
      if (executions >= enough) return result({ ended: 'sample' });
      if (executions - earlier >= most || options.isOver?.() === true) return result({ ended: 'budget' });
      const script: Act[] = [];
      const seed = seedOf(options, executions);
      const flow = voyage(scope, { ...options, seed, known }, (stage): Flow<void> => drive(atlas, plan, stage, script));
      const sailing = run(flow);
      if (sailing instanceof Promise) enough = options.executionsOfSlow ?? enough;
      const done = sailing instanceof Promise ? await sailing : sailing;
      executions += 1;
      ({ trace } = done);
      const violations = counting(done);
      if (violations.length > 0) {
        const found = await shortest({ scope, script }, done, { ...options, seed, known });
        return result({ ended: 'violation', found, trace: found.voyage.trace });
      }
      if (done.obstacle !== undefined) return result({ ended: 'obstacle', obstacle: done.obstacle });
      if (executions % BREATH === 0) {
        options.onProgress?.(progress());
        await turn();
      }
    }
    if (sailed < leg && plan.edges() === before) break;
    leg = Math.round(leg * LONGER);
  }
  return result({ ended: 'complete' });
}

/** Chance, where it decides, is to decide differently each time. */
function seedOf({ seed }: VoyageOptions, executions: number): number {
  return (seed + executions) % 0x7fff_ffff;
}

function counting({ judgement }: Voyage): readonly Violation[] {
  return judgement.violations.filter(({ at }) => at > 0);
}

function driven(graph: Graph, plan: Itinerary): Uint8Array {
  const numbers = openPart(graph, (edge) => !graph.isError(graph.to[edge] ?? 0)).numbers;
  return Uint8Array.from(numbers, (edge) => plan.taken[edge] ?? 0);
}

/** Makes a story short while it breaks the same clause. */
async function shortest(story: Story, first: Voyage, options: VoyageOptions): Promise<NonNullable<Tour['found']>> {
  const [{ clause } = { clause: undefined }] = counting(first);
  let best = { story, voyage: first, violations: counting(first) };
  await shrunk(story, async (candidate) => {
    const sailed = await run(playScript(candidate.scope, candidate.script, options));
    const violations = counting(sailed);
    if (violations[0]?.clause !== clause) return false;
    best = { story: candidate, voyage: sailed, violations };
    return true;
  });
  return best;
}

/** Plays a script again. */
export function replay(scope: Scope, script: Script, options: VoyageOptions): Promise<Voyage> {
  return Promise.resolve(run(playScript(scope, script, options)));
}

/** What is on the map and was not driven, by label: with how many edges each. */
export function notDriven({ graph, taken }: Pick<Tour, 'graph' | 'taken'>): readonly (readonly [Label, number])[] {
  const counts = new Map<number, number>();
  for (const [edge, target] of graph.to.entries()) {
    if (taken[edge] === 1 || graph.isError(target)) continue;
    const label = graph.label[edge] ?? 0;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .flatMap(([number, many]) => {
      const label = graph.labels[number];
      return label === undefined ? [] : [[label, many] as const];
    });
}

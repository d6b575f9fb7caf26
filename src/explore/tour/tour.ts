import { setImmediate as turn } from 'node:timers/promises';
import { run, type Flow } from '../../port/index.js';
import { automaton } from '../../oracle/index.js';
import { graphOf, openPart, wantedEdges, type Graph, type Label, type Reduced, type Scope } from '../graph/index.js';
import { asidesOn } from './asides.js';
import { atlasOf } from './atlas.js';
import { cover } from './cover.js';
import { drive } from './drive.js';
import { clausesAtFirst, shortest, toldAgain, type Found } from './found.js';
import { itinerary, type Itinerary } from './itinerary.js';
import { blank, copied, type Mind } from './mind.js';
import type { Act, Script } from './script.js';
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
  /** What it had in mind: this one goes on as it would have done. */
  readonly mind?: Mind;
  /** What it found: the same stories have to show the same violations, before anything else is done. */
  readonly found?: readonly Pick<Found, 'clause' | 'seed' | 'story'>[];
  /** Whether what is not on the map is done as well: they talk, register for events, and invite in haste. */
  readonly asides?: boolean;
  /** After the first violation, one is looked for of so many clauses; 1 where it is not said. */
  readonly clauses?: number;
  /** Where not all edges are to be driven: which are enough. */
  readonly reduced?: Omit<Reduced, 'graph'>;
  /** Asked after each execution: whether there is no more time. */
  isOver?(): boolean;
  /** Is told from time to time how far it has come; and can have what it takes to go on from there. */
  onProgress?(progress: Progress, kept: () => Kept): void;
  /** Is told of a violation before its story is made short. */
  onFound?(clause: string): void;
}

/** What it takes to go on with a tour as if it had not ended. The lists are those that it goes on to write to. */
export interface Kept {
  readonly progress: Progress;
  /** By edge: 1 once it was taken. */
  readonly taken: Uint8Array;
  readonly mind: Mind;
  /** The shortest story of a violation of each clause that was found broken, in the order in which they were found. */
  readonly found: readonly Found[];
}

/** What a tour has found. */
export interface Tour extends Kept {
  readonly graph: Graph;
  /** By edge: 1 for those that were to be taken, and were not. */
  readonly missing: Uint8Array;
  /** How much that is of the map, counting once what is alike. */
  readonly permitted: Progress['of'];
  /** Fewer executions cannot have taken what was taken. */
  readonly bound: number;
  /**
   * Why it has ended: everything was driven that the provider does; a violation was found; the budget was used up; or
   * something kept us from knowing. A sample is as much as was asked for of a slow provider.
   */
  readonly ended: 'complete' | 'violation' | 'budget' | 'sample' | 'obstacle';
  readonly obstacle?: string;
  /** The trace of the latest execution. */
  readonly trace: Voyage['trace'];
}

/** So many executions between two plans, at first; then more and more. */
const FIRST_LEG = 50;
const LONGER = 1.25;

/** So many executions go on after one that has shown a clause to be broken, to see whether others are. */
const AFTERMATH = 400;

/** So many executions between two turns of the event loop. */
const BREATH = 64;

/** Drives every transition of a scope through a provider, as far as the provider does what is on the map. */
export async function tour(scope: Scope, options: TourOptions): Promise<Tour> {
  const graph = options.graph ?? graphOf(scope);
  if (options.taken !== undefined && options.taken.length !== graph.transitions) {
    throw new RangeError('what was driven earlier is of another map');
  }
  const atlas = atlasOf(graph);
  const mind = options.mind === undefined ? blank(graph, FIRST_LEG) : copied(options.mind, graph);
  const taken = options.taken?.slice() ?? new Uint8Array(graph.transitions);
  const plan = itinerary(graph, taken, mind, options.reduced);
  const asides = options.asides === true ? asidesOn(mind) : undefined;
  const known = options.known ?? automaton(options.monitors);
  const most = options.executions ?? Number.POSITIVE_INFINITY;
  const clauses = options.clauses ?? 1;
  let enough = Number.POSITIVE_INFINITY;
  const earlier = options.executed ?? 0;
  let executions = earlier;
  let trace: Voyage['trace'] = [];
  const found: Found[] = [];
  let last = Number.POSITIVE_INFINITY;
  const progress = (): Progress => {
    const counts = plan.tally();
    return { executions, states: counts.states(), transitions: counts.edges(), of: counts.of };
  };
  let { isUnderWay, leg, sailed, before } = mind;
  const kept = (): Kept => ({
    ...{ progress: progress(), taken: plan.taken, found },
    mind: { ...mind, isUnderWay, leg, sailed, before },
  });
  const result = (rest: Pick<Tour, 'ended'> & Partial<Tour>): Tour => ({
    ...kept(),
    graph,
    missing: plan.missing(),
    permitted: plan.permitted,
    bound: boundOf(graph, plan),
    trace: found[0]?.voyage.trace ?? trace,
    ...rest,
    ...(found.length > 0 ? { ended: 'violation' as const } : {}),
  });

  for (const it of options.found ?? []) {
    const again = await toldAgain(it, { ...options, known });
    if (again === undefined) {
      const obstacle = `${it.clause} was broken earlier, and by the same story is not now: begin anew if the provider has changed`;
      return result({ ended: 'obstacle', obstacle });
    }
    found.push(again);
    last = executions + AFTERMATH;
  }
  if (found.length >= clauses) return result({ ended: 'violation' });

  for (; isUnderWay || plan.replan(); isUnderWay = false) {
    if (!isUnderWay) [before, sailed] = [plan.takings(), 0];
    isUnderWay = true;
    for (; plan.begins() && sailed < leg; sailed += 1) {
      if (executions % BREATH === 0 && executions > earlier) {
        options.onProgress?.(progress(), kept);
        await turn();
      }
      if (executions >= enough) return result({ ended: 'sample' });
      if (executions - earlier >= most || options.isOver?.() === true) return result({ ended: 'budget' });
      const script: Act[] = [];
      const seed = seedOf(options, executions);
      const aside = asides?.(executions);
      const flow = voyage(scope, { ...options, seed, known }, (stage): Flow<void> =>
        drive(atlas, plan, stage, script, aside),
      );
      const sailing = run(flow);
      if (sailing instanceof Promise) enough = options.executionsOfSlow ?? enough;
      const done = sailing instanceof Promise ? await sailing : sailing;
      executions += 1;
      ({ trace } = done);
      for (const clause of clausesAtFirst(done)) {
        if (found.length >= clauses || found.some((it) => it.clause === clause)) continue;
        options.onFound?.(clause);
        found.push(await shortest(clause, { scope, script }, done, { ...options, seed, known }));
        last = executions + AFTERMATH;
      }
      if (found.length >= clauses || executions >= last) return result({ ended: 'violation' });
      if (done.obstacle !== undefined) return result({ ended: 'obstacle', obstacle: done.obstacle });
    }
    if (sailed < leg && plan.takings() === before && !plan.isOverhauled()) break;
    leg = Math.round(leg * LONGER);
  }
  return result({ ended: 'complete' });
}

/** Chance, where it decides, is to decide differently each time. */
function seedOf({ seed }: VoyageOptions, executions: number): number {
  return (seed + executions) % 0x7fff_ffff;
}

/** Fewer executions cannot have taken what was wanted and taken, even where all edges could be taken that break no clause. */
function boundOf(graph: Graph, plan: Itinerary): number {
  const wanted = plan.wanted();
  const { arcs, numbers } = openPart(graph, wantedEdges(graph));
  const required = numbers.map((edge) => (plan.taken[edge] ?? 0) & (wanted[edge] ?? 0));
  return cover(arcs, graph.initial, Uint8Array.from(required)).bound;
}

/** Plays a script again. */
export function replay(scope: Scope, script: Script, options: VoyageOptions): Promise<Voyage> {
  return Promise.resolve(run(playScript(scope, script, options)));
}

/** What is on the map and was not driven, by label: with how many edges each. */
export function notDriven({ graph, missing }: Pick<Tour, 'graph' | 'missing'>): readonly (readonly [Label, number])[] {
  const counts = new Map<number, number>();
  for (let edge = 0; edge < missing.length; edge += 1) {
    if (missing[edge] !== 1) continue;
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

import type { Flow } from '../port/index.js';
import type { Judgement } from '../oracle/index.js';
import type { CaseOptions, LiveCase } from '../run/index.js';
import type { NodeName, Trace } from '../trace/index.js';
import { inCase } from './in-case.js';
import type { MoveKind } from './move.js';
import { performInOrder, type Performance } from './perform.js';
import { people, type Plan } from './plan.js';
import { bringToRest, endSession, probe } from './rest.js';
import { setScene } from './set-scene.js';
import { membersOf, type Member, type Scene } from './scene.js';

/** What a plan is played with. The seed chooses the order in which the provider delivers what is in transit. */
export type PlayOptions = Omit<CaseOptions, 'nodes' | 'known'>;

/** How a plan is played where that is special. */
export interface Direction {
  /** How the moves are made; one after the other where it is not said. */
  perform?(scene: Scene): Flow<Performance>;
  /** What is to be recorded when all is at rest: expectations. */
  atRest?(scene: Scene): void;
}

/** One execution of a plan. */
export interface Execution {
  readonly trace: Trace;
  readonly judgement: Judgement;
  /** The moves that were made, in order. */
  readonly performed: readonly MoveKind[];
  /** Who took part when all had come to rest. */
  readonly members: readonly Member[];
  /** Why there was nothing to judge, if there was not: no sockets, or a fault of the provider's port. */
  readonly obstacle?: string;
}

/**
 * Plays a plan: makes the cast, makes the moves, brings everything to rest, lets everybody speak, and ends. A provider
 * that answers at once is played without a single promise. A fault does not throw: it is the execution's obstacle.
 */
export function runPlan(plan: Plan, options: PlayOptions, direction: Direction = {}): Flow<Execution> {
  return execution(people(plan), options, (live) => play(live, plan, direction));
}

/** What came of playing in a case. */
export type Performed = Pick<Execution, 'performed' | 'members'>;

const NOTHING: Performed = { performed: [], members: [] };

/** Lets something be played in a case with these nodes. A fault does not throw. */
export function* execution(
  nodes: readonly NodeName[],
  options: PlayOptions,
  playIn: (live: LiveCase) => Flow<Performed>,
): Flow<Execution> {
  const { done = NOTHING, ...ended } = yield* inCase({ ...options, nodes }, playIn);
  return { ...ended, ...done };
}

function* play(live: LiveCase, plan: Plan, direction: Direction): Flow<Performed> {
  const scene = yield* setScene(live, plan);
  const { scene: after, performed } = yield* (direction.perform ?? performInOrder)(scene);
  const rested = yield* bringToRest(after);
  const members = membersOf(rested);
  direction.atRest?.(rested);
  yield* endSession(yield* probe(rested));
  return { performed, members };
}

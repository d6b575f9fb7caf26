import type { Revision } from '../clauses/index.js';
import type { Flow, Limits, Provider } from '../port/index.js';
import type { Judgement, Monitor } from '../oracle/index.js';
import { CaseOver, openCase, type CaseInfo, type LiveCase } from '../run/index.js';
import type { NodeName, Trace } from '../trace/index.js';
import type { MoveKind } from './move.js';
import { performInOrder, type Performance } from './perform.js';
import { people, type Plan } from './plan.js';
import { bringToRest, endSession, probe } from './rest.js';
import { CannotPlay, setScene } from './set-scene.js';
import { membersOf, type Member, type Scene } from './scene.js';

/** What a plan is played with. */
export interface PlayOptions {
  readonly provider: Provider;
  /** Chooses the order in which the provider delivers what is in transit. */
  readonly seed: number;
  readonly limits: Limits;
  /** The revision of the specification that is to be judged by; the newest where it is not said. */
  readonly spec?: Revision | undefined;
  readonly info: CaseInfo;
  /** Judges with these monitors alone: for showing that each is needed. */
  readonly monitors?: readonly Monitor[] | undefined;
}

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
export function* runPlan(plan: Plan, options: PlayOptions, direction: Direction = {}): Flow<Execution> {
  return yield* inCase(people(plan), options, (live) => play(live, plan, direction));
}

/** What came of playing in a case. */
export type Played = Pick<Execution, 'performed' | 'members' | 'obstacle'>;

/** Opens a case with these nodes, lets something be played in it, and ends it. A fault does not throw. */
export function* inCase(
  nodes: readonly NodeName[],
  options: PlayOptions,
  playIn: (live: LiveCase) => Flow<Played>,
): Flow<Execution> {
  let live: LiveCase;
  try {
    live = yield* openCase({ ...options, nodes });
  } catch (reason) {
    if (!(reason instanceof CaseOver)) throw reason;
    const { what, detail } = reason.fault;
    const judgement = { violations: [], fault: { at: 0, what, detail } };
    // Without a header it is no trace, and nobody could read it.
    return { trace: [], judgement, performed: [], members: [], obstacle: detail };
  }
  let played: Played = { performed: [], members: [] };
  try {
    played = yield* playIn(live);
  } catch (reason) {
    if (!(reason instanceof CaseOver || reason instanceof CannotPlay)) {
      yield* live.end();
      throw reason;
    }
    played = { ...played, obstacle: reason.message };
  }
  const judgement = yield* live.end();
  const { fault } = judgement;
  return {
    trace: live.trace(),
    judgement,
    ...played,
    ...(fault === undefined ? {} : { obstacle: fault.detail }),
  };
}

function* play(live: LiveCase, plan: Plan, direction: Direction): Flow<Played> {
  const scene = yield* setScene(live, plan);
  const { scene: after, performed } = yield* (direction.perform ?? performInOrder)(scene);
  const rested = yield* bringToRest(after);
  const members = membersOf(rested);
  direction.atRest?.(rested);
  yield* endSession(yield* probe(rested));
  return { performed, members };
}

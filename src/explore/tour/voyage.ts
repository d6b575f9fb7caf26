import type { Revision } from '../../clauses/index.js';
import type { Flow, Limits, Provider } from '../../port/index.js';
import type { Automaton, Judgement, Monitor } from '../../oracle/index.js';
import type { CaseInfo } from '../../run/index.js';
import type { Trace } from '../../trace/index.js';
import type { Scope } from '../graph/index.js';
import { inCase } from '../in-case.js';
import { play } from './play.js';
import type { Script } from './script.js';
import { nodesOf, setStage, type Stage } from './stage.js';

/** What an execution of a scope is played with. */
export interface VoyageOptions {
  readonly provider: Provider;
  readonly seed: number;
  readonly limits: Limits;
  /** The revision of the specification that is to be judged by; the newest where it is not said. */
  readonly spec?: Revision | undefined;
  readonly info: CaseInfo;
  readonly monitors?: readonly Monitor[] | undefined;
  /** Remembers what has been judged before. */
  readonly known?: Automaton | undefined;
}

/** One execution of a scope. */
export interface Voyage {
  readonly trace: Trace;
  readonly judgement: Judgement;
  /** Why there was nothing to judge, if there was not. */
  readonly obstacle?: string;
}

/** Opens a case, sets everybody up, and lets `conduct` do what is to be done. A fault does not throw. */
export function* voyage(scope: Scope, options: VoyageOptions, conduct: (stage: Stage) => Flow<void>): Flow<Voyage> {
  const { trace, judgement, obstacle } = yield* inCase({ ...options, nodes: nodesOf(scope) }, function* (live) {
    yield* conduct(yield* setStage(live, scope));
  });
  return { trace, judgement, ...(obstacle === undefined ? {} : { obstacle }) };
}

/** Plays a script on a scope. */
export function playScript(scope: Scope, script: Script, options: VoyageOptions): Flow<Voyage> {
  return voyage(scope, options, (stage) => play(stage, script, true));
}

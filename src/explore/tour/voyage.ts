import type { Flow } from '../../port/index.js';
import type { CaseOptions, LiveCase } from '../../run/index.js';
import type { Scope } from '../graph/index.js';
import { inCase, type Played } from '../in-case.js';
import { play } from './play.js';
import type { Script } from './script.js';
import { nodesOf, setStage, type Stage } from './stage.js';

/** What an execution of a scope is played with. */
export type VoyageOptions = Omit<CaseOptions, 'nodes'>;

/** One execution of a scope. */
export type Voyage = Played<void>;

/** Opens a case, sets everybody up, and lets `conduct` do what is to be done. A fault does not throw. */
export function voyage<T = void>(
  scope: Scope,
  options: VoyageOptions,
  conduct: (stage: Stage) => Flow<T>,
): Flow<Played<T>> {
  return inCase({ nodes: nodesOf(scope), ...options }, (live) => conducted(live, scope, conduct));
}

function* conducted<T>(live: LiveCase, scope: Scope, conduct: (stage: Stage) => Flow<T>): Flow<T> {
  return yield* conduct(yield* setStage(live, scope));
}

/** Plays a script on a scope. */
export function playScript(scope: Scope, script: Script, options: VoyageOptions): Flow<Voyage> {
  return voyage(scope, options, (stage) => play(stage, script, true));
}

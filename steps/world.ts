import { setWorldConstructor, World } from '@cucumber/cucumber';
import {
  currentStage,
  DEFAULT_LIMITS,
  isRevision,
  loadProvider,
  shortening,
  SPEC_REVISION,
  type Flow,
  type Loaded,
  type Stage,
} from '../src/index.js';
import type { Scene } from './scene.js';

/** What can be set from the command line: `--world-parameters '{"provider":"module:./mine.js","seed":7}'`. */
export interface Parameters {
  readonly provider?: string;
  readonly seed?: number;
  /** The revision of the specification to judge by; the newest where it is not said. */
  readonly spec?: string;
}

/** What the sentences of one scenario share. */
export class JoinWorld extends World<Parameters> {
  #scene: Scene | undefined;
  /** Why the scenario is not about this provider, where it is not. */
  notApplicable: string | undefined;

  /** The stage of this scenario. */
  get scene(): Scene {
    if (this.#scene === undefined) throw new Error('the scenario has no case yet');
    return this.#scene;
  }

  /** Whether a case was opened. */
  get hasScene(): boolean {
    return this.#scene !== undefined;
  }

  enter(scene: Scene): void {
    this.#scene = scene;
  }

  /** Plays a flow on the scene, once all has been done that was told before, and has returned. */
  play(flow: Flow<unknown>): Promise<void> {
    return this.scene.play(flow);
  }

  /** Somebody does something: in the course of things, where a call is in flight meanwhile. */
  does(who: string, act: (scene: Scene) => Flow<unknown>): Promise<void> {
    const { scene } = this;
    return scene.follow(scene.course.does(() => act(scene), who));
  }

  /** The same where nobody in particular does it. */
  happens(act: (scene: Scene) => Flow<unknown>): Promise<void> {
    const { scene } = this;
    return scene.follow(scene.course.does(() => act(scene)));
  }

  /** Says that the scenario is not about this provider; to be returned from a hook or a step. */
  skip(reason: string): 'skipped' {
    this.notApplicable = reason;
    return 'skipped';
  }
}

setWorldConstructor(JoinWorld);

let loading: Promise<Loaded> | undefined;
let shorten: Stage['shorten'];

const DEFAULT_PROVIDER = 'reference:memory';

/** The command that replays a case on the provider that the parameters name, but for its token. */
export function replayCommand({ provider = DEFAULT_PROVIDER }: Parameters): string {
  return `joinleaf replay --provider ${provider}`;
}

/** The stage that was set for this run; where none was, one with the provider that the parameters name. */
export async function stageFor({
  provider = DEFAULT_PROVIDER,
  seed = 1,
  spec = SPEC_REVISION,
}: Parameters): Promise<Stage> {
  const set = currentStage();
  if (set !== undefined) return set;
  if (!isRevision(spec)) throw new Error(`there is no revision ${spec} of the specification`);
  loading ??= loadProvider(provider);
  const loaded = await loading;
  if ('wrong' in loaded) throw new Error(loaded.wrong);
  const fixed = { provider: loaded.provider, seed, spec, limits: DEFAULT_LIMITS };
  // One for all scenarios: it knows which clauses have been told of.
  shorten ??= shortening(fixed);
  return { ...fixed, shorten, record: () => undefined };
}

/** Ends whatever runs for a provider that the parameters named. */
export async function disposeLoaded(): Promise<void> {
  const loaded = await loading;
  if (loaded !== undefined && 'provider' in loaded) await loaded.dispose?.();
}

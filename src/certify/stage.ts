import type { Revision } from '../clauses/index.js';
import type { Monitor } from '../oracle/index.js';
import type { Limits, Provider } from '../port/index.js';
import type { CaseRecord } from '../run/index.js';

/**
 * What scenarios run on. World parameters have to be plain data, so a provider, which is not, reaches the World
 * through here: whoever runs the features sets the stage first.
 */
export interface Stage {
  readonly provider: Provider;
  /** The seed of the run: scenarios derive theirs from it. */
  readonly seed: number;
  readonly limits: Limits;
  /** The revision of the specification that is to be judged by; the newest where it is not said. */
  readonly spec?: Revision | undefined;
  /** Judges with these monitors alone: for showing that each is needed. */
  readonly monitors?: readonly Monitor[] | undefined;
  /** Makes short what a case that has failed shows, where that is wanted. */
  readonly shorten?: (record: CaseRecord) => Promise<CaseRecord>;
  /** Is told of every case that has ended. */
  record(record: CaseRecord): void;
}

// The steps may have been loaded beside another copy of this module (compiled ones beside the sources, under a test
// runner), and both have to see the same stage: so it is kept under a name that the whole process shares.
const KEY = Symbol.for('joinleaf.stage');
const shared: typeof globalThis & { [KEY]?: Stage | undefined } = globalThis;

/** Sets the stage for the scenarios that are run next; undefined clears it. */
export function setStage(stage: Stage | undefined): void {
  shared[KEY] = stage;
}

/** The stage that was set, if one was. */
export function currentStage(): Stage | undefined {
  return shared[KEY];
}

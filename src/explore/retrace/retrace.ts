import type { Revision } from '../../clauses/index.js';
import { run, type Awaitable, type Limits, type Provider } from '../../port/index.js';
import type { Monitor } from '../../oracle/index.js';
import type { Trace } from '../../trace/index.js';
import { inCase, type Played } from '../in-case.js';
import { follow, type Followed } from './follow.js';
import { planOf } from './plan.js';
import type { Decide } from './steer.js';

/** With what a recorded case is gone through again. */
export interface RetraceOptions {
  readonly provider: Provider;
  readonly limits: Limits;
  /** The revision of the specification that is to be judged by; the newest where it is not said. */
  readonly spec?: Revision | undefined;
  readonly monitors?: readonly Monitor[] | undefined;
}

/** How it went, the time when it went most like the record. */
export type Retraced = Played<Followed> & { readonly attempts: number };

/** So many attempts at most; of a provider that does not answer at once, so many. */
const MOST_ATTEMPTS = 300;
const FEW_ATTEMPTS = 12;

/** An attempt: what it chooses, one after the other, and how far the one came that it varies. */
interface Attempt {
  readonly choices: readonly number[];
  /** How many of them are not the usual one, 0. */
  readonly made: number;
  readonly reached: number;
}

/**
 * Goes through a recorded case again: makes its calls, and lets things happen so that what came then comes again, in
 * the same order. Where the trace does not say what was let through, that is tried, from what leads farthest on.
 * Undefined if there is nothing in the trace to do.
 */
export async function retrace(trace: Trace, options: RetraceOptions): Promise<Retraced | undefined> {
  const plan = planOf(trace);
  if (plan === undefined) return undefined;
  const { header, nodes } = plan;
  const info = header.case;
  const begin = (choose: Decide | undefined, astrayToo: boolean): Awaitable<Played<Followed>> =>
    run(inCase({ ...options, nodes, seed: header.seed, info }, (live) => follow(live, plan, choose, astrayToo)));
  const play = ({ choices }: Attempt, widths: number[], astrayToo: boolean): Awaitable<Played<Followed>> =>
    begin((many) => choices[widths.push(many) - 1] ?? 0, astrayToo);

  // The same provider does the same where the record says what was let through.
  const told = await begin(undefined, false);
  if (told.obstacle !== undefined || told.done?.astray === undefined) return { ...told, attempts: 1 };

  const untried: Attempt[] = [];
  let farthest: Attempt = { choices: [], made: 0, reached: -1 };
  let most = MOST_ATTEMPTS;
  let attempts = 1;
  for (let next: Attempt | undefined = farthest; next !== undefined && attempts < most; attempts += 1) {
    const { choices, made } = next;
    const widths: number[] = [];
    const playing = play(next, widths, false);
    if (playing instanceof Promise) most = FEW_ATTEMPTS;
    const played = await playing;
    if (played.obstacle !== undefined) return { ...played, attempts: attempts + 1 };
    const reached = played.done?.astray ?? trace.length;
    if (reached === trace.length) return { ...played, attempts: attempts + 1 };
    if (reached > farthest.reached) farthest = { ...next, reached };
    for (let place = choices.length; place < widths.length; place += 1) {
      const before = [...choices, ...widths.slice(choices.length, place).fill(0)];
      for (let other = 1; other < (widths[place] ?? 0); other += 1) {
        untried.push({ choices: [...before, other], made: made + 1, reached });
      }
    }
    next = takeBest(untried);
  }
  return { ...(await play(farthest, [], true)), attempts: attempts + 1 };
}

/** The one that came farthest; of those, one that makes few choices; and of those, the one that makes its last latest. */
function takeBest(untried: Attempt[]): Attempt | undefined {
  const worse = (a: Attempt, b: Attempt): boolean => {
    if (a.reached !== b.reached) return a.reached < b.reached;
    return a.made === b.made ? a.choices.length < b.choices.length : a.made > b.made;
  };
  const best = untried.reduce((found, it, at) => {
    const than = untried[found];
    return than === undefined || worse(than, it) ? at : found;
  }, -1);
  return best < 0 ? undefined : untried.splice(best, 1)[0];
}

import { setImmediate as turn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { automaton } from '../../oracle/index.js';
import { run, type Testbed } from '../../port/index.js';
import type { Trace } from '../../trace/index.js';
import type { Played } from '../in-case.js';
import type { Depth, Scope } from '../graph/index.js';
import {
  clausesAtFirst,
  shortest,
  stringifyScript,
  toldAgain,
  replay,
  voyage,
  type Act,
  type Found,
  type Story,
  type VoyageOptions,
} from '../tour/index.js';
import { companyOf } from './company.js';
import { lap, type Lap } from './lap.js';
import { shareBefore, type Place } from './place.js';

type Arrivals = 'each' | 'by chance' | 'on their own';

/** How far one has come through all orders. */
export interface OrdersProgress {
  readonly orders: number;
  /** About how much of all that is, from 0 to 1. */
  readonly share: number;
  /** Where to go on; undefined after the last order of all. */
  readonly place: Place | undefined;
}

/** How far an earlier run has come, and where to go on; nowhere, after the last order of all. */
export interface Come {
  readonly orders: number;
  readonly place?: Place | undefined;
}

/** How all orders are driven. */
export interface OrdersOptions extends VoyageOptions {
  readonly depth: Depth;
  /** So many at most, those of earlier times not counted. */
  readonly most?: number;
  /** Where an earlier run has come to. */
  readonly earlier?: Come;
  /** Asked from time to time: whether there is no more time. */
  isOver?(): boolean;
  onProgress?(progress: OrdersProgress): void;
}

/** What driving all orders has shown. */
export interface Orders {
  readonly progress: OrdersProgress;
  /**
   * Who has chosen what arrives when: the explorer, each in turn; chance; or nobody, as all arrives on its own. Undefined
   * where nothing was left to drive.
   */
  readonly arrivals: Arrivals | undefined;
  /** All were driven; one broke a clause; the budget was used up; or something kept us from knowing. */
  readonly ended: 'complete' | 'violation' | 'budget' | 'obstacle';
  readonly found?: Found;
  readonly obstacle?: string;
  /** Of the latest order. */
  readonly trace: Trace;
}

/** So many orders are driven in a case at first, and at most: what checkpoints are worth shows early. */
const FEW = 2;
const MOST = 1000;

/**
 * Drives every order in which a company can join and leave, and everything arrive. Each is judged as a case of its own,
 * from the first event on; where the provider has checkpoints, what two orders begin with is done once.
 */
export async function everyOrder(scope: Scope, given: OrdersOptions): Promise<Orders> {
  const options = { ...given, known: given.known ?? automaton(given.monitors) };
  const company = companyOf(scope, given.depth);
  const most = given.most ?? Number.POSITIVE_INFINITY;
  let orders = given.earlier?.orders ?? 0;
  let place: Place | undefined = given.earlier === undefined ? [] : given.earlier.place;
  let driven = 0;
  let size = FEW;
  let trace: Trace = [];
  let arrivals: Arrivals | undefined;
  const progress = (): OrdersProgress => ({
    orders,
    place,
    share: place === undefined ? 1 : shareBefore(place),
  });
  const result = (rest: Fault): Orders => ({ progress: progress(), arrivals, trace, ...rest });

  while (place !== undefined) {
    if (driven >= most || given.isOver?.() === true) return result({ ended: 'budget' });
    const from: Place = place;
    const script: Act[] = [];
    const going = run(
      voyage(scope, options, (stage) => {
        arrivals = arrivalsAt(stage.live.testbed);
        return lap(stage, company, from, Math.min(size, most - driven), script);
      }),
    );
    const sailed = going instanceof Promise ? await going : going;
    ({ trace } = sailed);
    const wrong = await fault({ scope, script }, sailed, options);
    // What was driven since a checkpoint that cannot be trusted does not count.
    if (sailed.done !== undefined && wrong?.ended !== 'obstacle') {
      orders += sailed.done.orders;
      driven += sailed.done.orders;
      place = sailed.done.next;
    }
    if (wrong !== undefined) return result(wrong);
    if (sailed.done === undefined) return result({ ended: 'obstacle', obstacle: 'nothing could be driven' });
    size = Math.min(2 * size, MOST);
    given.onProgress?.(progress());
    await turn();
  }
  return result({ ended: 'complete' });
}

function arrivalsAt(testbed: Testbed): Arrivals {
  if (testbed.deliver !== undefined) return 'each';
  return testbed.step === undefined ? 'on their own' : 'by chance';
}

type Fault = Pick<Orders, 'ended' | 'found' | 'obstacle'>;

// What is wrong with the latest order of a lap. What was gone on with from a checkpoint has to be the same as from the
// beginning: otherwise nothing is known, and neither a violation nor its absence shows anything.
async function fault(story: Story, sailed: Played<Lap>, options: VoyageOptions): Promise<Fault | undefined> {
  const { trace, judgement, obstacle, done } = sailed;
  const shared = done?.shared ?? false;
  const unlike = (how: string): Fault => ({
    ended: 'obstacle',
    obstacle: `${how}: what checkpoint() gives does not bring everything back`,
  });
  const [clause] = clausesAtFirst(sailed);
  if (clause !== undefined) {
    const { seed } = options;
    const again = await toldAgain({ clause, seed, story }, options);
    if (again === undefined && shared)
      return unlike(`${clause} was broken after a checkpoint, and from the beginning it is not`);
    const first = again?.voyage ?? { trace, judgement };
    return { ended: 'violation', found: await shortest(clause, story, first, options) };
  }
  if (obstacle !== undefined) return { ended: 'obstacle', obstacle };
  if (done?.strayed === true) {
    const what = `after '${stringifyScript(story.script)}' something else can be done than before`;
    return shared
      ? unlike(what)
      : { ended: 'obstacle', obstacle: `${what}: the provider does not do the same each time` };
  }
  if (done?.shared !== true || !done.isWhole) return undefined;
  const afresh = await replay(story.scope, story.script, options);
  const [there, here] = [afresh.trace, trace].map((it) => it.filter(({ kind }) => kind !== 'note'));
  if (isDeepStrictEqual(there, here)) return undefined;
  return unlike('an order went otherwise after a checkpoint than from its beginning');
}

import { followed, type Flow } from '../../port/index.js';
import { act, isBroken, type Act, type TourStage as Stage } from '../tour/index.js';
import type { Company, Option } from './company.js';
import { optionsAt } from './options.js';
import { latestOpen, type Place, type Turn } from './place.js';

/** How a lap has ended. */
export interface Lap {
  /** So many orders were driven in it, the one that broke a clause not counted. */
  readonly orders: number;
  /** Where to go on: with the order that broke a clause, if one did; undefined after the last order of all. */
  readonly next: Place | undefined;
  /** Whether the latest order was gone on with from a checkpoint. */
  readonly shared: boolean;
  /** Whether it is whole: after the last of all, one is tried that does not exist. */
  readonly isWhole: boolean;
  /** Whether something else can be done after the same beginning than could be done before. */
  readonly strayed: boolean;
}

/** A moment of an order, and what brings the provider and the suite back there. */
interface Mark {
  readonly moment: number;
  readonly back: () => Flow<void>;
}

/** From one checkpoint to the next it is so far at least, and as far to the end: each costs about as much as a few acts. */
const SPAN = 3;

/**
 * Drives one order after the other in a case, from a place on, at most so many. Where the provider has checkpoints, it
 * goes back to what two orders have in common; elsewhere a lap is one order. The script is that of the latest one, which is
 * also the one in the trace.
 */
export function* lap(stage: Stage, company: Company, from: Place, most: number, script: Act[]): Flow<Lap> {
  const { live } = stage;
  const turns: Turn[] = [...from];
  // By moment, what was done: as far as the next order begins alike, nobody need ask again what can be done.
  const path: Option[] = [];
  const done = company.strands.map(() => 0);
  const marks: Mark[] = [];
  let orders = 0;
  let latest = 0;
  let shared = false;
  let isWhole = false;
  const end = (next: Place | undefined, strayed = false): Lap => ({ orders, next, shared, isWhole, strayed });

  for (;;) {
    isWhole = false;
    let took: number | undefined = 0;
    while (took !== undefined) {
      const moment = script.length;
      if (moment === 0 || (moment % SPAN === 0 && moment + SPAN <= latest)) yield* mark();
      const known = path[moment];
      const { took: before, of } = turns[moment] ?? { took: 0, of: 0 };
      took = known === undefined ? yield* take(before) : (yield* does(known)) ? before : undefined;
      if (isBroken(stage)) return end(turns);
      if (moment < turns.length - 1 && (took !== before || turns[moment]?.of !== of)) return end(turns, true);
    }
    if (script.length === turns.length) {
      yield* live.quiet();
      if (isBroken(stage)) return end(turns);
      orders += 1;
      latest = script.length;
      isWhole = true;
    } else cut(turns, script.length);
    // The next order has as much as possible in common with this one.
    const branch = latestOpen(turns);
    const turn = turns[branch];
    if (turn === undefined) return end(undefined);
    cut(turns, branch);
    cut(path, branch);
    turns.push({ ...turn, took: turn.took + 1 });
    while ((marks.at(-1)?.moment ?? branch) > branch) marks.pop();
    const nearest = marks.at(-1);
    if (orders >= most || nearest === undefined) return end(turns);
    yield* nearest.back();
    shared = true;
  }

  // Does the first thing from a number on that can be done now. What cannot be done leaves everything as it is.
  function* take(first: number): Flow<number | undefined> {
    const moment = script.length;
    const options = yield* optionsAt(stage, company, done, script.at(-1));
    for (let took = first; took < options.length; took += 1) {
      const option = options[took];
      if (option === undefined || (option.isAlone === true && first > 0 && moment >= turns.length - 1)) continue;
      if (!(yield* does(option))) continue;
      path[moment] = option;
      turns[moment] = { took, of: option.isAlone === true ? took + 1 : options.length };
      return took;
    }
    return undefined;
  }

  function* does({ it, strand }: Option): Flow<boolean> {
    const came = yield* act(stage, it);
    if ('moved' in came && !came.moved) return false;
    script.push(it);
    if (strand !== undefined) done[strand] = (done[strand] ?? 0) + 1;
    return true;
  }

  function* mark(): Flow<void> {
    const moment = script.length;
    if (marks.length === 0 ? moment > 0 : marks.at(-1)?.moment === moment) return;
    const checkpoint = yield* live.checkpoint();
    if (checkpoint === undefined) return;
    const { link, member } = stage;
    const then = { done: [...done], link: [...link], member: [...member] };
    const forget = (): void => {
      cut(script, moment);
      refill(done, then.done);
      refill(link, then.link);
      refill(member, then.member);
    };
    marks.push({ moment, back: () => followed(checkpoint(), forget) });
  }
}

// A list that is cut by its length would be laid out anew when it grows again.
function cut(list: unknown[], length: number): void {
  while (list.length > length) list.pop();
}

function refill(list: number[], kept: readonly number[]): void {
  for (let at = 0; at < kept.length; at += 1) list[at] = kept[at] ?? 0;
}

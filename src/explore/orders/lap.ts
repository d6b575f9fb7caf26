import { after, wait, type Awaitable, type Flow } from '../../port/index.js';
import { isBroken } from '../in-case.js';
import { act, type Act, type Done, type TourStage as Stage } from '../tour/index.js';
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
  readonly back: () => Awaitable<void>;
}

/** From one checkpoint to the next it is so far at least, and as far to the end: each costs about as much as a few acts. */
const SPAN = 3;

/** Where no place says what to do: the first thing that can be done. */
const FIRST: Turn = { took: 0, of: 0 };

/**
 * Drives one order after the other in a case, from a place on, at most so many. Where the provider has checkpoints, it
 * goes back to what two orders have in common; elsewhere a lap is one order. The script is that of the latest one, which is
 * also the one in the trace.
 */
export function* lap(stage: Stage, company: Company, from: Place, most: number, script: Act[]): Flow<Lap> {
  const { live } = stage;
  const turns: Turn[] = [...from];
  // By moment, what can be done: as far as the next order begins alike, nobody need ask again.
  const choices: (readonly Option[])[] = [];
  const done = company.strands.map(() => 0);
  const marks: Mark[] = [];
  let orders = 0;
  let latest = 0;
  let shared = false;
  let isWhole = false;
  const end = (next: Place | undefined, strayed = false): Lap => ({ orders, next, shared, isWhole, strayed });

  // Whatever is done at each moment stands in this one generator, and waits only for promises: to begin another one takes
  // as long as most acts do.
  for (;;) {
    isWhole = false;
    for (;;) {
      const moment = script.length;
      if (moment === 0 || (moment % SPAN === 0 && moment + SPAN <= latest)) yield* mark();
      const turn = turns[moment] ?? FIRST;
      // The place is known to lead on from here; at its end, what it says is only where to begin to try.
      const isKnown = moment < turns.length - 1;
      let options = choices[moment];
      if (options === undefined) {
        const told = live.underWay();
        const lines = told instanceof Promise ? yield* wait(told) : told;
        options = optionsAt(stage, company, done, script.at(-1), lines);
        choices[moment] = options;
      }
      // What turns out not to be possible leaves everything as it is.
      let { took } = turn;
      for (; took < options.length; took += 1) {
        const option = options[took];
        if (option === undefined || (option.isAlone === true && turn.took > 0 && !isKnown)) continue;
        const doing = act(stage, option.it);
        if (isSomething(doing instanceof Promise ? yield* wait(doing) : doing)) break;
      }
      const option = options[took];
      const of = option?.isAlone === true ? took + 1 : options.length;
      if (option !== undefined) {
        script.push(option.it);
        if (option.strand !== undefined) done[option.strand] = (done[option.strand] ?? 0) + 1;
        if (!isKnown) turns[moment] = { took, of };
      }
      if (isBroken(stage)) return end(turns);
      if (isKnown && (took !== turn.took || of !== turn.of)) return end(turns, true);
      if (option === undefined) break;
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
    cut(choices, branch + 1);
    turns.push({ ...turn, took: turn.took + 1 });
    while ((marks.at(-1)?.moment ?? branch) > branch) marks.pop();
    const nearest = marks.at(-1);
    if (orders >= most || nearest === undefined) return end(turns);
    const back = nearest.back();
    if (back instanceof Promise) yield* wait(back);
    shared = true;
  }

  function* mark(): Flow<void> {
    const moment = script.length;
    if (marks.length === 0 ? moment > 0 : marks.at(-1)?.moment === moment) return;
    const checkpoint = yield* wait(live.checkpoint());
    if (checkpoint === undefined) return;
    const { link, member } = stage;
    const then = { done: [...done], link: [...link], member: [...member] };
    const forget = (): void => {
      cut(script, moment);
      refill(done, then.done);
      refill(link, then.link);
      refill(member, then.member);
    };
    marks.push({ moment, back: () => after(checkpoint(), forget) });
  }
}

function isSomething(done: Done): boolean {
  return 'came' in done || done.moved;
}

// A list that is cut by its length would be laid out anew when it grows again.
function cut(list: unknown[], length: number): void {
  while (list.length > length) list.pop();
}

function refill(list: number[], kept: readonly number[]): void {
  for (let at = 0; at < kept.length; at += 1) list[at] = kept[at] ?? 0;
}

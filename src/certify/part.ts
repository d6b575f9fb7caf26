import { costsOf, scheduleOf, shareOf, type Schedule, type Shard } from './schedule.js';
import type { Selection } from './verdicts.js';

/** Which part of a run this is. */
export interface Part {
  /** Which of several shards, where it is one. */
  readonly shard?: Shard;
  /** The digest of the schedule that all parts share. */
  readonly schedule: string;
  /** How many cases the schedule has. */
  readonly total: number;
  /** The places of those that fall to this part. */
  readonly places: readonly number[];
}

/** A part, and the schedule that it is a part of. */
export interface FoundPart {
  readonly part: Part;
  readonly schedule: Schedule;
}

/** The part of the run that is asked for: undefined for all of it, or one line that says why it cannot be found. */
export async function partOf(
  { shard, places }: { readonly shard?: Shard; readonly places?: readonly number[] },
  selection: Selection,
  runs: number,
): Promise<FoundPart | undefined | string> {
  if (shard === undefined && places === undefined) return undefined;
  const schedule = await scheduleOf(selection);
  if (typeof schedule === 'string') return schedule;
  const costs = costsOf(schedule, runs, selection);
  const mine = places ?? shareOf(costs, shard ?? { index: 1, of: 1 });
  const facts = { schedule: schedule.digest, total: costs.length, places: mine };
  return { part: shard === undefined ? facts : { shard, ...facts }, schedule };
}

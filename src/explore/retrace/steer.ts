import { wait, type Flow } from '../../port/index.js';
import type { LiveCase } from '../../run/index.js';
import { arrivalIn, type NodeName } from '../../trace/index.js';
import { ROOT } from '../plan.js';
import type { Eye } from './eye.js';
import type { Response } from './plan.js';

/** Chooses one of so many things, by its number from 0. */
export type Decide = (options: number) => number;

/** So many messages are let through on one line before what they were to bring is given up. */
const MOST_DELIVERIES = 8;

/** So many things are let happen where nobody can say which. */
const MOST_STEPS = 64;

/**
 * Lets things happen until a response is there that was there in the record; whether it came. Nobody knows on which
 * line it is: one is tried after the other, from the one that is decided on.
 */
export function* bring(
  live: LiveCase,
  nodes: readonly NodeName[],
  response: Response,
  eye: Eye,
  decide: Decide,
): Flow<boolean> {
  if (live.testbed.deliver !== undefined) {
    yield* unseen(live, nodes, decide);
    if (eye.saw(response)) return true;
    // From the likeliest on: of joins, linesAmong knows; session data may come from anywhere.
    const likely = linesAmong(nodes).flatMap(([from, to]) => (to === response.node ? [from] : []));
    const senders = [...new Set([...likely, ...nodes])];
    const first = decide(senders.length);
    for (const from of [...senders.slice(first), ...senders.slice(0, first)]) {
      for (let times = 0; times < MOST_DELIVERIES; times += 1) {
        const before = eye.count();
        if (!(yield* wait(live.deliver(from, response.node)))) break;
        if (eye.saw(response)) return true;
        if (eye.count() > before) break;
      }
    }
    return false;
  }
  if (live.testbed.step === undefined) return false;
  for (let times = 0; times < MOST_STEPS; times += 1) {
    if (!(yield* live.step())) return false;
    if (eye.saw(response)) return true;
  }
  return false;
}

/** Lets arrive what a note says that was let arrive, as far as the provider can be told so. */
export function* arrive(live: LiveCase, note: string): Flow<void> {
  const arrival = arrivalIn(note);
  if (arrival === undefined) return;
  if ('from' in arrival) {
    yield* wait(live.deliver(arrival.from, arrival.to));
    return;
  }
  for (let times = 0; times < arrival.messages && (yield* live.step()); times += 1);
}

/** Lets that happen which does not show, if that is decided on. */
export function* unseen(live: LiveCase, nodes: readonly NodeName[], decide: Decide): Flow<void> {
  if (live.testbed.deliver === undefined) return;
  const lines = linesAmong(nodes);
  for (let times = 0; times < MOST_DELIVERIES; times += 1) {
    const line = lines[decide(lines.length + 1) - 1];
    if (line === undefined || !(yield* wait(live.deliver(...line)))) return;
  }
}

/** Between whom something can be under way: leaves speak with the root; without one, each with the session. */
function linesAmong(nodes: readonly NodeName[]): readonly (readonly [NodeName, NodeName])[] {
  const leaves = nodes.filter((node) => node !== ROOT);
  if (leaves.length === nodes.length) return leaves.map((leaf) => [leaf, leaf]);
  return leaves.flatMap((leaf) => [[leaf, ROOT] as const, [ROOT, leaf] as const]);
}

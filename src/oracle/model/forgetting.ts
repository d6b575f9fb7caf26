import { REMEMBERED } from './change.js';
import type { Join, Model } from './facts.js';
import { endsOf, isOpen, socketOf } from './queries.js';

/** Joins that are kept though all has never been quiet since; with more, those that can hardly matter are forgotten. */
export const UNSETTLED = 256;

/** The joins on which something may still depend. `isRecent` says whether what was told then may still have effects. */
export function stillMattering(model: Model, isRecent: (told: number) => boolean): readonly Join[] {
  const joins = [...model.joins.values()];
  // Nobody has to take up a request that was withdrawn: the number of those is bounded by nothing else.
  const withdrawn = joins.filter((join) => join.cancelledAt !== undefined && join.accepted === undefined);
  const tooOld = new Set(withdrawn.slice(0, Math.max(0, withdrawn.length - REMEMBERED)));
  return joins.filter((join) => !tooOld.has(join) && matters(model, join, isRecent));
}

/**
 * Bounds what is remembered of a trace in which all is never quiet: joins are forgotten then as if it had been quiet
 * before the latest so many of them.
 */
export function withFewerJoins(model: Model): Model {
  if (model.joins.size < UNSETTLED) return model;
  const recent = new Set([...model.joins.values()].slice(-UNSETTLED / 2));
  const [first] = recent;
  const since = first?.issuedAt ?? model.index;
  const kept = new Set(stillMattering(model, (told) => told >= since));
  const joins = new Map([...model.joins].filter(([, join]) => recent.has(join) || kept.has(join)));
  return { ...model, joins };
}

function matters(model: Model, join: Join, isRecent: (told: number) => boolean): boolean {
  const { link, leaf } = endsOf(join);
  const open = (id: number | undefined): boolean => id !== undefined && model.sockets.has(id);
  const latest = socketOf(model, join.initiator)?.join === join.id;
  // One that is followed by another on the same socket may stay open for ever: nobody may ever be told of it.
  if (isOpen(join)) return latest || !join.unclear || open(join.link) || open(join.accepted?.socket);
  // A c_root outlives its leaves.
  if (join.phase === 'done') return latest || open(link) || (open(leaf) && leaf !== join.initiator);
  if (join.accepted !== undefined) return open(link) || open(leaf);
  // A withdrawn request may still be met by a WSPAccept (ACCEPT-6); a failed one leaves its descriptor behind.
  if (join.cancelledAt !== undefined) return open(join.listener) && join.rejectedAt === undefined;
  // What was told of it may have been the outcome of the one before.
  if (latest && join.told !== undefined && join.unclear && join.replaces !== undefined) return true;
  return open(join.link) || isRecent(join.told?.at ?? join.issuedAt);
}

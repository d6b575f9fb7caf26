/**
 * Limits on what a provider may do to the suite, and deadlines for one that cannot say that it is settled. Times are
 * in milliseconds.
 */
export interface Limits {
  /** A call that is not expected to block has this long to return. */
  readonly callMs: number;
  /** What must happen has this long to happen (used only without `settle`). */
  readonly mustMs: number;
  /** What must not happen is watched for this long (used only without `settle`). */
  readonly mustNotMs: number;
  /** So many events one case may record; more is a fault, not a verdict. */
  readonly eventsPerCase: number;
}

/** What holds where nothing else is said. */
export const DEFAULT_LIMITS: Limits = { callMs: 5000, mustMs: 2000, mustNotMs: 60, eventsPerCase: 100_000 };

/** The limits for a provider whose calls take so long to answer: every deadline leaves room for forty of them. */
export function scaledTo(roundTripMs: number, limits: Limits): Limits {
  const room = roundTripMs * 40;
  return {
    ...limits,
    callMs: Math.max(limits.callMs, room),
    mustMs: Math.max(limits.mustMs, room),
    mustNotMs: Math.max(limits.mustNotMs, room),
  };
}

import type { ClauseId, RulingId } from '../clauses/index.js';

/** What a provider did that the specification does not allow, or did not do that it demands. */
export interface Violation {
  readonly clause: ClauseId;
  /** The ruling that the verdict rests on, where the articles leave room. */
  readonly ruling?: RulingId;
  /** What the clause demands here. */
  readonly expected: string;
  /** What was seen instead. */
  readonly saw: string;
  /** The index of the event at which it showed. */
  readonly at: number;
  /** The indices of the events that it contradicts. */
  readonly against: readonly number[];
}

/** What an event brought to light, before the index is known to the monitor that says it. */
export type Finding = Omit<Violation, 'at'>;

/** The verdict on one trace. */
export interface Judgement {
  readonly violations: readonly Violation[];
  /** What kept us from knowing, if anything did. */
  readonly fault?: { readonly at: number; readonly what: string; readonly detail: string };
}

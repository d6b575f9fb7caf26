import type { Violation } from '../oracle/index.js';
import type { Trace } from '../trace/index.js';

/** What a tour has driven of the map of its scope. */
export interface Driven {
  readonly leaves: number;
  /** Whether everything was driven that the provider could be brought to do. */
  readonly complete: boolean;
  readonly states: number;
  readonly transitions: number;
  /** How many of each the specification permits. */
  readonly permitted: { readonly states: number; readonly transitions: number };
  /** Whether transitions that differ only in which leaf is which were driven once. */
  readonly alike: boolean;
  /** Fewer executions could not have driven that. */
  readonly necessary: number;
  /** What is permitted and was not seen, in words, and in how many transitions: the most frequent first. */
  readonly notObserved: readonly { readonly what: string; readonly transitions: number }[];
}

/** The shortest story that breaks a clause which a scenario has shown to be broken. */
export interface Shortest {
  /** As this story shows it: its clause is that of the scenario's violation. */
  readonly violation: Violation;
  readonly trace: Trace;
  /** Tells it again. */
  readonly replay: string;
  /** How many executions it took to find it. */
  readonly executions: number;
  /** Whether nothing can be left out of it; else as many were spent on it as may be. */
  readonly isLeast: boolean;
}

/** What became of one case: of a scenario, or of a property with all its runs. */
export interface CaseRecord {
  readonly kind: 'scenario' | 'property' | 'tour';
  /** Stable over runs and machines: names the case in replays and reports. */
  readonly id: string;
  readonly name: string;
  /** The clauses that it shows when it passes. */
  readonly clauses: readonly string[];
  readonly outcome:
    | 'passed'
    /** The oracle found a violation. */
    | 'violated'
    /** The provider does not claim what the case needs. */
    | 'not-applicable'
    /** Something kept us from knowing: a fault of the provider's port, or of the kit. */
    | 'inconclusive'
    /** It was run several times, and not always to the same end. */
    | 'unstable';
  /** Why, for the last three. */
  readonly reason?: string;
  /** The sentence at which a scenario failed; none where it showed only once everything was quiet. */
  readonly step?: string;
  readonly violations: readonly Violation[];
  /** What the provider did: of a property, in the run that failed, or else in its last run. */
  readonly trace: Trace;
  /** Of a scenario: by clause, what shows the same in fewer events, where anything does. */
  readonly shortest?: readonly Shortest[];
  readonly seed: number;
  /** How many executions stand behind the outcome: 1 for a scenario. */
  readonly executions: number;
  /** How much of what can happen was driven, in one line: for a tour. */
  readonly covered?: string;
  /** The same in numbers. */
  readonly driven?: Driven;
  /** Reproduces the case exactly. */
  readonly replay: string;
  /** Its place among all cases that the run was to have, were it not done in parts. */
  readonly place?: number;
  /** How long it took, in whole milliseconds. */
  readonly ms?: number;
}

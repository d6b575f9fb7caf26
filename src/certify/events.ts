import type { CaseRecord } from '../run/index.js';
import type { RunFacts } from './certification.js';

/** What is told while a provider is certified. */
export type CertifyEvent =
  | {
      /** What the run is about. Told again when it is known better. */
      readonly kind: 'begun';
      readonly facts: RunFacts;
    }
  | {
      /** How many cases there will be. Told again when it is known better. */
      readonly kind: 'planned';
      readonly scenarios: number;
      readonly properties: number;
    }
  | {
      /** A case has ended. */
      readonly kind: 'case';
      readonly record: CaseRecord;
    }
  | {
      /** A property has tried so many orderings of those that it is to try. */
      readonly kind: 'orderings';
      readonly property: string;
      readonly done: number;
      readonly of: number;
    }
  | {
      /** The run is given up before its time. */
      readonly kind: 'stopped';
      readonly reason: string;
    };

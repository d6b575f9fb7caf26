import type fc from 'fast-check';
import type { ClauseId, Revision } from '../clauses/index.js';
import type { Monitor } from '../oracle/index.js';
import type { Flow, Limits, Provider } from '../port/index.js';
import type { CaseRecord } from '../run/index.js';
import type { Capabilities } from '../trace/index.js';
import type { Execution, PlayOptions } from './run-plan.js';

/** What a property is checked with. */
export interface CheckOptions {
  readonly provider: Provider;
  /** Reproduces the plans, and with `path` one of them. */
  readonly seed: number;
  /** How many plans to play. */
  readonly runs: number;
  readonly limits: Limits;
  /** The revision of the specification that is to be judged by; the newest where it is not said. */
  readonly spec?: Revision | undefined;
  /** The path of a replay token: plays that one plan alone. */
  readonly path?: string;
  /** Whether a counterexample is to be made as short as possible; it is, where that is not said. */
  readonly shrink?: boolean;
  /** Judges with these monitors alone: for showing that each is needed. */
  readonly monitors?: readonly Monitor[] | undefined;
  /** Asked before each: whether there is no more time. */
  isOver?(): boolean;
  /** Is told how many plans have been played, after each. */
  onRun?(done: number): void;
}

/** Something that holds whatever the order in which things happen. */
export interface Property {
  /** Stable: names the property in replays and reports. */
  readonly id: string;
  readonly name: string;
  /** The clauses that it shows when it holds. */
  readonly clauses: readonly ClauseId[];
  /** The revision that it came with, where that was not the first. */
  readonly since?: Revision;
  /** Whether what a provider claims is what this is about. */
  applies(capabilities: Capabilities): boolean;
  /** Looks for a counterexample, and shrinks it. Never throws for what the provider does. */
  check(options: CheckOptions): Promise<CaseRecord>;
}

/** What makes a property: the inputs that are drawn, and what is executed on each. The oracle judges the execution. */
export interface Definition<T> extends Pick<Property, 'id' | 'name' | 'clauses' | 'applies'> {
  inputs(capabilities: Capabilities): fc.Arbitrary<T>;
  execute(input: T, options: Omit<PlayOptions, 'seed'>): Flow<Execution>;
  /** How a replay token holds an input; by the way that leads to it from the seed, where it is not said. */
  readonly written?: {
    stringify(input: T): string | undefined;
    parse(text: string): T | undefined;
  };
}

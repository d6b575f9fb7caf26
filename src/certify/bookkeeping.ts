import type { runCucumber } from '@cucumber/cucumber/api';
import { isClauseId, type ClauseId } from '../clauses/index.js';

type Envelope = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];
type Pickle = NonNullable<Envelope['pickle']>;

/** What is told while features run. */
export interface FeatureEvents {
  /** How many scenarios there will be. */
  readonly planned: (scenarios: number) => void;
  /** A scenario that ended without a record of it: something of ours kept it from running. */
  readonly lost: (scenario: LostScenario) => void;
}

/** A scenario that did not come to a record. */
export interface LostScenario {
  readonly id: string;
  readonly name: string;
  readonly clauses: readonly ClauseId[];
  readonly reason: string;
}

/** Follows what Cucumber tells, to notice the scenarios of which no record came. */
export function bookkeeping({ planned, lost }: FeatureEvents) {
  const pickles = new Map<string, Pickle>();
  const ofCase = new Map<string, string>();
  const current = new Map<string, { readonly pickle: Pickle; records: number; problem: string }>();
  let records = 0;
  let running = false;
  let began = false;

  return {
    recorded: () => (records += 1),
    started: () => began,
    told: (envelope: Envelope): void => {
      const { pickle, testRunStarted, testCase, testCaseStarted, testStepFinished, testCaseFinished } = envelope;
      if (testRunStarted !== undefined) began = true;
      if (pickle !== undefined) pickles.set(pickle.id, pickle);
      if (testCase !== undefined) ofCase.set(testCase.id, testCase.pickleId);
      if (testCaseStarted !== undefined) {
        if (!running) planned(ofCase.size);
        running = true;
        const started = pickles.get(ofCase.get(testCaseStarted.testCaseId) ?? '');
        if (started !== undefined) current.set(testCaseStarted.id, { pickle: started, records, problem: '' });
      }
      if (testStepFinished !== undefined) {
        const { status, message } = testStepFinished.testStepResult;
        const now = current.get(testStepFinished.testCaseStartedId);
        const word = status.toLowerCase();
        if (now?.problem === '' && word !== 'passed' && word !== 'skipped') {
          now.problem = `a step is ${word}${message === undefined ? '' : `: ${firstLine(message)}`}`;
        }
      }
      if (testCaseFinished !== undefined) {
        const ended = current.get(testCaseFinished.testCaseStartedId);
        if (ended?.records === records) lost(lostScenario(ended.pickle, ended.problem));
        current.delete(testCaseFinished.testCaseStartedId);
      }
    },
  };
}

function lostScenario({ uri, name, tags }: Pickle, problem: string): LostScenario {
  const clauses = tags.map((tag) => tag.name.slice(1)).filter(isClauseId);
  return { id: `${slashed(uri)}#${name}`, name, clauses, reason: problem === '' ? 'no record came of it' : problem };
}

function firstLine(text: string): string {
  return text.split(/\r?\n/u, 1).join('');
}

/** A feature's path as ids have it, on every system. */
export function slashed(uri: string): string {
  return uri.replaceAll('\\', '/');
}

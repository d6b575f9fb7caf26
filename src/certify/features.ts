import { createRequire } from 'node:module';
import path from 'node:path';
import { Writable } from 'node:stream';
import {
  loadSources,
  loadSupport,
  runCucumber,
  type IRunOptions,
  type ISupportCodeLibrary,
} from '@cucumber/cucumber/api';
import { CLAUSE_IDS, isClauseId, type ClauseId } from '../clauses/index.js';
import type { CaseRecord } from '../run/index.js';
import { setStage, type Stage } from './stage.js';

type Envelope = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];
type Pickle = NonNullable<Envelope['pickle']>;

/** What is told while features run. */
export interface FeatureEvents {
  /** How many scenarios there will be. */
  planned(scenarios: number): void;
  /** A scenario that ended without a record of it: something of ours kept it from running. */
  lost(scenario: LostScenario): void;
}

/** A scenario that did not come to a record. */
export interface LostScenario {
  readonly id: string;
  readonly name: string;
  readonly clauses: readonly ClauseId[];
  readonly reason: string;
}

// Features and compiled steps lie in the package, wherever that is and whatever the working directory.
const ROOT = path.dirname(createRequire(import.meta.url).resolve('joinleaf/package.json'));
const STEPS = ['dist/steps/**/*.js'];

// Support code registers itself once, when its modules are first evaluated; for a second copy of this module in the
// same process it would come out empty. So it is kept under a name that the whole process shares.
const KEY = Symbol.for('joinleaf.support');
const shared: typeof globalThis & { [KEY]?: Promise<ISupportCodeLibrary> } = globalThis;

/** Which scenarios to run: those that bear the tag of one of these clauses, or the one with this id. */
export type Choice = { readonly clauses: readonly ClauseId[] } | { readonly id: string };

const sources = (changes: Partial<IRunOptions['sources']>): IRunOptions['sources'] => ({
  defaultDialect: 'en',
  paths: ['features/**/*.feature'],
  names: [],
  tagExpression: '',
  order: 'defined',
  ...changes,
});

let queue: Promise<unknown> = Promise.resolve();

/**
 * Runs scenarios on a stage. There is one stage, so runs queue up.
 *
 * Gives undefined when they have run, or one line that says why they could not.
 */
export function runFeatures(stage: Stage, choice: Choice, events: FeatureEvents): Promise<string | undefined> {
  const turn = queue.then(() => perform(stage, choice, events));
  queue = turn.catch(() => undefined);
  return turn;
}

async function perform(stage: Stage, choice: Choice, events: FeatureEvents): Promise<string | undefined> {
  const said: string[] = [];
  const environment = { cwd: ROOT, stdout: sink(() => undefined), stderr: sink((text) => said.push(text)), env: {} };
  const chosen = await chosenSources(choice, environment);
  if (chosen === undefined) return undefined;
  let support: ISupportCodeLibrary;
  try {
    shared[KEY] ??= loadSupport({ sources: chosen, support: { importPaths: STEPS } }, environment);
    support = await shared[KEY];
  } catch (reason) {
    return `the kit's steps cannot be loaded: ${reason instanceof Error ? reason.message : String(reason)}`;
  }
  const bookkeeper = bookkeeping(events);
  setStage({
    ...stage,
    record(record: CaseRecord) {
      bookkeeper.recorded();
      stage.record(record);
    },
  });
  try {
    await runCucumber(
      {
        sources: chosen,
        support,
        runtime: {
          dryRun: false,
          failFast: false,
          filterStacktraces: true,
          parallel: 0,
          retry: 0,
          retryTagFilter: '',
          strict: true,
          worldParameters: {},
        },
        // There has to be a formatter; this one says least, and nobody hears it.
        formats: { stdout: 'rerun', files: {}, publish: false, options: {} },
      },
      environment,
      bookkeeper.told,
    );
    // Cucumber says in its error stream alone that a feature cannot be parsed.
    return bookkeeper.started() ? undefined : `the kit's features cannot be run: ${said.join(' ').trim()}`;
  } catch (reason) {
    return `the kit's features cannot be run: ${reason instanceof Error ? reason.message : String(reason)}`;
  } finally {
    setStage(undefined);
  }
}

/** What Cucumber is to read; undefined if there is no such scenario. */
async function chosenSources(
  choice: Choice,
  environment: NonNullable<Parameters<typeof loadSources>[1]>,
): Promise<IRunOptions['sources'] | undefined> {
  if ('clauses' in choice) {
    const { clauses } = choice;
    if (clauses.length === CLAUSE_IDS.length) return sources({});
    return clauses.length === 0 ? undefined : sources({ tagExpression: clauses.map((id) => `@${id}`).join(' or ') });
  }
  // A case's id holds its feature's path and its scenario's name; the record that comes of it tells the very one.
  const { plan } = await loadSources(sources({}), environment);
  const paths = plan
    .filter(({ uri, name }) => choice.id.includes(slashed(uri)) && choice.id.includes(name))
    .map(({ uri, location }) => `${uri}:${location.line}`);
  return paths.length === 0 ? undefined : sources({ paths });
}

function slashed(uri: string): string {
  return uri.replaceAll('\\', '/');
}

/** Follows what Cucumber tells, to notice the scenarios of which no record came. */
function bookkeeping({ planned, lost }: FeatureEvents) {
  const pickles = new Map<string, Pickle>();
  const ofCase = new Map<string, string>();
  const current = new Map<string, { readonly pickle: Pickle; records: number; problem: string }>();
  let records = 0;
  let running = false;
  let began = false;

  return {
    recorded: () => (records += 1),
    started: () => began,
    told(envelope: Envelope): void {
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
        if (now !== undefined && status !== 'PASSED' && status !== 'SKIPPED') {
          now.problem ||= `a step is ${status.toLowerCase()}${message === undefined ? '' : `: ${firstLine(message)}`}`;
        }
      }
      if (testCaseFinished !== undefined) {
        const ended = current.get(testCaseFinished.testCaseStartedId);
        if (ended !== undefined && ended.records === records) lost(lostScenario(ended.pickle, ended.problem));
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

function sink(take: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      take(String(chunk));
      done();
    },
  });
}

import { Writable } from 'node:stream';
import type { IRunOptions, ISupportCodeLibrary, loadSources } from '@cucumber/cucumber/api';
import { CLAUSE_IDS, type ClauseId } from '../clauses/index.js';
import type { CaseRecord } from '../run/index.js';
import { bookkeeping, slashed, type FeatureEvents } from './bookkeeping.js';
import { featureFiles, PACKAGE } from './feature-files.js';
import { setStage, type Stage } from './stage.js';

const STEPS = ['dist/steps/**/*.js'];

// Support code registers itself once, when its modules are first evaluated; for a second copy of this module in the
// same process it would come out empty. So it is kept under a name that the whole process shares.
const KEY = Symbol.for('joinleaf.support');
const shared: typeof globalThis & { [KEY]?: Promise<ISupportCodeLibrary> } = globalThis;

/**
 * Which scenarios to run: those that bear the tag of one of these clauses, the one with this id, those that stand in
 * these places, or those of other feature files than the kit's.
 */
export type Choice =
  | { readonly clauses: readonly ClauseId[] }
  | { readonly id: string }
  | { readonly at: readonly ScenarioPlace[] }
  | { readonly files: readonly string[] };

/** Where a scenario stands. */
export interface ScenarioPlace {
  /** Its feature file, as `features/…`. */
  readonly feature: string;
  readonly line: number;
  readonly name: string;
}

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

/** The scenarios of a choice, in the order in which they run, or one line that says why they cannot be found. */
export async function scenariosOf(choice: Choice): Promise<readonly ScenarioPlace[] | string> {
  const { loadSources: load } = await import('@cucumber/cucumber/api');
  const environment = { cwd: PACKAGE, stdout: sink(() => undefined), stderr: sink(() => undefined), env: {} };
  const chosen = await chosenSources(choice, (all) => load(all, environment));
  if (chosen === undefined) return [];
  const { plan, errors } = await load(chosen, environment);
  const [wrong] = errors;
  if (wrong !== undefined) return `the kit's features cannot be run: ${wrong.message}`;
  return plan.map(({ uri, location, name }) => ({ feature: slashed(uri), line: location.line, name }));
}

async function perform(stage: Stage, choice: Choice, events: FeatureEvents): Promise<string | undefined> {
  // Only here is Cucumber needed, and it takes a while to load.
  const cucumber = await import('@cucumber/cucumber/api');
  const said: string[] = [];
  const environment = { cwd: PACKAGE, stdout: sink(() => undefined), stderr: sink((text) => said.push(text)), env: {} };
  const chosen = await chosenSources(choice, (all) => cucumber.loadSources(all, environment));
  if (chosen === undefined) return undefined;
  let support: ISupportCodeLibrary;
  try {
    shared[KEY] ??= cucumber.loadSupport({ sources: chosen, support: { importPaths: STEPS } }, environment);
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
    await cucumber.runCucumber(
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
  load: (all: IRunOptions['sources']) => ReturnType<typeof loadSources>,
): Promise<IRunOptions['sources'] | undefined> {
  if ('clauses' in choice) {
    const { clauses } = choice;
    if (clauses.length === CLAUSE_IDS.length) return sources({});
    const tags = clauses.map((id) => `@${id}`);
    // Reading all features takes longer than running a few scenarios.
    const paths = featureFiles().flatMap(({ uri, text }) => (tags.some((tag) => text.includes(tag)) ? [uri] : []));
    return paths.length === 0 ? undefined : sources({ paths, tagExpression: tags.join(' or ') });
  }
  if ('at' in choice) {
    const features = [...new Set(choice.at.map(({ feature }) => feature))];
    const linesIn = (feature: string): readonly number[] =>
      choice.at.flatMap((it) => (it.feature === feature ? [it.line] : []));
    if (features.length === 0) return undefined;
    return sources({ paths: features.map((feature) => [feature, ...linesIn(feature)].join(':')) });
  }
  if ('files' in choice) return sources({ paths: [...choice.files] });
  // A case's id holds its feature's path and its scenario's name; the record that comes of it tells the very one.
  const { plan } = await load(sources({}));
  const paths = plan
    .filter(({ uri, name }) => choice.id.includes(slashed(uri)) && choice.id.includes(name))
    .map(({ uri, location }) => `${uri}:${location.line}`);
  return paths.length === 0 ? undefined : sources({ paths });
}

function sink(take: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      take(String(chunk));
      done();
    },
  });
}

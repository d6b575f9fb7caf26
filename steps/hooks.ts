import {
  After,
  AfterAll,
  Before,
  BeforeStep,
  setDefaultTimeout,
  Status,
  type ITestCaseHookParameter,
} from '@cucumber/cucumber';
import {
  castOf,
  currentStage,
  isClauseId,
  isRevision,
  notIn,
  openCase,
  run,
  scenarioId,
  scenarioName,
  SPEC_REVISION,
  storiesOf,
  stringifyReplay,
  type CaseRecord,
  type Flow,
  type Judgement,
  type Revision,
  type Stage,
} from '../src/index.js';
import { explain } from './explain.js';
import { planFor } from './plan.js';
import { ofScenario, Scene } from './scene.js';
import { disposeLoaded, replayCommand, stageFor, type JoinWorld } from './world.js';

// Calls and waiting have limits of their own, which tell a slow provider from a silent one: this is the last resort.
setDefaultTimeout(120_000);

Before(async function (this: JoinWorld, scenario) {
  const stage = await stageFor(this.parameters);
  const { id, name, clauses, tags, seed } = about(scenario, stage);
  const absent = notIn(sinceIn(tags), stage.spec ?? SPEC_REVISION);
  if (absent !== undefined) return this.skip(absent);
  const sentences = scenario.pickle.steps.flatMap(({ type, text }) => (kindOf(type) === 'Context' ? [text] : []));
  const plan = planFor(sentences, tags, stage.provider.capabilities);
  if ('notApplicable' in plan) return this.skip(plan.notApplicable);

  const { provider, limits, spec, monitors } = stage;
  const live = await run(
    openCase({ provider, nodes: plan.nodes, seed, limits, spec, monitors, info: { id, name, clauses } }),
  );
  this.enter(new Scene(live, castOf(live), plan, clauses, seedIn(tags) !== undefined));
  const hosts = new Set(Object.values(live.header.nodes).map(({ host }) => host));
  if (tags.includes('two-hosts') && hosts.size < 2) return this.skip('all nodes of the provider are on one host');
  return undefined;
});

BeforeStep(function (this: JoinWorld, { pickleStep: { text, type } }) {
  return this.hasScene ? this.scene.begin(text, kindOf(type)) : undefined;
});

After(async function (this: JoinWorld, scenario) {
  const stage = await stageFor(this.parameters);
  const { id, name, clauses, seed } = about(scenario, stage);
  const { judgement, reason: late } = this.hasScene
    ? await ending(this.scene)
    : { judgement: nothingSeen(scenario.result?.message) };
  const violations = ofScenario(judgement.violations, clauses);
  const fault = judgement.fault?.detail ?? keptFrom(scenario.result) ?? late;
  const outcome = outcomeOf(this.notApplicable, { ...judgement, violations }, fault);
  const reason = outcome === 'not-applicable' ? this.notApplicable : outcome === 'inconclusive' ? fault : undefined;
  const failed = scenario.result?.status === Status.FAILED;
  const step = failed && outcome === 'violated' && this.hasScene ? this.scene.says : undefined;
  const record: CaseRecord = {
    kind: 'scenario',
    id,
    name,
    clauses,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(step === undefined ? {} : { step }),
    violations,
    trace: this.hasScene ? this.scene.live.trace() : [],
    seed,
    executions: outcome === 'not-applicable' ? 0 : 1,
    replay: stringifyReplay({ case: id, provider: stage.provider, seed: stage.seed, spec: stage.spec }),
  };
  const whole = outcome === 'violated' ? ((await stage.shorten?.(record)) ?? record) : record;
  stage.record(whole);
  // Whoever has set the stage tells it themselves.
  const [first] = currentStage() === undefined ? storiesOf(whole, replayCommand(this.parameters)) : [];
  if (first !== undefined) this.attach(first, 'text/plain');
  // A step that has failed has said so already; what shows only at the end is said here.
  if (failed) return;
  const [violation] = violations;
  if (outcome === 'violated' && violation !== undefined) throw new Error(explain(violation));
  if (outcome === 'inconclusive') throw new Error(reason);
});

AfterAll(disposeLoaded);

/** Given, When or Then: what a sentence is by its keyword, or by that of the sentence that its And goes on from. */
function kindOf(type: string | undefined): 'Context' | 'Action' | 'Outcome' {
  return type === 'Action' || type === 'Outcome' ? type : 'Context';
}

/** Lets everything come to its end, and has what is still owed judged. */
async function ending(scene: Scene): Promise<{ readonly judgement: Judgement; readonly reason?: string }> {
  const { live, course } = scene;
  const notDone = await whyNot(() => course.finish());
  // What is in flight returns all the same.
  if (notDone !== undefined) await whyNot(() => course.finish());
  const notQuiet = await whyNot(() => live.quiet());
  const reason = notDone ?? notQuiet;
  return { judgement: await run(live.end()), ...(reason === undefined ? {} : { reason }) };
}

/** Why a flow did not come to its end, if it did not. A fault is in the trace by then, and the judgement tells of it. */
async function whyNot(begin: () => Flow<void>): Promise<string | undefined> {
  try {
    await run(begin());
    return undefined;
  } catch (reason) {
    if (reason instanceof Error) return reason.message;
    throw reason;
  }
}

/** Why a scenario did not come to its end: what a step threw, or that there is no such step. */
function keptFrom(result: ITestCaseHookParameter['result']): string | undefined {
  if (result?.message !== undefined) return thrown(result.message);
  const { status } = result ?? {};
  return status === Status.UNDEFINED || status === Status.AMBIGUOUS || status === Status.PENDING
    ? `a step is ${status.toLowerCase()}`
    : undefined;
}

/** What was thrown, in one line, without the name that only the code has for the end of a case. */
function thrown(message: string): string {
  return message
    .split('\n', 1)
    .join('')
    .replace(/^CaseOver: /u, '');
}

function nothingSeen(message: string | undefined): Judgement {
  const fault = { at: 0, what: 'open-failed', detail: message === undefined ? 'no case was opened' : thrown(message) };
  return { violations: [], fault };
}

function outcomeOf(
  notApplicable: string | undefined,
  { violations: [violation], fault }: Judgement,
  kept: string | undefined,
): CaseRecord['outcome'] {
  if (notApplicable !== undefined) return 'not-applicable';
  if (violation !== undefined && (fault === undefined || violation.at < fault.at)) return 'violated';
  return kept === undefined ? 'passed' : 'inconclusive';
}

/** What a scenario is called, stable over runs, and what its tags say. */
function about({ pickle, gherkinDocument }: ITestCaseHookParameter, { seed }: Stage) {
  const tags = pickle.tags.map((tag) => tag.name.slice(1));
  const id = scenarioId(pickle, gherkinDocument);
  const name = scenarioName(pickle, gherkinDocument);
  return { id, name, tags, clauses: tags.filter(isClauseId), seed: seedIn(tags) ?? (seed + hashOf(id)) >>> 0 };
}

/** The seed that a tag such as `@seed:17` sets: what happens by chance then happens as it did once before. */
function seedIn(tags: readonly string[]): number | undefined {
  const [digits] = tags.flatMap((tag) => /^seed:(\d{1,10})$/u.exec(tag)?.[1] ?? []);
  return digits === undefined ? undefined : Number(digits) >>> 0;
}

/** The revision that a tag such as `@since:2018-05-31/2` names: the one that the scenario came with. */
function sinceIn(tags: readonly string[]): Revision | undefined {
  const [name] = tags.flatMap((tag) => (tag.startsWith('since:') ? [tag.slice('since:'.length)] : []));
  if (name === undefined || isRevision(name)) return name;
  throw new Error(`the tag @since:${name} names no revision of the specification`);
}

/** FNV-1a: each scenario has a seed of its own, whichever others run. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

import {
  HookType,
  IdGenerator,
  SourceMediaType,
  TestStepResultStatus,
  TimeConversion,
  version,
  type Envelope,
  type Pickle,
  type TestStepResult,
  type Timestamp,
} from '@cucumber/messages';
import { parseFeature, type FeatureSource } from '../../certify/index.js';
import type { Report } from '../schema.js';
import { many, plain } from '../text.js';
import type { FormatContext, ReportFormat } from './format.js';
import { counts, failureText, verdictResult } from './results.js';

type Evidence = Report['evidence'][number];

/** What is no scenario of a feature file is told in this one. */
const OTHERS = 'orderings.feature';

/** Cucumber Messages: a stream of JSON lines, for Cucumber's HTML formatter and other tools around Cucumber. */
export const messages: ReportFormat = {
  name: 'messages',
  about: "Cucumber Messages (JSON lines), for Cucumber's tools",
  write(report, context) {
    return envelopes(report, context)
      .map((envelope) => `${JSON.stringify(envelope)}\n`)
      .join('');
  },
};

function envelopes(report: Report, context: FormatContext): readonly Envelope[] {
  const newId = IdGenerator.incrementing();
  const timestamp = TimeConversion.millisecondsSinceEpochToTimestamp(context.now.getTime());
  const run = newId();
  const judging = newId();
  const told = featuresOf(report, context.features()).map((told) => parsed(told, newId));
  const cases = told
    .flatMap(({ pickles }) => pickles)
    .flatMap(({ pickle, evidence }) =>
      evidence === undefined
        ? []
        : [{ pickle, evidence, id: newId(), steps: pickle.steps.map(() => newId()), last: newId() }],
    );
  const unknown = { name: 'unknown' };
  return [
    {
      meta: {
        protocolVersion: version,
        implementation: { name: 'joinleaf', version: report.kit },
        runtime: { name: 'node.js' },
        os: unknown,
        cpu: unknown,
      },
    },
    ...told.flatMap(({ source, document, pickles }) => [
      { source: { uri: source.uri, data: source.text, mediaType: SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN } },
      { gherkinDocument: document },
      ...pickles.map(({ pickle }) => ({ pickle })),
    ]),
    { hook: { id: judging, name: 'the oracle', type: HookType.AFTER_TEST_CASE, sourceReference: { uri: 'joinleaf' } } },
    { testRunStarted: { id: run, timestamp } },
    ...cases.map(({ pickle, id, steps, last }) => ({
      testCase: {
        id,
        testRunStartedId: run,
        pickleId: pickle.id,
        testSteps: [
          ...pickle.steps.map(({ id: pickleStepId }, index) => ({ id: steps[index] ?? '', pickleStepId })),
          { id: last, hookId: judging },
        ],
      },
    })),
    ...cases.flatMap(({ pickle, evidence, id, steps, last }) => {
      const testCaseStartedId = newId();
      const results = resultsOf(report, evidence, pickle, context);
      return [
        { testCaseStarted: { id: testCaseStartedId, testCaseId: id, attempt: 0, timestamp } },
        ...[...steps, last].flatMap((testStepId, index) => [
          { testStepStarted: { testCaseStartedId, testStepId, timestamp } },
          { testStepFinished: { testCaseStartedId, testStepId, timestamp, testStepResult: results[index] ?? SKIPPED } },
        ]),
        { testCaseFinished: { testCaseStartedId, timestamp, willBeRetried: false } },
      ];
    }),
    finished(report, run, timestamp),
  ];
}

function finished(report: Report, testRunStartedId: string, timestamp: Timestamp): Envelope {
  const { outcome, reason } = verdictResult(report);
  const success = outcome === 'passed' || outcome === 'known';
  return {
    testRunFinished: {
      success,
      testRunStartedId,
      timestamp,
      ...(reason === undefined ? {} : { message: plain(reason) }),
    },
  };
}

/** A feature file, with the cases that may have run its scenarios. */
interface Told {
  readonly source: FeatureSource;
  /** One for each scenario, in their order; or else they are found by their ids. */
  readonly inOrder?: readonly Evidence[];
  readonly cases: readonly Evidence[];
}

/** The feature files of which a scenario was run, and one for the cases that stand in no file. */
function featuresOf({ evidence }: Report, sources: readonly FeatureSource[]): readonly Told[] {
  const of = (uri: string): readonly Evidence[] => evidence.filter(({ id }) => id.startsWith(`${uri}#`));
  const used = sources.map((source) => ({ source, cases: of(source.uri) })).filter(({ cases }) => cases.length > 0);
  const rest = evidence.filter((it) => !used.some(({ cases }) => cases.includes(it)));
  if (rest.length === 0) return used;
  const lines = rest.map(({ name, clauses, executions }) =>
    [
      '',
      ...(clauses.length === 0 ? [] : [`  ${clauses.map((id) => `@${id}`).join(' ')}`]),
      `  Scenario: ${plain(name)}`,
      `    * ${many(executions, 'execution')} by the clauses`,
    ].join('\n'),
  );
  const text = ['Feature: Orderings of several joins', ...lines, ''].join('\n');
  return [...used, { source: { uri: OTHERS, text }, cases: rest, inOrder: rest }];
}

function parsed({ source, cases, inOrder }: Told, newId: () => string) {
  const feature = parseFeature(source, newId);
  const pickles = feature.cases.map(({ id, pickle }, index) => ({
    pickle,
    evidence: inOrder === undefined ? cases.find((it) => it.id === id) : inOrder[index],
  }));
  return { source, document: feature.document, pickles };
}

const DURATION = TimeConversion.millisecondsToDuration(0);
const SKIPPED: TestStepResult = { status: TestStepResultStatus.SKIPPED, duration: DURATION };
const PASSED: TestStepResult = { status: TestStepResultStatus.PASSED, duration: DURATION };

/** The results of a case's steps, the last of them that of the oracle's judgement at the end. */
function resultsOf(report: Report, it: Evidence, { steps }: Pickle, context: FormatContext): readonly TestStepResult[] {
  const failing = it.outcome === 'unstable' && report.failures.some((one) => one.case === it.id);
  switch (failing ? 'violated' : it.outcome) {
    case 'passed':
      return [...steps.map(() => PASSED), PASSED];
    case 'not-applicable':
      return [...steps.map(() => SKIPPED), { ...SKIPPED, message: plain(it.reason ?? 'not applicable') }];
    case 'inconclusive':
    case 'unstable': {
      // Of all statuses that are no success it is the one that blames nobody.
      const open = { status: TestStepResultStatus.PENDING, duration: DURATION };
      return [...steps.map(() => SKIPPED), { ...open, message: plain(it.reason ?? 'inconclusive') }];
    }
    case 'violated': {
      const failed = it.step === undefined ? -1 : steps.findIndex(({ text }) => text === it.step);
      const place = failed < 0 ? steps.length : failed;
      const result = violated(report, it, context);
      return [...steps, undefined].map((_, index) => (index < place ? PASSED : index === place ? result : SKIPPED));
    }
  }
}

function violated(report: Report, { id }: Evidence, { replay }: FormatContext): TestStepResult {
  const failures = report.failures.filter((one) => one.case === id);
  const counting = failures.filter(({ clause, known }) => known === undefined && counts(report, clause));
  if (counting.length === 0) {
    const why = failures.map(({ clause, known }) => `${clause}: ${known?.reason ?? 'not asked about'}`).join('; ');
    return { ...SKIPPED, message: plain(`fails as is known: ${why}`) };
  }
  const message = counting.map((one) => `${one.clause} ${one.title}\n${failureText(one, replay)}`).join('\n\n');
  return { status: TestStepResultStatus.FAILED, duration: DURATION, message };
}

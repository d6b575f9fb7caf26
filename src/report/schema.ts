import { z } from 'zod';
import { REVISION_NAMES } from '../clauses/index.js';
import { capabilitiesShape } from '../trace/index.js';

const verdict = z.enum(['conformant', 'nonconformant', 'inconclusive']);
const reason = z.string();
const overall = z.object({ verdict, reason: reason.exactOptional() });
const index = z.int().nonnegative();

/** The verdict on a clause. */
const clauseVerdict = z
  .enum(['passed', 'failed', 'not-applicable', 'untested', 'inconclusive', 'definition'])
  .describe('definition: it makes no demand; untested: the suite cannot test it, and says why');

const detail = z.object({
  title: z.string(),
  article: z.string(),
  paragraph: z.string(),
  level: z.enum(['core', 'extended', 'definition']),
  reason: reason.exactOptional(),
  cases: z.array(z.string()).describe('the ids of the cases that the verdict rests on'),
});

const failure = z.object({
  clause: z.string(),
  kind: z.string().describe('what the failure looked like, the same from run to run'),
  title: z.string(),
  ruling: z.string().describe('the ruling that the verdict rests on, where the articles leave room').exactOptional(),
  expected: z.string(),
  saw: z.string(),
  case: z.string(),
  name: z.string().describe("the case's name"),
  step: z.string().describe('the sentence of the scenario at which it failed').exactOptional(),
  at: index.describe('the index, in the trace of the story that is told, of the event at which it showed'),
  against: z.array(index).describe('the indices of the events that it contradicts'),
  events: index.describe('how many events the trace has'),
  excerpt: z.array(z.object({ index, node: z.string(), text: z.string(), here: z.boolean() })),
  replay: z.string().describe('tells the story again'),
  scenario: z
    .object({ at: index, events: index, replay: z.string() })
    .describe('where the story is not that of the scenario, but the shortest that shows the same: that of the scenario')
    .exactOptional(),
  known: z
    .object({ reason, link: z.string().exactOptional() })
    .describe('why the failure is expected, if it stands in the list of known failures')
    .exactOptional(),
});

const driven = z.object({
  leaves: index,
  complete: z.boolean().describe('whether everything was driven that the provider could be brought to do'),
  states: index,
  transitions: index,
  permitted: z.object({ states: index, transitions: index }).describe('how many the specification permits'),
  alike: z.boolean().describe('whether transitions that differ only in which leaf is which were driven once'),
  necessary: index.describe('fewer executions could not have driven that'),
  notObserved: z
    .array(z.object({ what: z.string(), transitions: index }))
    .readonly()
    .describe('what is permitted and was not seen, the most frequent first'),
});

const shortest = z.object({
  clause: z.string(),
  at: index.describe('the index, in its trace, of the event at which it shows'),
  events: index.describe('how many events its trace has'),
  executions: index.describe('how many executions it took to find it'),
  isLeast: z.boolean().describe('whether nothing can be left out of it; else as many were spent on it as may be'),
  replay: z.string(),
  trace: z.string().describe('the file that holds its trace, from the folder of the report').exactOptional(),
});

const evidence = z.object({
  kind: z.enum(['scenario', 'property', 'tour']),
  id: z.string(),
  name: z.string(),
  clauses: z.array(z.string()).describe('the clauses that the case shows when it passes'),
  outcome: z.enum(['passed', 'violated', 'not-applicable', 'inconclusive', 'unstable']),
  reason: reason.exactOptional(),
  step: z.string().describe('the sentence of the scenario at which it failed').exactOptional(),
  seed: z.int(),
  executions: index.describe('how many executions stand behind the outcome'),
  covered: z.string().describe('how much of what can happen a tour has driven').exactOptional(),
  driven: driven.describe('the same in numbers').exactOptional(),
  replay: z.string(),
  events: index.describe('how many events the trace has'),
  trace: z.string().describe('the file that holds the trace, from the folder of the report').exactOptional(),
  shortest: z
    .array(shortest)
    .describe('of a scenario that failed: by clause, the shortest story that shows the same, if any is shorter')
    .exactOptional(),
  ms: index.describe('how long the case took, in milliseconds').exactOptional(),
  place: index.describe('its place in the schedule of the whole run, if this is a part of it').exactOptional(),
});

const part = z.object({
  shard: z.object({ index: z.int().positive(), of: z.int().positive() }).exactOptional(),
  schedule: z.string().describe('the digest of the schedule, which all parts share'),
  total: index.describe('how many cases the whole run has'),
  places: z.array(index).readonly().describe('the places in the schedule of the cases of this part'),
});

const gate = z.object({
  verdict: z
    .enum(['passed', 'failed', 'inconclusive'])
    .describe('whether the run went as it was expected to, which is what the exit code says'),
  knownFailures: z.string().describe('the list of known failures').exactOptional(),
  baseline: z.string().describe('the earlier report').exactOptional(),
  known: index.describe('how many failures were expected'),
  unexpected: z
    .array(z.object({ clause: z.string(), case: z.string(), kind: z.string(), why: z.string() }))
    .describe('what is worse than expected'),
  stale: z
    .array(z.object({ clause: z.string(), case: z.string().exactOptional(), kind: z.string(), why: z.string() }))
    .describe('known failures that did not fail as they are listed'),
});

/** The shape of `report.json`. */
export const reportShape = z
  .object({
    format: z.literal('joinleaf-report'),
    version: z.literal(1),
    verdict: verdict.describe('at the level that was asked for'),
    reason: reason.describe('why the verdict is inconclusive').exactOptional(),
    level: z.enum(['core', 'full']),
    filter: z.array(z.string()).describe('the clauses that the run was filtered for, if it was').exactOptional(),
    core: overall,
    full: overall,
    kit: z.string().describe("the kit's version"),
    spec: z
      .enum(REVISION_NAMES, { error: 'this kit does not have that revision of the specification' })
      .describe('the revision of the specification that was judged by'),
    provider: z.object({ name: z.string(), version: z.string() }),
    capabilities: capabilitiesShape,
    seed: z.int(),
    runs: z.int().describe('how many orderings each property tries'),
    limits: z.object({
      callMs: z.number(),
      mustMs: z.number(),
      mustNotMs: z.number(),
      eventsPerCase: z.number(),
    }),
    repeat: z.int().describe('how often every case was run, if more than once').exactOptional(),
    part: part.describe('which part of a run this is, if it is not all of it').exactOptional(),
    stopped: z.string().describe('why the run ended before its time, if it did').exactOptional(),
    unfinished: z.boolean().describe('whether cases are missing because of that').exactOptional(),
    clauses: z.record(z.string(), clauseVerdict),
    details: z.record(z.string(), detail),
    failures: z.array(failure),
    cases: z.object({
      total: index,
      passed: index,
      violated: index,
      'not-applicable': index,
      inconclusive: index,
      unstable: index,
    }),
    evidence: z.array(evidence),
    gate: gate.describe('held against what was expected of the run, if anything was').exactOptional(),
  })
  .describe('What joinleaf found out about a provider.');

/** What `report.json` holds. */
export type Report = z.infer<typeof reportShape>;

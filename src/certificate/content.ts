import { z } from 'zod';
import { clausesIn } from '../clauses/index.js';
import { reportShape, type Report } from '../report/index.js';

const shape = reportShape.shape;

/** What a certificate says of a run: whatever can be found out again from the run's evidence. */
export const contentShape = z.object({
  verdict: z.literal('conformant'),
  level: shape.level,
  core: shape.core.shape.verdict,
  full: shape.full.shape.verdict,
  provider: shape.provider,
  schemes: z.array(z.string()),
  capabilities: shape.capabilities,
  clauses: shape.clauses,
  orderings: z.record(z.string(), z.int()).describe('how many orderings each property has tried, and each tour driven'),
  cases: shape.cases,
  seed: shape.seed,
  runs: shape.runs,
  repeat: shape.repeat,
  limits: shape.limits,
  knownFailures: z.array(z.object({ clause: z.string(), kind: z.string(), reason: z.string() })),
});

/** What a certificate says of a run. */
export type Content = z.infer<typeof contentShape>;

/** Why a run gets no certificate; undefined if it gets one. */
export function whyNone({ verdict, filter, part }: Report): string | undefined {
  if (verdict !== 'conformant') return `the run is ${verdict}`;
  if (part !== undefined) return 'it is only a part of a run';
  return filter === undefined ? undefined : 'the run was filtered, so most clauses were not asked about';
}

/** What a certificate says of a run that is conformant; to be asked only if `whyNone` says nothing. */
export function contentOf(report: Report): Content {
  const { spec, level, provider, capabilities, clauses, cases, seed, runs, repeat, limits } = report;
  return {
    verdict: 'conformant',
    level,
    core: report.core.verdict,
    full: report.full.verdict,
    provider,
    schemes: [...capabilities.schemes],
    capabilities,
    clauses: Object.fromEntries(clausesIn(spec).map((id) => [id, clauses[id] ?? 'inconclusive'])),
    orderings: Object.fromEntries(
      report.evidence.flatMap(({ kind, id, executions }) => (kind === 'scenario' ? [] : [[id, executions]])),
    ),
    cases,
    seed,
    runs,
    ...(repeat === undefined ? {} : { repeat }),
    limits,
    knownFailures: report.failures.flatMap(({ clause, kind, known }) =>
      known === undefined ? [] : [{ clause, kind, reason: known.reason }],
    ),
  };
}

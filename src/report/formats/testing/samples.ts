import { certificationOf, certify, featureFiles, type RunFacts } from '../../../certify/index.js';
import type { CaseRecord } from '../../../run/index.js';
import type { Trace } from '../../../trace/index.js';
import { headerOf } from '../../../trace/testing/header.js';
import { errorNotSet } from '../../../../reference/mutants/error-not-set.js';
import { reportOf } from '../../report.js';
import type { Report } from '../../schema.js';
import type { FormatContext } from '../format.js';

/** What formats are told beside the report, here. */
export const CONTEXT: FormatContext = {
  now: new Date('2026-11-23T02:00:00Z'),
  colour: false,
  replay: 'joinleaf replay --provider x',
  features: featureFiles,
};

/** Text that breaks whoever pastes it into a document unescaped. */
export const EVIL = `</testcase>]]> & "quoted" \u0000\u001b[31m | \`\`\`\` <script>alert('x')</script>\nnew line`;

const TRACE: Trace = [
  headerOf({
    nodes: { root: { family: 2, host: '10.0.0.1', port: 0 } },
  }),
  { kind: 'indication', node: EVIL, socket: 2, event: 'FD_CONNECT', error: 'NO_ERROR' },
];

const record = (id: string, about: Partial<CaseRecord>): CaseRecord => ({
  kind: 'scenario',
  id,
  name: id,
  clauses: ['JOIN-3.6'],
  outcome: 'passed',
  violations: [],
  trace: TRACE,
  seed: 1,
  executions: 1,
  replay: 'jl2.token',
  ...about,
});

const FACTS: RunFacts = {
  provider: { name: EVIL, version: '1' },
  capabilities: { schemes: ['admit'], dataPlanes: ['nonrooted-data'], entries: [], features: [] },
  selection: { level: 'full' },
  seed: 1,
  runs: 1,
  limits: { callMs: 1, mustMs: 1, mustNotMs: 1, eventsPerCase: 1 },
};

const violation = { clause: 'JOIN-3.6', ruling: 'R1', expected: EVIL, saw: EVIL, at: 1, against: [] } as const;

/** A report in which every outcome occurs, made of the worst texts. */
export const MIXED: Report = reportOf(
  certificationOf(FACTS, [
    record('passes', {}),
    record(EVIL, { outcome: 'violated', violations: [violation], clauses: ['JOIN-3.6', 'JOIN-3.5'] }),
    record('does not apply', { outcome: 'not-applicable', reason: EVIL, trace: [] }),
    record('hangs', { outcome: 'inconclusive', reason: EVIL, clauses: ['JOIN-3.3'] }),
    record('orderings/all', { kind: 'property', name: 'Orderings obey', executions: 100 }),
  ]),
);

/** The same without the failure: what nobody could see to its end is no success. */
export const UNSEEN: Report = reportOf(
  certificationOf(FACTS, [record('hangs', { outcome: 'inconclusive', reason: 'it hangs' })]),
);

/** The report of a real run, in which some scenarios fail at a step and others pass. */
export async function realReport(): Promise<Report> {
  return reportOf(
    await certify({ provider: errorNotSet.provider, clauses: ['USING-7', 'CLOSE-1', 'USING-3'], runs: 2 }),
  );
}

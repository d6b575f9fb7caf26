import pc from 'picocolors';
import { CLAUSES } from '../clauses/index.js';
import { excerptOf, many, mermaidOf, plain, scenarioOf, storyOf, svgOf } from '../report/index.js';
import { excerptLines } from '../report/failures.js';
import type { CaseRecord } from '../run/index.js';
import { stringifyTrace } from '../trace/index.js';
import type { Io } from './io.js';

/** How a case can be shown. */
export const REPLAY_FORMATS = ['text', 'gherkin', 'mermaid', 'svg', 'trace'] as const;

/** One of these ways. */
export type ReplayFormat = (typeof REPLAY_FORMATS)[number];

/** What can be shown of a case. */
export type Shown = Omit<CaseRecord, 'kind' | 'replay'>;

/** Shows what became of a case: its first violation, or all of it where there is none. */
export function showCase(io: Io, record: Shown, format: ReplayFormat): void {
  const { trace, violations } = record;
  const [violation] = violations;
  if (format === 'text') {
    io.out(text(record, io.colour));
    return;
  }
  // Only what has happened can be told.
  if (trace[0]?.kind !== 'header') {
    io.err(`joinleaf: the case is ${record.outcome}, and nothing happened${because(record)}\n`);
    return;
  }
  switch (format) {
    case 'trace':
      io.out(stringifyTrace(trace));
      return;
    case 'mermaid':
      io.out(mermaidOf(storyOf(trace, violation)));
      return;
    case 'svg':
      io.out(svgOf(storyOf(trace, violation)));
      return;
    case 'gherkin': {
      const told = scenarioOf(trace, violation);
      for (const it of told.unsaid) io.err(`joinleaf: the features have no words for ${plain(it)}\n`);
      io.out(told.text);
    }
  }
}

function because({ reason }: Shown): string {
  return reason === undefined ? '' : `: ${plain(reason)}`;
}

function text(record: Shown, colour: boolean): string {
  const colours = pc.createColors(colour);
  const { name, outcome, clauses, trace, violations, executions, seed } = record;
  const shown = violations.flatMap(({ clause, expected, saw, at, against }) => [
    '',
    `${colours.red('✗')} ${colours.bold(clause)}  ${CLAUSES[clause].title}`,
    `  expected  ${plain(expected)}`,
    `  saw       ${plain(saw)}`,
    ...excerptLines({ excerpt: [...excerptOf(trace, at, against)] }, colours),
  ]);
  return [
    `${colours.bold(plain(name))}  ${clauses.join(' ')}`,
    `${outcome === 'violated' ? 'failed' : outcome}${because(record)}; seed ${seed}, ${many(executions, 'execution')}, ${many(trace.length, 'event')}`,
    ...shown,
    '',
  ].join('\n');
}

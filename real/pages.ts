import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { KIT_VERSION, SPEC_REVISION } from '../src/index.js';
import type { Shown } from './evidence.js';
import { failureList, summary } from './markdown.js';
import type { Outcome } from './run.js';

/** The page of all providers. `shown` has the evidence of each, by its id. */
export function overview(outcomes: readonly Outcome[], shown: Readonly<Record<string, readonly Shown[]>>): string {
  return [
    '# What real providers do',
    '',
    'The kit, run against what is no model: the system’s own network, and stacks of others. This page, and everything beside',
    'it, is written by one command, which needs Linux, and root or unprivileged namespaces:',
    '',
    '```sh',
    'npm run certify:real',
    '```',
    '',
    `With joinleaf ${KIT_VERSION}, specification ${SPEC_REVISION}; on ${systemName()}, Linux ${release()}, Node ${process.version}.`,
    '',
    ...summary(outcomes),
    '',
    'The figures count clauses. _Not applicable_: the provider does not claim what the clause is about. _Inconclusive_: every',
    'case that would show the clause has ended before, at a failure of another one. _Untested_: the suite cannot test it, and',
    'says why in each report.',
    '',
    `So many orderings each property tried: ${orderings(outcomes)}.`,
    '',
    ...outcomes.flatMap(({ target: { id, title } }) => {
      const failures = shown[id] ?? [];
      return failures.length === 0 ? [] : [`## What fails: ${title}`, '', ...failureList(failures), ''];
    }),
  ].join('\n');
}

function orderings(outcomes: readonly Outcome[]): string {
  return outcomes.flatMap((one) => ('report' in one ? [`${one.report.runs} with ${one.target.id}`] : [])).join(', ');
}

/** The name of the system, as it says it itself. */
function systemName(): string {
  try {
    return (
      /^PRETTY_NAME="?(?<name>[^"\n]*)/mu.exec(readFileSync('/etc/os-release', 'utf8'))?.groups?.['name'] ?? 'Linux'
    );
  } catch {
    return 'an unknown system';
  }
}

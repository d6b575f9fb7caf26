import { failuresOf, type Failure } from '../certify/index.js';
import { failureText } from './formats/results.js';
import { isShorter, reported } from './report.js';

/** What was made shorter of a case that has failed, a text for each clause in its order there; `command` replays a token. */
export function storiesOf(record: Failure['case'], command: string): readonly string[] {
  const clauses = [...new Set(record.violations.map(({ clause }) => clause))];
  const shorter = failuresOf([record]).filter(isShorter);
  return clauses
    .flatMap((id) => shorter.find(({ clause }) => clause === id) ?? [])
    .map(reported)
    .map((failure) => `${failure.clause}  ${failure.title}\n${failureText(failure, command)}`);
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isClauseId, parseTrace, storyOf, svgOf, type Report } from '../src/index.js';

/** A clause that fails, with the files that show it, as paths from the folder of all providers. */
export interface Shown {
  readonly clause: string;
  readonly title: string;
  readonly expected: string;
  readonly saw: string;
  readonly trace: string;
  readonly diagram: string;
}

/**
 * Writes for each clause that fails the trace of its first failure, and a diagram of it, into `docs/<id>`; what was there
 * before is cleared away.
 */
export function showFailures(report: Report, run: string, docs: string, id: string): readonly Shown[] {
  rmSync(path.join(docs, id), { recursive: true, force: true });
  const failures = report.failures.filter(
    ({ clause }, at) => report.failures.findIndex((one) => one.clause === clause) === at,
  );
  if (failures.length > 0) mkdirSync(path.join(docs, id), { recursive: true });
  return failures.flatMap(({ clause, title, expected, saw, at, against, case: of }) => {
    const file = report.evidence.find((one) => one.id === of)?.trace;
    if (file === undefined || !isClauseId(clause)) return [];
    const text = gunzipSync(readFileSync(path.join(run, file))).toString('utf8');
    const parsed = parseTrace(text);
    if (!('trace' in parsed)) throw new Error(`${file} is no trace`);
    const [trace, diagram] = [`${id}/${clause}.ndjson`, `${id}/${clause}.svg`];
    writeFileSync(path.join(docs, trace), text);
    writeFileSync(path.join(docs, diagram), svgOf(storyOf(parsed.trace, { clause, expected, saw, at, against })));
    return [{ clause, title, expected, saw, trace, diagram }];
  });
}

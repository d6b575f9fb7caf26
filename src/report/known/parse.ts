import { LineCounter, parseDocument, type Document } from 'yaml';
import { isClauseId } from '../../clauses/index.js';
import { issuesOf } from '../../trace/index.js';
import { knownFailuresShape, type KnownFailures } from './shape.js';

/** A list of known failures, or one line that says why the text is none. */
export type ParsedKnown = { readonly known: KnownFailures; readonly document: Document } | { readonly wrong: string };

/** Reads a list of known failures, in YAML. */
export function parseKnown(text: string): ParsedKnown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) return { wrong: `line ${lines.linePos(error.pos[0]).line}: ${error.message}` };
  let content: unknown;
  try {
    content = document.toJS();
  } catch (reason) {
    return { wrong: reason instanceof Error ? reason.message : 'no YAML' };
  }
  const parsed = knownFailuresShape.safeParse(content);
  if (!parsed.success) return { wrong: issuesOf(parsed.error) };
  const known = parsed.data;
  for (const [index, { clause, kind, cases }] of known.failures.entries()) {
    const where = `failures[${index}]`;
    if (!isClauseId(clause)) return { wrong: `${where}: there is no clause ${clause}` };
    const twice = known.failures
      .slice(0, index)
      .some((it) => it.clause === clause && it.kind === kind && overlap(it.cases, cases));
    if (twice) return { wrong: `${where}: ${clause}, ${kind} is listed twice` };
  }
  return { known, document };
}

function overlap(some: readonly string[] | undefined, others: readonly string[] | undefined): boolean {
  return some === undefined || others === undefined || some.some((id) => others.includes(id));
}

import { existsSync } from 'node:fs';
import { plain, reportShape } from '../report/index.js';
import { tokensIn } from '../run/index.js';
import { parseTrace, type Trace } from '../trace/index.js';
import { WrongInput } from './exit.js';
import { readReport } from './read-report.js';
import { isFolder, readText } from './read.js';

/** What is to be run again: a case, by its token, or what a trace recorded. */
export type ReplaySource = { readonly token: string } | { readonly trace: Trace };

/** So many cases are named where one of them has to be chosen. */
const NAMED = 5;

/**
 * Finds out what is to be run again: a token, a trace, the one failing case of a report, or the one token in a text.
 */
export function replaySource(what: string): ReplaySource {
  if (tokensIn(what)[0] === what || !existsSync(what)) {
    if (/^jl\d*\./u.test(what)) return { token: what };
    throw new WrongInput(`'${plain(what)}' is neither a replay token nor a file`);
  }
  if (isFolder(what)) return oneOf(what, failuresOf(readReport(what)));
  const text = readText(what);
  if (isTrace(text)) {
    const parsed = parseTrace(text);
    if ('wrong' in parsed) throw new WrongInput(`${what}: line ${parsed.wrong.line}: ${parsed.wrong.reason}`);
    return { trace: parsed.trace };
  }
  const report = reportShape.safeParse(jsonOf(text));
  return oneOf(
    what,
    report.success ? failuresOf(report.data) : tokensIn(text).map((token) => ({ token, name: token })),
  );
}

interface Candidate {
  readonly token: string;
  readonly name: string;
}

function failuresOf({ failures }: ReturnType<typeof readReport>): readonly Candidate[] {
  const first = new Map(failures.map(({ replay, clause, name }) => [replay, `${clause} ${name}`]));
  return [...first].map(([token, name]) => ({ token, name }));
}

function oneOf(file: string, candidates: readonly Candidate[]): ReplaySource {
  const [first, ...more] = candidates;
  if (first === undefined)
    throw new WrongInput(`${file}: there is nothing to replay in it: no trace, failure or token`);
  if (more.length === 0) return { token: first.token };
  const named = candidates.slice(0, NAMED).map(({ token, name }) => (token === name ? token : `${name}: ${token}`));
  const rest = candidates.length > NAMED ? `; and ${candidates.length - NAMED} more` : '';
  throw new WrongInput(`${file} has ${candidates.length} cases to replay; name one: ${named.join('; ')}${rest}`);
}

/** Whether a text is meant as a trace: its first line says so, whatever is wrong with the rest. */
function isTrace(text: string): boolean {
  const header = jsonOf(text.slice(0, text.indexOf('\n') + 1));
  return typeof header === 'object' && header !== null && 'format' in header && header.format === 'joinleaf-trace';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

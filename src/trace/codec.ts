import { issuesOf, traceEvent } from './schema.js';
import type { Trace, TraceEvent } from './events.js';

/** Limits on a trace that is read. */
export interface TraceLimits {
  /** So many characters one line may have. */
  readonly line: number;
  /** So many events a trace may have. */
  readonly events: number;
}

/** What holds where nothing else is said. */
export const TRACE_LIMITS: TraceLimits = { line: 1_048_576, events: 2_000_000 };

/** A trace that was read, or the line, counted from 1, at which it is wrong, and why. */
export type Parsed = { readonly trace: Trace } | { readonly wrong: { readonly line: number; readonly reason: string } };

/** Writes a trace: newline-delimited JSON, an event a line, each line ended. */
export function stringifyTrace(trace: Trace): string {
  return trace.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** Reads a trace: the mirror image of `stringifyTrace`. What does not fit the format is refused, not guessed at. */
export function parseTrace(text: string, limits: TraceLimits = TRACE_LIMITS): Parsed {
  const trace: TraceEvent[] = [];
  const open = new Map<number, string>();
  const issued = new Set<number>();
  const wrong = (reason: string): Parsed => ({ wrong: { line: trace.length + 1, reason } });

  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    if (end === -1) return wrong('the trace is cut off here: the line does not end');
    if (end - from > limits.line) return wrong(`the line has more than ${limits.line} characters`);
    if (trace.length === limits.events) return wrong(`the trace has more than ${limits.events} events`);
    const read = parseLine(text.slice(from, text[end - 1] === '\r' ? end - 1 : end));
    if ('wrong' in read) return wrong(read.wrong);
    const { event } = read;
    const misplaced = placing(event, trace.length, open, issued);
    if (misplaced !== undefined) return wrong(misplaced);
    trace.push(event);
    from = end + 1;
  }
  return trace.length === 0 ? wrong('the trace is empty; it has to begin with a header') : { trace };
}

function parseLine(line: string): { readonly event: TraceEvent } | { readonly wrong: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { wrong: 'not a JSON text' };
  }
  const version = foreignVersion(json);
  if (version !== undefined) return { wrong: `the trace has format version ${version}; this kit reads version 1` };
  const parsed = traceEvent.safeParse(json);
  return parsed.success ? { event: parsed.data } : { wrong: issuesOf(parsed.error) };
}

function foreignVersion(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('format' in json) || json.format !== 'joinleaf-trace') return;
  const version = 'version' in json ? json.version : undefined;
  return version === 1 ? undefined : JSON.stringify(version);
}

/** Why the event cannot stand where it stands: lines that fit one by one may still be no trace. */
function placing(event: TraceEvent, at: number, open: Map<number, string>, issued: Set<number>): string | undefined {
  if (at === 0 && event.kind !== 'header') return `a trace begins with a header, not with ${event.kind}`;
  if (event.kind === 'header' && at > 0) return 'a second header; a file holds one trace';
  if (event.kind === 'call') {
    if (issued.has(event.id)) return `call ${event.id} is issued a second time`;
    issued.add(event.id);
    open.set(event.id, event.verb);
  }
  if (event.kind === 'return') {
    const verb = open.get(event.id);
    if (verb === undefined) return `call ${event.id} returns without having been issued, or for a second time`;
    if (verb !== event.verb) return `call ${event.id} was ${verb} and returns as ${event.verb}`;
    open.delete(event.id);
  }
  return undefined;
}

import { lateCalls, type NodeName, type Trace, type TraceEvent, type Verb } from '../trace/index.js';
import { answerText, callText, claimsText, indicationText, settledText, spiName } from './wording.js';

/** One event of a trace, as a line to read. */
export interface ExcerptLine {
  /** The event's index in the trace. */
  readonly index: number;
  /** Where it happened; empty for what has no place. */
  readonly node: NodeName;
  readonly text: string;
  /** Whether it is the event at which the failure showed. */
  readonly here: boolean;
}

/** More lines than that are not read. */
const MOST_LINES = 14;

/** The calls that tell what a session went through; the others only prepare for it. */
const STORY: readonly Verb[] = ['listen', 'joinLeaf', 'accept', 'closeSocket', 'connect', 'shutdown', 'addMembership'];

/** The events of a trace that a reader needs to understand a failure: those that it names, and the story up to it. */
export function excerptOf(trace: Trace, at: number, against: readonly number[]): readonly ExcerptLine[] {
  const named = new Set([at, ...against]);
  const late = lateCalls(trace.slice(0, at + 1));
  const told = trace
    .map((event, index) => ({ event, index }))
    .filter(({ event, index }) => named.has(index) || (index <= at && isStory(event, late)));
  const spare = Math.max(0, told.length - MOST_LINES);
  const dropped = new Set(
    told
      .filter(({ index }) => !named.has(index))
      .slice(0, spare)
      .map(({ index }) => index),
  );
  const lines = told.filter(({ index }) => !dropped.has(index));
  return lines.map(({ event, index }) => ({
    index,
    ...lineOf(event, index, trace, { named, late }),
    here: index === at,
  }));
}

/** The calls that returned only after something else was done. */
type Late = ReadonlyMap<number, unknown>;

function isStory(event: TraceEvent, late: Late): boolean {
  if (event.kind === 'call') return STORY.includes(event.verb);
  if (event.kind === 'return') return STORY.includes(event.verb) && late.has(event.id);
  return event.kind === 'indication' && event.event !== 'FD_READ' && event.event !== 'FD_WRITE';
}

function lineOf(
  event: TraceEvent,
  index: number,
  trace: Trace,
  { named, late }: { readonly named: ReadonlySet<number>; readonly late: Late },
): { readonly node: NodeName; readonly text: string } {
  switch (event.kind) {
    case 'header':
      return { node: '', text: claimsText(event.capabilities) };
    case 'call': {
      const back = trace.findIndex((it) => it.kind === 'return' && it.id === event.id);
      const answer = trace[back];
      // An answer that matters by itself, or comes after what others did, gets its own line.
      const apart = named.has(back) || late.has(event.id);
      const tail = answer?.kind === 'return' && !apart ? answerText(answer) : '';
      return { node: event.node, text: `${callText(event, index, trace)}${tail}` };
    }
    case 'return': {
      const call = trace.find((it) => it.kind === 'call' && it.id === event.id);
      return {
        node: call?.kind === 'call' ? call.node : '',
        text: `${spiName(event.verb)}${answerText(event) || ' returns'}`,
      };
    }
    case 'indication':
      return { node: event.node, text: `◀ ${indicationText(event)}` };
    case 'settled':
      return { node: '', text: settledText(event) };
    case 'expect':
      return { node: '', text: `then ${event.says}` };
    case 'fault':
      return { node: '', text: `fault: ${event.detail}` };
    case 'note':
      return { node: '', text: event.text };
  }
}

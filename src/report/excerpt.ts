import { addressText, controlPlane, dataPlane, ERRORS, namesOf, sameAddress, SIO, type Address } from '../spi/index.js';
import type { CallEvent, Capabilities, NodeName, ReturnEvent, Trace, TraceEvent, Verb } from '../trace/index.js';

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
  const told = trace
    .map((event, index) => ({ event, index }))
    .filter(({ event, index }) => named.has(index) || (index <= at && isStory(event)));
  const spare = Math.max(0, told.length - MOST_LINES);
  const dropped = new Set(
    told
      .filter(({ index }) => !named.has(index))
      .slice(0, spare)
      .map(({ index }) => index),
  );
  const lines = told.filter(({ index }) => !dropped.has(index));
  return lines.map(({ event, index }) => ({ index, ...lineOf(event, index, trace, named), here: index === at }));
}

function isStory(event: TraceEvent): boolean {
  if (event.kind === 'call') return STORY.includes(event.verb);
  return event.kind === 'indication' && event.event !== 'FD_READ' && event.event !== 'FD_WRITE';
}

function lineOf(
  event: TraceEvent,
  index: number,
  trace: Trace,
  named: ReadonlySet<number>,
): { readonly node: NodeName; readonly text: string } {
  switch (event.kind) {
    case 'header':
      return { node: '', text: claimsText(event.capabilities) };
    case 'call': {
      const back = trace.findIndex((it) => it.kind === 'return' && it.id === event.id);
      const answer = trace[back];
      // An answer that matters by itself gets its own line.
      const tail = answer?.kind === 'return' && !named.has(back) ? answerText(answer) : '';
      return { node: event.node, text: `${callText(event, index, trace)}${tail}` };
    }
    case 'return': {
      const call = trace.find((it) => it.kind === 'call' && it.id === event.id);
      return { node: call?.kind === 'call' ? call.node : '', text: `${spiName(event.verb)}${answerText(event)}` };
    }
    case 'indication': {
      const error = event.error === 'NO_ERROR' ? `${ERRORS.NO_ERROR}` : event.error;
      const outcome = event.event === 'FD_CONNECT' || event.error !== 'NO_ERROR' ? ` (${error})` : '';
      return { node: event.node, text: `◀ ${event.event}${outcome} on ${event.socket}` };
    }
    case 'settled':
      return { node: '', text: event.by === 'provider' ? 'all is quiet' : `quiet for ${event.waited ?? 0} ms` };
    case 'expect':
      return { node: '', text: `then ${event.says}` };
    case 'fault':
      return { node: '', text: `fault: ${event.detail}` };
    case 'note':
      return { node: '', text: event.text };
  }
}

function claimsText({ schemes, entries }: Capabilities): string {
  const shown = entries.map((entry) => `${entry.name} (${controlPlane(entry)}/${dataPlane(entry)})`);
  return `claims ${schemes.join(', ') || 'no scheme'}; entries: ${shown.join(', ') || 'none'}`;
}

function spiName(verb: Verb): string {
  if (verb === 'addMembership') return 'IP_ADD_MEMBERSHIP';
  if (verb === 'memberships') return 'memberships';
  if (verb === 'calleeData') return 'callee data';
  return `WSP${verb.slice(0, 1).toUpperCase()}${verb.slice(1)}`;
}

function callText(event: CallEvent, index: number, trace: Trace): string {
  const name = spiName(event.verb);
  switch (event.verb) {
    case 'socket':
      return `${name} on entry ${event.args.entry}, flags 0x${event.args.flags.toString(16)}`;
    case 'memberships':
      return name;
    case 'bind':
    case 'joinLeaf':
    case 'connect': {
      const target = event.args.name === null ? 'no address' : whoIs(event.args.name, index, trace);
      return `${name} ${event.args.socket} → ${target}`;
    }
    case 'addMembership':
      return `${name} ${event.args.socket} → ${whoIs(event.args.group, index, trace)}`;
    case 'listen':
      return `${name} ${event.args.socket}, backlog ${event.args.backlog}`;
    case 'accept':
      return `${name} ${event.args.socket}${event.args.condition === undefined ? '' : `, ${event.args.condition.answer}`}`;
    case 'eventSelect':
      return `${name} ${event.args.socket}, ${namesOf(event.args.events).join(' ') || 'nothing'}`;
    case 'send':
      return `${name} ${event.args.socket} ${JSON.stringify(event.args.data)}`;
    case 'ioctl': {
      const code = Object.entries(SIO).find(([, value]) => value === event.args.code)?.[0] ?? String(event.args.code);
      return `${name} ${event.args.socket}, ${code} ${event.args.value}`;
    }
    default:
      return `${name} ${event.args.socket}`;
  }
}

function answerText({ result, verb }: ReturnEvent): string {
  if ('error' in result) return ` = ${result.error}`;
  if ('socket' in result.ok) return ` = ${result.ok.socket}`;
  return verb === 'recv' && 'data' in result.ok ? ` = ${JSON.stringify(result.ok.data)}` : '';
}

/** Whose address it is: a socket's that has told it, a session's, or a node's. */
function whoIs(address: Address, before: number, trace: Trace): string {
  const [header] = trace;
  if (header?.kind !== 'header') return addressText(address);
  if (header.session !== undefined && sameAddress(address, header.session)) return 'the session';
  if (header.noSession !== undefined && sameAddress(address, header.noSession)) return 'no session';
  if (header.unreachable !== undefined && sameAddress(address, header.unreachable)) return 'an unreachable address';
  for (const event of trace.slice(0, before)) {
    if (event.kind !== 'return' || event.verb !== 'getSockName' || !('ok' in event.result)) continue;
    if (!sameAddress(event.result.ok.name, address)) continue;
    const call = trace.find((it) => it.kind === 'call' && it.id === event.id);
    if (call?.kind === 'call') return call.node;
  }
  const homes = Object.entries(header.nodes).filter(([, home]) => sameAddress(home, address));
  return homes.length === 1 ? homes.map(([node]) => node).join('') : addressText(address);
}

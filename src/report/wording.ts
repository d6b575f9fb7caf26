import { addressText, controlPlane, dataPlane, ERRORS, namesOf, sameAddress, SIO, type Address } from '../spi/index.js';
import {
  spiName,
  type CallEvent,
  type Capabilities,
  type IndicationEvent,
  type ReturnEvent,
  type SettledEvent,
  type Trace,
} from '../trace/index.js';

export { spiName };

// Events in a few words, as excerpts and diagrams show them.

/** What a provider claims, in one line. */
export function claimsText({ schemes, entries }: Capabilities): string {
  const shown = entries.map((entry) => `${entry.name} (${controlPlane(entry)}/${dataPlane(entry)})`);
  return `claims ${schemes.join(', ') || 'no scheme'}; entries: ${shown.join(', ') || 'none'}`;
}

/** A call with its arguments; `index` is its place in the trace. */
export function callText(event: CallEvent, index: number, trace: Trace): string {
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

/** What a call returned, with an equals sign before it; empty for a success that gives nothing to tell. */
export function answerText({ result, verb }: ReturnEvent): string {
  if ('error' in result) return ` = ${result.error}`;
  if ('socket' in result.ok) return ` = ${result.ok.socket}`;
  return verb === 'recv' && 'data' in result.ok ? ` = ${JSON.stringify(result.ok.data)}` : '';
}

/** An indication: the event, the outcome where that matters, and the socket. */
export function indicationText({ event, error, socket }: Pick<IndicationEvent, 'event' | 'error' | 'socket'>): string {
  const shown = error === 'NO_ERROR' ? `${ERRORS.NO_ERROR}` : error;
  const outcome = event === 'FD_CONNECT' || error !== 'NO_ERROR' ? ` (${shown})` : '';
  return `${event}${outcome} on ${socket}`;
}

/** The evidence of quiet. */
export function settledText({ by, waited = 0 }: SettledEvent): string {
  return by === 'provider' ? 'all is quiet' : `quiet for ${waited} ms`;
}

/** Whose address it is: a socket's that has told it, a session's, or a node's. */
export function whoIs(address: Address, before: number, trace: Trace): string {
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
